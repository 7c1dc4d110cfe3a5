"""Microsoft Entra: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, DIGITS, lit, run

_provider = Provider(
    "Microsoft Entra",
    docs="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    revoke="Entra admin centre > App registrations > Certificates and secrets: delete the secret; read the sign-in logs of the application.",
)
DETECTORS = (
    _provider.token(
        "entra-client-secret",
        "a client secret of Microsoft Entra",
        run(ALNUM + "_~.-", 3),
        run(DIGITS, 1),
        lit("Q~"),
        run(ALNUM + "_~.-", 31, 34),
        confidence=0.95,
        wide="~.-",
    ),
)
