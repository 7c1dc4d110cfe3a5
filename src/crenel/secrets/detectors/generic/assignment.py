"""Values under a name that says secret, in every language and configuration format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.detectors.generic._named import named
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.judgement.names import Holds, asks, holds, says_much
from crenel.secrets.shape import LOWER_ALNUM
from crenel.secrets.text import Candidate, Kind, Text

_WORDS = ("pass", "pwd", "secret", "token", "key", "cred", "auth", "salt", "nonce", "psw")
_CLOSING = r"""(?:\\?["'`]|[\])}])*"""
_ASSIGNS = r"[ \t]*(:[ \t]*[A-Za-z][\w<>\[\]*?.]*[ \t]*=|=>|:=|={1,3}|!={1,2}|:|<-)[ \t]*"
_PASSES = r"(?:[ \t]*,[ \t]*|\([ \t]*|[ \t]+)"
_WRAPPED = r"""(?:&?[\w.\[\]*]*[(\[{][ \t]*)?(?:[bfruLB@$&]{1,2})?"""
_QUOTED = r"""(\\["'][^"'\\\r\n]+\\["']|"(?:[^"\\\r\n]|\\[^\r\n])+"|'(?:[^'\\\r\n]|\\[^\r\n])+'|`[^`\r\n]+`)"""
_BARE = r"""([^\s"'`,;<>(){}\[\]=][^\s"'`<>(]{3,})"""
_ATTRIBUTES = r"""(?:[ \t]+[\w:.\-]+=["'][^"'<>]*["']){0,4}"""
_PATTERN = (
    rf"(?i:{'|'.join(_WORDS)})[\w.\-]*{_CLOSING}"
    rf"(?:{_ASSIGNS}(?:{_WRAPPED}{_QUOTED}|{_BARE})|{_PASSES}{_WRAPPED}{_QUOTED}|{_ATTRIBUTES}>([^<>\s]{{4,}})<)"
)
_OPERATOR, _ASSIGNED, _WITHOUT, _PASSED, _ELEMENT = 1, 2, 3, 4, 5
"""The groups: an operator, what follows it in quotes or without; what follows a call or a comma in
quotes; the text of an element.
"""
_BACKSLASH = ord("\\")
_NAME = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$"
_OBJECT = re.compile(rb"\bobject[\"']?\s*[:=]\s*\{[^{}]*\Z")
_LOOKS_UP = re.compile(
    rb"[ \t]*[\w.\[\]*&]*(?:env|get|fetch|load|read|param|lookup|input|prompt|query|find)"
    rb"[\w.\]*]*[(\[{][ \t]*[\"'`]\Z",
    re.IGNORECASE,
)
_MORE_OF_ARN = re.compile(rb"secret:[\w/+=.@*-]")
_WORD_BEFORE = re.compile(rb"[A-Za-z]{2} \Z")
_LONGEST_NAME = 60
_LONGEST = 600
_IDENTIFIER = re.compile(
    r"[A-Za-z_$]+(?:\.[A-Za-z_]+)+[,;)]*|[a-z]+[A-Z][A-Za-z]*[,;)]*|[A-Za-z]+_[A-Za-z_]+[,;)]*"
)
"""Bare in code: a member, a camelCase or a snake_case name without digits."""
_GOES_ON = re.compile(rb"[.:]? (?:[A-Za-z]{2}|[<>=] )")
"""A word, and then the next: ``PASS: every test passed``."""
_TRAILING = re.compile(r"[,;)}\]\\]+$|\\[nrt].*$")


def read(found: Found, text: Text) -> Iterable[Candidate]:
    """The value, where its name promises one."""
    at, stop = found.span()
    name = _name(text.data, at)
    if holds(name) is Holds.NOTHING or _in_arn(text.data, at):
        return ()
    start, end = found.span(_WITHOUT)
    if start < 0:
        return _quoted(found, name, text)
    if text.data[stop : stop + 1] == b"(" or end - start > _LONGEST:
        return ()
    operator = text.data[slice(*found.span(_OPERATOR))].decode("latin-1")
    return _bare(name, operator, (start, end), text)


def _quoted(found: Found, name: str, text: Text) -> Iterable[Candidate]:
    at = found.start()
    start, end, operator = _between(found, text.data)
    if end - start > _LONGEST or _of_object(name, text.data, at):
        return ()
    if operator == "(" and (asks(name) or _in_sentence(text.data, at)):
        return ()
    if _is_looked_up(found, text.data, start) or _is_message(name, operator, text, at):
        return ()
    return named(name, (start, end), text, operator=operator)


def _is_looked_up(found: Found, data: bytes, start: int) -> bool:
    """Is it what something is asked for: ``os.getenv("PSWD")``, ``config.get("db.password")``?"""
    _, end = found.span(_OPERATOR)
    return end >= 0 and _LOOKS_UP.match(data, end, start) is not None


def _is_message(name: str, operator: str, text: Text, at: int) -> bool:
    """Does a message end with the word: ``"no entity with the key: '8ad0...'"``?"""
    if operator != ":" or text.kind is not Kind.CODE or says_much(name):
        return False
    return _WORD_BEFORE.search(text.data, max(0, at - 12), at) is not None


def _between(found: Found, data: bytes) -> tuple[int, int, str]:
    """What stands between the quotes or the tags, and the operator before it; "(" for others."""
    start, end = found.span(_ASSIGNED)
    if start >= 0:
        operator = data[slice(*found.span(_OPERATOR))].decode("latin-1")
    else:
        start, end = found.span(_PASSED)
        operator = "("
        if start < 0:
            return *found.span(_ELEMENT), operator
    quotes = 2 if data[start] == _BACKSLASH else 1
    return start + quotes, end - quotes, operator


def _bare(name: str, operator: str, span: tuple[int, int], text: Text) -> Iterable[Candidate]:
    """Without quotes it ends with its line, and in code it may be a name of the program's."""
    start, end = span
    value = text.data[start:end].decode("utf-8", "surrogateescape")
    if text.kind is Kind.CODE and _IDENTIFIER.fullmatch(value):
        return ()
    if operator == ":" and value.isalpha() and _GOES_ON.match(text.data, end):
        return ()
    value = _TRAILING.sub("", value.partition("&")[0])
    stop = start + len(value.encode("utf-8", "surrogateescape"))
    return named(name, (start, stop), text, operator=operator, quoted=False) if value else ()


def _in_arn(data: bytes, at: int) -> bool:
    """Is the word a piece of an ARN (``arn:aws:secretsmanager:...:secret:prod/db``)?"""
    before = data[max(0, at - 120) : at]
    if before.endswith(b":") and _MORE_OF_ARN.match(data, at):
        return True
    return b"arn:" in before and b"arn:" in before.split()[-1]


def _of_object(name: str, data: bytes, at: int) -> bool:
    """Is it the key that an event of S3 calls an object by?"""
    return name.lower() == "key" and _OBJECT.search(data, max(0, at - 160), at) is not None


def _in_sentence(data: bytes, at: int) -> bool:
    """Is the word the last of a quoted text: ``f("this is no secret", "...")``?"""
    end = _name_end(data, at)
    return data[end : end + 1] in (b'"', b"'") and data[at - 1 : at] == b" "


def _name(data: bytes, at: int) -> str:
    """The whole name around a word that was found in it."""
    before = data[max(0, at - _LONGEST_NAME) : at]
    start = at - len(before) + len(before.rstrip(_NAME))
    return data[start : _name_end(data, at)].decode("ascii").strip("-.$")


def _name_end(data: bytes, at: int) -> int:
    after = data[at : at + _LONGEST_NAME]
    return at + len(after) - len(after.lstrip(_NAME))


def _example(random: Random) -> str:
    return f'db_password = "{"".join(random.choice(LOWER_ALNUM) for _ in range(20))}"'


_REVOKE = (
    "Change it where it is valid, keep the new one in a secret store, and look at who used the old"
    " one. Git history keeps it: rewriting history does not take it back."
)


def _detector(
    holding: Holds, title: str, *, first: bool = False, identifier: bool = False
) -> Detector:
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
        identifier=identifier,
    )


DETECTORS = (
    _detector(Holds.PASSWORD, "a password", first=True),
    _detector(Holds.SECRET, "a secret"),
    _detector(Holds.TOKEN, "a token"),
    _detector(Holds.KEY, "a key"),
    _detector(Holds.CREDENTIAL, "a credential"),
    _detector(Holds.SALT, "a salt or a nonce", identifier=True),
)
