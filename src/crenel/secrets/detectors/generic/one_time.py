"""Seeds of one-time passwords in ``otpauth`` addresses."""

from __future__ import annotations

from crenel.secrets.detector import Detector
from crenel.secrets.shape import BASE32, run

_SEED = run(BASE32, 32)

DETECTORS = (
    Detector(
        name="one-time-password-seed",
        provider="",
        title="the seed of one-time passwords",
        pattern=r"(?i:otpauth://[^\s\"'<>]*[?&]secret=)([A-Za-z2-7]{8,})",
        keywords=("otpauth",),
        docs="https://www.rfc-editor.org/rfc/rfc6238",
        revoke="Enrol the second factor anew; the old seed makes valid codes until then.",
        example=lambda random: f"otpauth://totp/shop:ada?secret={_SEED.example(random)}",
    ),
    Detector(
        name="one-time-password-seed-in-code",
        provider="",
        title="the seed of one-time passwords",
        pattern=r"\b[TH]OTP(?:\.new)?\([ \t]*[\"']([A-Z2-7]{16,})[\"']",
        keywords=("totp", "hotp"),
        docs="https://www.rfc-editor.org/rfc/rfc6238",
        revoke="Enrol the second factor anew; the old seed makes valid codes until then.",
        example=lambda random: f'pyotp.TOTP("{_SEED.example(random)}")',
    ),
)
