"""Authorization headers with a token or a login in them (RFC 6750, RFC 7617)."""

from __future__ import annotations

from base64 import b64encode
from random import Random

from crenel.secrets.detector import Detector
from crenel.secrets.judgement import shaped
from crenel.secrets.judgement.kinds import no_secret
from crenel.secrets.judgement.looks import random_looking
from crenel.secrets.shape import ALNUM
from crenel.secrets.structure.decodable import decoded, login
from crenel.secrets.text import Candidate, Judged

_REVOKE = (
    "End the session or revoke the token where it was issued, and let the program fetch one when"
    " it runs; look at what was called with it."
)
_SURE, _LIKELY = 0.93, 0.8
_LEAST = 16


def judge_bearer(one: Candidate) -> Judged | None:
    """Long, and nothing that a person would write."""
    if len(one.value) < _LEAST or shaped.is_mark(one.value) or no_secret(one.value):
        return None
    if not random_looking(one.value) or decoded(one.value).startswith("{"):
        return None
    return Judged(_SURE, ("an authorization header", "unlike words"))


def judge_basic(one: Candidate) -> Judged | None:
    """Does it decode to a user and a password, and is that one no example?"""
    if login(one.value) is None:
        return None
    user, _, password = decoded(one.value).partition(":")
    plain = {"user", "username", "admin", "test", "foo", "bar", "aladdin", "root", "guest", user}
    if password.lower() in {*plain, "pass", "password", "secret", "open sesame", "123", "baz"}:
        return None
    return Judged(_SURE if len(one.value) > _LEAST else _LIKELY, ("decodes to a login",))


def _bearer(random: Random) -> str:
    return f'"Authorization": "Bearer {"".join(random.choice(ALNUM) for _ in range(40))}"'


def _basic(random: Random) -> str:
    password = "".join(random.choice(ALNUM) for _ in range(14))
    return f"Authorization: Basic {b64encode(f'shop:{password}'.encode()).decode()}"


DETECTORS = (
    Detector(
        name="bearer-token",
        provider="",
        title="a bearer token of an authorization header",
        pattern=r"(?i:\bbearer)(?:[ \t]+|%20|\\?[\"':,=]+[ \t]*)\\?[\"']?([A-Za-z0-9_\-.~+/]+=*)",
        keywords=("bearer",),
        docs="https://www.rfc-editor.org/rfc/rfc6750",
        revoke=_REVOKE,
        judge=judge_bearer,
        example=_bearer,
    ),
    Detector(
        name="basic-authorization",
        provider="",
        title="a login of an authorization header",
        pattern=r"(?i:\bbasic)(?:[ \t]+|%20)\\?[\"']?([A-Za-z0-9+/\-_]{8,}={0,2})",
        keywords=("basic ", "basic%20", "basic\t"),
        docs="https://www.rfc-editor.org/rfc/rfc7617",
        revoke=_REVOKE,
        judge=judge_basic,
        example=_basic,
        strong=False,
    ),
)
