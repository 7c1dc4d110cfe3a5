"""IAM's wildcards in three values: which actions a pattern covers, whether a resource is open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crenel.model.truth import Truth, truth, unknown
from crenel.model.value import Known, Ref, Scalar, Text, Value
from crenel.model.value.leaves import Unknown

_NAME, _OPEN = "\x01", "\x02"
_ARN_FIELDS = 6
_UNTYPED = frozenset({"s3", "sqs", "sns", "execute-api", "codecommit", "codepipeline"})
"""Services whose ARNs begin with a name, not with a type such as ``table/``."""


@lru_cache(maxsize=8192)
def fits(pattern: str, name: str) -> bool:
    """Does an IAM pattern (``*``, ``?``) match a whole name, in any case?

    Each stretch between stars is looked for once, from the left: no pattern takes long.
    """
    first, *middle = pattern.lower().split("*")
    name = name.lower()
    if not middle:
        return len(name) == len(first) and _stands(first, name, 0)
    last = middle.pop()
    position, end = len(first), len(name) - len(last)
    if end < position or not _stands(first, name, 0) or not _stands(last, name, end):
        return False
    for stretch in middle:
        found = _found(stretch, name, position, end)
        if found is None:
            return False
        position = found + len(stretch)
    return True


def _found(stretch: str, name: str, start: int, end: int) -> int | None:
    places = range(start, end - len(stretch) + 1)
    return next((place for place in places if _stands(stretch, name, place)), None)


def _stands(stretch: str, name: str, place: int) -> bool:
    if "?" not in stretch:
        return name.startswith(stretch, place)
    letters = zip(stretch, name[place : place + len(stretch)], strict=True)
    return all(one in ("?", other) for one, other in letters)


class Actions:
    """A set of actions, asked by patterns."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        for name in names:
            self._names.setdefault(name.partition(":")[0].lower(), []).append(name)
        self._found: dict[str, tuple[str, ...]] = {}

    def matched(self, pattern: str) -> tuple[str, ...]:
        """The actions that a pattern covers."""
        found = self._found.get(pattern)
        if found is None:
            service = pattern.partition(":")[0].lower()
            names = self._names.get(service, ())
            if "*" in service or "?" in service:
                names = [name for group in self._names.values() for name in group]
            found = tuple(name for name in names if fits(pattern, name))
            self._found[pattern] = found
        return found

    def covered(self, pattern: Value) -> Truth:
        """Does the pattern cover at least one of them?"""
        return pattern.test(lambda scalar: bool(self.matched(str(scalar))))


def covers(pattern: Value, action: str) -> Truth:
    """Does the pattern cover this action?"""
    return pattern.test(lambda scalar: fits(str(scalar), action))


def shape(resource: Value) -> tuple[str, str]:
    """The service and the type that an ARN names; empty where it is no ARN or they are open."""
    text = resource.text()
    if isinstance(resource, Text):
        text = "".join(_letters(segment) for segment in resource.segments)
    fields = text.split(":", _ARN_FIELDS - 1)
    if len(fields) < _ARN_FIELDS:
        return "", ""
    service = fields[2] if fields[2].strip("*?" + _NAME + _OPEN) else ""
    kind = "" if service in _UNTYPED else re.split("[:/]", fields[5].removeprefix("/"))[0]
    return service, kind.strip("*")


def everything(resource: Value) -> Truth:
    """Does one resource pattern stand for all resources, or all of a type (``table/*``)?

    References and pseudo parameters are names and hold no wildcard. A parameter may hold one where
    it is the whole pattern; as a part of an ARN (``table/${Table}``) it is the place of a name.
    """
    if isinstance(resource, Ref):
        return truth(False, resource)
    if isinstance(resource, Unknown) and resource.is_name:
        return truth(False, resource)
    if isinstance(resource, Text):
        return _text(resource)
    return resource.test(_open)


def _text(resource: Text) -> Truth:
    text = "".join(_letters(segment) for segment in resource.segments)
    fields = text.split(":", _ARN_FIELDS - 1)
    if len(fields) == _ARN_FIELDS and (fields[5] != _OPEN or fields[2] in _UNTYPED):
        text = ":".join((*fields[:5], fields[5].replace(_OPEN, _NAME)))
    if not _open(text.replace(_OPEN, "*")):
        return truth(False, resource)
    return truth(True, resource) if _open(text.replace(_OPEN, _NAME)) else unknown(resource)


def _letters(segment: Known | Unknown | Ref) -> str:
    if isinstance(segment, Known):
        return segment.text()
    if isinstance(segment, Unknown) and not segment.is_name:
        return _OPEN
    return _NAME


@lru_cache(maxsize=8192)
def _open(resource: Scalar) -> bool:
    fields = str(resource).split(":", _ARN_FIELDS - 1)
    if len(fields) < _ARN_FIELDS:
        return _wild(fields[-1]) and all(_wild(one) or one in ("arn", "aws") for one in fields)
    service, names = fields[2], re.split("[:/]", fields[5].removeprefix("/"))
    if _wild(names[0]):
        return True
    if service in _UNTYPED:
        return False
    return _wild(names[1]) if len(names) > 1 else names[0].endswith("*")


def _wild(text: str) -> bool:
    return "*" in text and not text.strip("*?")
