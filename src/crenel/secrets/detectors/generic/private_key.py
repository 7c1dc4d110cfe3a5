"""Private keys: PEM, PEM in base64, DER in base64, PuTTY, and JSON Web Keys."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.shape import BASE64, URL_SAFE
from crenel.secrets.structure import pem
from crenel.secrets.text import Candidate, Judged, Text

_REVOKE = (
    "Make a new key pair, replace the public half wherever it is trusted (certificates are revoked"
    " at their authority), and treat what the old key protected as read."
)
_LONGEST = 16_384
_WINDOW = 2_500
_VARIETY = 7
_PRIVATE = re.compile(rb"""["']?\b[dk]["']?\s*[:=]\s*\\?["']([A-Za-z0-9_\-+/=]{16,})\\?["']""")


def read_pem(found: Found, text: Text) -> Iterator[Candidate]:
    """From BEGIN to the END that belongs to it."""
    start, header = found.span(0)
    at = text.data.find(b"-----END", header, header + _LONGEST)
    closing = text.data.find(b"-----", at + 8, at + 60) if at >= 0 else -1
    end = closing + 5 if closing >= 0 else min(header + _WINDOW, len(text.data))
    yield text.candidate("private-key", (start, end))


def judge_pem(one: Candidate) -> Judged | None:
    """Is there a body?"""
    reason = pem.private_key(one.value)
    return (
        None if reason is None else Judged(0.98, ("a private key in PEM", *filter(None, [reason])))
    )


def judge_encoded(one: Candidate) -> Judged | None:
    """Not one letter again and again."""
    if len(set(one.value)) < _VARIETY:
        return None
    return Judged(0.95, ("a private key in base64",))


def read_jwk(found: Found, text: Text) -> Iterator[Candidate]:
    """The private member of the object around ``kty``."""
    at = found.start()
    low = max(text.data.rfind(b"{", max(0, at - _WINDOW), at), 0)
    high = text.data.find(b"}", at, at + _WINDOW)
    if high < 0:
        return
    for private in _PRIVATE.finditer(text.data, low, high):
        yield text.candidate("private-jwk", private.span(1))


def judge_jwk(one: Candidate) -> Judged | None:
    """Any that is not one letter again and again."""
    if len(set(one.value)) < _VARIETY:
        return None
    return Judged(0.95, ("the private member of a JSON Web Key",))


def _random(alphabet: str, size: int, random: Random) -> str:
    return "".join(random.choice(alphabet) for _ in range(size))


def _pem(random: Random) -> str:
    body = "\n".join(_random(BASE64, 64, random) for _ in range(5))
    dashes = "-" * 5
    return f"{dashes}BEGIN PRIVATE KEY{dashes}\n{body}\n{dashes}END PRIVATE KEY{dashes}"


def _encoded(random: Random) -> str:
    return f'tls_key: "{b64encode(_pem(random).encode()).decode()}"'


def _putty(random: Random) -> str:
    body = "\n".join(_random(BASE64, 64, random) for _ in range(4))
    return f"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 4\n{body}\n"


def _jwk(random: Random) -> str:
    private = _random(URL_SAFE, 43, random)
    return f'{{"kty": "EC", "crv": "P-256", "d": "{private}"}}'


DETECTORS = (
    Detector(
        name="private-key",
        provider="",
        title="a private key",
        pattern=r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----",
        keywords=("private key",),
        docs="https://www.rfc-editor.org/rfc/rfc7468",
        revoke=_REVOKE,
        read=read_pem,
        judge=judge_pem,
        example=_pem,
    ),
    Detector(
        name="private-key-encoded",
        provider="",
        title="a private key in base64",
        pattern=r"\b(LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,40}(?:UFJJVkFUR|BSSVZBVE|QUklWQVRF)[A-Za-z0-9+/]{60,}={0,2}"
        r"|MII(?:[CEJ][A-Za-z0-9+/]{2}|Bv[A-Za-z0-9+/])[IA][BA][A-Za-z0-9+/]{4,40}(?:AgEA|ADAN|IBAA|EAA[os])[A-Za-z0-9+/\\n]{100,}={0,2})",
        keywords=("ls0tls1crudjti", "mii"),
        docs="https://www.rfc-editor.org/rfc/rfc5958",
        revoke=_REVOKE,
        judge=judge_encoded,
        example=_encoded,
    ),
    Detector(
        name="private-key-putty",
        provider="",
        title="a private key of PuTTY",
        pattern=r"Private-Lines:[ \t]*\d+[ \t]*\r?\n([A-Za-z0-9+/=]{40,})",
        keywords=("private-lines",),
        docs="https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html",
        revoke=_REVOKE,
        judge=judge_encoded,
        example=_putty,
    ),
    Detector(
        name="private-jwk",
        provider="",
        title="a private JSON Web Key",
        pattern=r"""\bkty\\?["']?[ \t]*[:=]""",
        keywords=("kty",),
        docs="https://www.rfc-editor.org/rfc/rfc7517",
        revoke=_REVOKE,
        read=read_jwk,
        judge=judge_jwk,
        example=_jwk,
    ),
)
