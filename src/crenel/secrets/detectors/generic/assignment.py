"""Values under a name that says secret, in every language and configuration format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.detectors.generic._named import either, named
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.judgement.names import Holds, holds
from crenel.secrets.shape import LOWER_ALNUM
from crenel.secrets.text import Candidate, Kind, Text

_WORDS = ("pass", "pwd", "secret", "token", "key", "cred", "auth", "salt", "nonce", "psw")
_CLOSING = r"""(?:\\?["'`]|[\])}])*"""
_ASSIGNS = r"[ \t]*(:[ \t]*[A-Za-z][\w<>\[\]*?.]*[ \t]*=|=>|:=|={1,3}|!={1,2}|:|<-)[ \t]*"
_PASSES = r"(?:[ \t]*,[ \t]*|\([ \t]*|[ \t]+)"
_WRAPPED = r"""(?:&?[\w.\[\]*]*[(\[{][ \t]*)?(?:[bfruLB@$&]{1,2})?"""
_QUOTED = (
    r"""(?:\\["']([^"'\\\r\n]+)\\["']"""
    r"""|"((?:[^"\\\r\n]|\\[^\r\n])+)"|'((?:[^'\\\r\n]|\\[^\r\n])+)'|`([^`\r\n]+)`)"""
)
_BARE = r"""([^\s"'`,;<>(){}\[\]=][^\s"'`<>(]{3,})"""
_ATTRIBUTES = r"""(?:[ \t]+[\w:.\-]+=["'][^"'<>]*["']){0,4}"""
_PATTERN = (
    rf"(?i:{'|'.join(_WORDS)})[\w.\-]*{_CLOSING}"
    rf"(?:{_ASSIGNS}(?:{_WRAPPED}{_QUOTED}|{_BARE})|{_PASSES}{_WRAPPED}{_QUOTED}|{_ATTRIBUTES}>([^<>\s]{{4,}})<)"
)
_OPERATOR_GROUP, _BARE_GROUP = 1, 6
_QUOTED_GROUPS = (2, 3, 4, 5, 7, 8, 9, 10, 11)
# The groups: an operator, four kinds of quotes, none; four kinds of quotes after a call; an element.
_NAME = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$")
_NAME_AFTER = re.compile(rb"[\w\-.$]{0,60}", re.ASCII)
_OBJECT = re.compile(rb"\bobject[\"']?\s*[:=]\s*\{[^{}]*\Z")
_LONGEST_NAME = 60
_LONGEST = 600
_IDENTIFIER = re.compile(
    r"[A-Za-z_$]+(?:\.[A-Za-z_]+)+[,;)]*|[a-z]+[A-Z][A-Za-z]*[,;)]*|[A-Za-z]+_[A-Za-z_]+[,;)]*"
)
"""Bare in code: a member, a camelCase or a snake_case name without digits."""
_TRAILING = re.compile(r"[,;)}\]\\]+$|\\[nrt].*$")


def read(found: Found, text: Text) -> Iterator[Candidate]:
    """The value, where its name promises one."""
    start, end = found.span(_BARE_GROUP)
    if start < 0:
        yield from _quoted(found, text)
    elif text.data[end : end + 1] != b"(":
        yield from _bare(found, text)


def _quoted(found: Found, text: Text) -> Iterator[Candidate]:
    name, at = _name(text.data, found.start()), found.start()
    if holds(name) is Holds.NOTHING or _in_arn(text.data, at) or _of_object(name, text.data, at):
        return
    if _operator(found, text) == "(" and _in_sentence(text.data, at):
        return
    start, end = either(found, _QUOTED_GROUPS)
    if end - start <= _LONGEST:
        yield from named(name, (start, end), text, operator=_operator(found, text))


def _bare(found: Found, text: Text) -> Iterator[Candidate]:
    """Without quotes it ends with its line, and in code it may be a name of the program's."""
    name = _name(text.data, found.start())
    start, end = found.span(_BARE_GROUP)
    if holds(name) is Holds.NOTHING or end - start > _LONGEST or _in_arn(text.data, found.start()):
        return
    value = text.data[start:end].decode("utf-8", "replace")
    if text.kind is Kind.CODE and _IDENTIFIER.fullmatch(value):
        return
    value = _TRAILING.sub("", value.partition("&")[0])
    if value:
        stop = start + len(value.encode())
        operator = _operator(found, text)
        yield from named(name, (start, stop), text, operator=operator, quoted=False)


def _operator(found: Found, text: Text) -> str:
    start, end = found.span(_OPERATOR_GROUP)
    return text.data[start:end].decode("latin-1") if start >= 0 else "("


def _in_arn(data: bytes, at: int) -> bool:
    """Is the word a piece of an ARN (``arn:aws:secretsmanager:...:secret:prod/db``)?"""
    before = data[max(0, at - 120) : at].split()
    return bool(before) and b"arn:" in before[-1]


def _of_object(name: str, data: bytes, at: int) -> bool:
    """Is it the key that an event of S3 calls an object by?"""
    return name.lower() == "key" and _OBJECT.search(data, max(0, at - 160), at) is not None


def _in_sentence(data: bytes, at: int) -> bool:
    """Is the word the last of a quoted text: ``f("this is no secret", "...")``?"""
    after = _NAME_AFTER.match(data, at)
    end = after.end() if after else at
    return data[end : end + 1] in (b'"', b"'") and data[at - 1 : at] == b" "


def _name(data: bytes, at: int) -> str:
    """The whole name around a word that was found in it."""
    start = at
    while start > 0 and at - start < _LONGEST_NAME and data[start - 1] in _NAME:
        start -= 1
    after = _NAME_AFTER.match(data, at)
    end = after.end() if after else at
    return data[start:end].decode("ascii").strip("-.$")


def _example(random: Random) -> str:
    return f'db_password = "{"".join(random.choice(LOWER_ALNUM) for _ in range(20))}"'


_REVOKE = (
    "Change it where it is valid, keep the new one in a secret store, and look at who used the old"
    " one. Git history keeps it: rewriting history does not take it back."
)


def _detector(holding: Holds, title: str, *, first: bool = False) -> Detector:
    return Detector(
        name=holding.value,
        provider="",
        title=title,
        pattern=_PATTERN if first else "",
        keywords=(),
        revoke=_REVOKE,
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    )


DETECTORS = (
    _detector(Holds.PASSWORD, "a password", first=True),
    _detector(Holds.SECRET, "a secret"),
    _detector(Holds.TOKEN, "a token"),
    _detector(Holds.KEY, "a key"),
    _detector(Holds.CREDENTIAL, "a credential"),
)
