"""JSON Web Tokens, signed or encrypted (RFC 7519)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from random import Random

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run
from crenel.secrets.structure import jwt

_provider = Provider(
    "",
    docs="https://www.rfc-editor.org/rfc/rfc7519",
    revoke="End the session at its issuer; where it does not expire, rotate the signing key; look at"
    " what was called with it.",
)


def _made(random: Random) -> str:
    header = urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    body = urlsafe_b64encode(b'{"sub":"%d"}' % random.randint(10**8, 10**9)).decode().rstrip("=")
    return f"{header}.{body}.{''.join(random.choice(URL_SAFE) for _ in range(43))}"


DETECTORS = (
    _provider.token(
        "json-web-token",
        "a JSON Web Token",
        lit("eyJ"),
        run(URL_SAFE, 8, 1000),
        lit("."),
        run(URL_SAFE + ".", 6, 1000),
        check=jwt.token,
        make=_made,
        confidence=0.9,
    ),
)
