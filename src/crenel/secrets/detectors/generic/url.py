"""Logins in addresses: ``scheme://user:password@host``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from urllib.parse import unquote

from crenel.secrets.detector import Detector, Found
from crenel.secrets.judgement.kinds import is_placeholder, no_secret
from crenel.secrets.judgement.places import in_test
from crenel.secrets.judgement.rarity import rarity
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Judged, Kind, Text

_PATTERN = (
    r"://([^\s:/@\"'<>`?#,|(){}\[\]\\]*):"
    r"([^\s/@\"'<>`\\][^\s@\"'<>`\\]*)@([^\s/\"'<>`:,]+)"
)
_WEAK = re.compile(
    r"^(?:pass(?:word|wd|wrd)?\d*|pwd|pw|p|pass(?:phrase)?|secret|token|user(?:name)?|x+|\*+|\.+|\d{1,5}"
    r"|foo|bar|foobar|baz|test(?:er|ing)?|admin|root|guest|postgres|mysql|key|api[_-]?key|changeme"
    r"|your.*|my.*|some.*|hunter2|abc.*|port|\d+\]?|[a-z]|pwd.{0,3}|\w{3,}_(?:password|pass|token)|[a-z]+[_-]?123\d{0,3})$"
    r"|letmein|password|open.?sesame",
    re.IGNORECASE,
)
_NOWHERE = re.compile(
    r"^(?:localhost|127\.|0\.0\.0\.0|host|db|server|\W)|example|test", re.IGNORECASE
)
_PORT = re.compile(r"\d{1,5}[/?#]")
"""``http://localhost:7071/?mail=ada@shop.test``: no login, but a port and what follows it."""
_USUAL, _SURE, _LIKELY, _UNSURE, _UNLIKELY = 4.2, 0.95, 0.8, 0.6, 0.35
_LONGEST = 200


def read(found: Found, text: Text) -> Iterator[Candidate]:
    """The password; the name is the user."""
    start, end = found.span(2)
    if end - start > _LONGEST:
        return
    user, host = (text.data[slice(*found.span(one))].decode("utf-8", "replace") for one in (1, 3))
    yield text.candidate("url-credentials", (start, end), name=user, host=host)


def judge(one: Candidate) -> Judged | None:
    """How sure: by how unlike a word the password is, and by where it leads."""
    value = unquote(one.value)
    if (
        _WEAK.search(value)
        or _PORT.match(value)
        or value.lower() == one.name.lower()
        or _elsewhere(value)
    ):
        return None
    rare = rarity(value)
    if rare > _USUAL + 0.6:
        return Judged(_SURE, ("a login in an address", "unlike words"))
    if rare > _USUAL or any(map(str.isdigit, value)):
        return Judged(_LIKELY, ("a login in an address",))
    if _NOWHERE.search(one.host) or in_test(one.path) or one.kind is Kind.MARKUP:
        return Judged(_UNLIKELY, ("a login in an address", "for a test"))
    return Judged(_UNSURE, ("a login in an address",))


def _elsewhere(value: str) -> bool:
    elsewhere = {"a template", "a reference", "a date or a size"}
    return no_secret(value) in elsewhere or is_placeholder(value)


def _example(random: Random) -> str:
    return f"postgres://shop:{''.join(random.choice(ALNUM) for _ in range(16))}@db.internal/orders"


DETECTORS = (
    Detector(
        name="url-credentials",
        provider="",
        title="a login in an address",
        pattern=_PATTERN,
        keywords=("://",),
        docs="https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
        revoke="Change the password where the address leads, read it from a secret store when the"
        " program starts, and look at who connected.",
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    ),
)
