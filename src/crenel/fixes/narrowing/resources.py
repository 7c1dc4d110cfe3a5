"""From a pattern of a policy to how a template writes it: stretches of text, and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.permissions.inputs import inputs_in, is_soft, parameter_of, stands_in
from crenel.analysis.permissions.names import Kind, Names, kind_of, last_part
from crenel.fixes.editing.edit import Refused
from crenel.fixes.narrowing.dependencies import Dependencies
from crenel.model.entities import Api, Entity, Function, LogGroup, StoredParameter
from crenel.model.value import Known, Text, Unknown, UnknownKind, Value
from crenel.policy.globs import covers

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge

_HOLE = re.compile(r"\$\{([^}]*)\}")
_SECRET = re.compile(r"^arn:aws:secretsmanager:\*:\*:secret:\$\{([^}]*)\}")
_SUBSTITUTED = re.compile(r"""!Sub\s+(["']?)([^"']*)\1""")
_MARK = "\x01"
_ARN_FIELDS = 6
_NAMED = ("arn:aws:s3:::", "arn:aws:dynamodb:")
"""What code calls by name: of other services a parameter may hold a name, a URL or an ARN."""


_BY_NAME = frozenset({"s3", "dynamodb", "sqs", "sns", "lambda", "kinesis", "events"})
"""Whose ARNs hold the name."""
_NO_KIND = Kind("", "")


class Hole(msgspec.Struct, frozen=True):
    """A reference: a name, perhaps with an attribute behind a dot."""

    name: str


Parts = tuple[str | Hole, ...]


class Resources:
    """The resources of one application, as one of its functions may write them."""

    def __init__(self, app: Knowledge, function: Function) -> None:
        self._names = Names(app.application)
        self._service = function.origin.type.startswith("Serverless")
        self._terraform = function.origin.type.startswith("aws_")
        self._function = function
        self._root = app.root
        self._own = dict(_symbols(app, self._names))
        self._inputs = list(inputs_in(function.environment))
        self._parameters = {one.name for one in _unknown(function.environment)}
        self._granted: dict[str, Value] = {}
        self._dependencies: Dependencies | None = None
        identity = app.identity_of(function)
        for statement in app.statements_of(identity) if identity is not None else ():
            for _, item in statement.resources.items():  # noqa: PERF102 - a value, no map
                self._granted.setdefault(self._names.pattern(item), item)
                self._inputs.extend(inputs_in(item))

    def parts(self, pattern: str) -> Parts:
        """How a pattern is written. Raises Refused where nothing in the template says it."""
        secret = _SECRET.match(pattern)
        if secret is not None:
            return _joined([self._hole(secret[1]), pattern[secret.end() :]])
        owned = next((one for one in self._own if one in pattern), None)
        if owned is not None:
            return self._of_own(self._own[owned], owned, pattern)
        if pattern in self._granted:
            return self._as_granted(self._granted[pattern], pattern)
        return self._of_text(self._with_parameters(pattern))

    # -- the application's own ---------------------------------------------------------------

    def _of_own(self, entity: Entity, symbol: str, pattern: str) -> Parts:
        if entity.guard:
            raise Refused(f"{entity.label} exists under a condition: write this policy by hand")
        if self._is_circular(entity):
            return self._by_name(entity, symbol, pattern)
        arn, named = self._names.arn(entity), symbol[2:-1]
        if isinstance(entity, StoredParameter) and entity.name.text().startswith("/"):
            pattern = pattern.replace(f"/{symbol}", symbol)  # its reference has the stroke
            arn = arn.replace(f"/{symbol}", symbol)
        attribute = self._arn_attribute(entity)
        if attribute is not None and pattern.startswith(arn):
            identifier = named if attribute == "" else f"{entity.id}.{attribute}"
            if attribute == "":
                identifier = entity.id
            return _joined([Hole(identifier), pattern[len(arn) :]])
        if self._terraform and named.rpartition(".")[2] == "name" and isinstance(entity, Api):
            raise Refused(f"how {entity.id} is named in an ARN is not known")
        return self._of_text(pattern)

    def _is_circular(self, entity: Entity) -> bool:
        """Is it made after the function, so that the function cannot be made after it?"""
        if self._terraform or self._root is None:
            return False
        if self._dependencies is None:
            self._dependencies = Dependencies(self._root, self._function.origin.file)
        return self._dependencies.comes_after(entity.id, self._function.id)

    def _by_name(self, entity: Entity, symbol: str, pattern: str) -> Parts:
        """With the name that the template gives it, for a reference would be circular."""
        name = entity.name
        if isinstance(name, Known | Text) and (kind_of(entity) or _NO_KIND).prefix in _BY_NAME:
            before, _, after = self._here(pattern).partition(symbol)
            return _joined([*_split(before), *self._as_granted(name, name.text()), *_split(after)])
        raise Refused(f"{entity.label} is made after the function: name it, or write this by hand")

    def _arn_attribute(self, entity: Entity) -> str | None:
        """The attribute that is its ARN; empty where its reference is; None where none is."""
        if self._terraform:
            return "execution_arn" if isinstance(entity, Api) else "arn"
        if isinstance(entity, LogGroup | StoredParameter | Api):
            return None
        kind = kind_of(entity)
        return "" if kind is not None and kind.reference_is_arn else "Arn"

    # -- others ------------------------------------------------------------------------------

    def _as_granted(self, value: Value, pattern: str) -> Parts:
        """What is granted today, written as it is written today."""
        if isinstance(value, Known) and not is_soft(value):
            return (value.text(),)
        if _depends(value) and (written := self._written(value)):
            return written
        if isinstance(value, Text):
            return _joined([self._segment(one) for one in value.segments])
        if isinstance(value, Unknown):
            return (self._segment(value),)
        return self._of_text(self._with_parameters(pattern))

    def _written(self, value: Value) -> Parts:
        """The text as it stands in the template, with its variables or references; or nothing."""
        text = value.span.text.strip() if value.span is not None else ""
        if "\n" in text or "${" not in text:
            return ()
        if self._service:
            return (text.strip("\"'"),)
        substituted = _SUBSTITUTED.fullmatch(text)
        return _split(substituted[2]) if substituted is not None else ()

    def _segment(self, value: Value) -> str | Hole:
        if isinstance(value, Known):
            if is_soft(value):
                return self._parameter_of(value)
            return value.text()
        if isinstance(value, Unknown) and value.kind in (UnknownKind.PARAMETER, UnknownKind.PSEUDO):
            return Hole(value.name)
        raise Refused(f"{value.text()} is looked up elsewhere: write this policy by hand")

    def _parameter_of(self, value: Known) -> Hole:
        name = parameter_of(value)
        if name is None:
            raise Refused(f"{value.text()!r} depends on an input: write this policy by hand")
        return Hole(f"var.{name}" if self._terraform else name)

    def _with_parameters(self, pattern: str) -> str:
        """The pattern with parameters where their defaults stood."""
        for value in self._inputs:
            text = value.text()
            bare = last_part(text) if "://" in text else text
            for one in dict.fromkeys([bare, self._names.normal(bare)]):
                if not stands_in(one, pattern):
                    continue
                if one != text or text.startswith("arn:"):
                    raise Refused(f"{text!r} depends on an input: write this policy by hand")
                hole = self._parameter_of(value)
                pattern = pattern.replace(one, f"${{{hole.name}}}", 1)
        return pattern

    def _in_its_place(self, pattern: str) -> str:
        """The pattern with the region and the account of what grants it today."""
        fields = _fields(pattern)
        if len(fields) < _ARN_FIELDS or "*" not in fields[3:5]:
            return pattern
        places = [
            whole[3:5]
            for granted, value in self._granted.items()
            if covers(granted, pattern) and len(whole := self._as_it_stands(value)) == _ARN_FIELDS
        ]
        anywhere = any(
            covers(granted, pattern) and not granted.startswith("arn:") for granted in self._granted
        )
        if anywhere or not places or ["*", "*"] in places:
            return pattern
        known = next((one for one in places if all(map(self._is_place, one))), None)
        if known is None:
            raise Refused("the region or account of what is granted is computed: write it by hand")
        fields[3:5] = known
        return ":".join(fields)

    def _as_it_stands(self, value: Value) -> list[str]:
        """The fields of an ARN that is granted, as the template has them."""
        text = value.text()
        if self._terraform and value.span is not None:
            text = value.span.text.strip().strip('"')
        return _fields(text)

    def _is_place(self, field: str) -> bool:
        """A region or an account as it is written: fixed, of this stack, looked up, or any."""
        mine = "data.aws_" if self._terraform else "AWS::"
        return all(one.startswith(mine) for one in _HOLE.findall(field))

    def _of_text(self, pattern: str) -> Parts:
        holes = [one for one in _HOLE.findall(pattern) if not _of_policy(one)]
        for one in holes:
            if f"${{{one}}}" not in self._own:
                self._allowed(one, pattern)
        local = any(f"${{{one}}}" in self._own for one in holes)
        if local and not self._terraform:
            return _split(self._here(pattern))
        return _split(self._in_its_place(pattern))

    def _allowed(self, name: str, pattern: str) -> None:
        known = name in self._parameters or name.removeprefix("var.") in map(
            parameter_of, self._inputs
        )
        if not known or not pattern.startswith(_NAMED) or name.lower().endswith("arn"):
            what = "whether it is a name or an ARN is not known" if known else "it is no parameter"
            raise Refused(f"${{{name}}}: {what}: write this policy by hand")

    def _here(self, pattern: str) -> str:
        """A resource of this stack lies in its partition, region and account."""
        fields = _fields(pattern)
        if len(fields) < _ARN_FIELDS or fields[:2] != ["arn", "aws"]:
            return pattern
        fields[1] = "${AWS::Partition}"
        fields[3] = "${AWS::Region}" if fields[3] == "*" else fields[3]
        fields[4] = "${AWS::AccountId}" if fields[4] == "*" else fields[4]
        return ":".join(fields)

    def _hole(self, name: str) -> Hole:
        if f"${{{name}}}" not in self._own:
            raise Refused(f"${{{name}}} is looked up elsewhere: write this policy by hand")
        return Hole(name)


def _symbols(app: Knowledge, names: Names) -> Iterator[tuple[str, Entity]]:
    for one in app.application.entities:
        if kind_of(one) is not None:
            yield names.symbol(one), one


def _unknown(value: Value) -> Iterator[Unknown]:
    for one in value.unknowns():
        if one.kind is UnknownKind.PARAMETER:
            yield one


def _depends(value: Value) -> bool:
    """Does it depend on an input, in whole or in part?"""
    parts = value.segments if isinstance(value, Text) else (value,)
    return any(is_soft(one) for one in parts)


def _fields(text: str) -> list[str]:
    """The fields of an ARN; colons inside references end none."""
    rest = iter(_HOLE.findall(text))
    fields = _HOLE.sub(_MARK, text).split(":", _ARN_FIELDS - 1)
    return [re.sub(_MARK, lambda _: f"${{{next(rest)}}}", one) for one in fields]


def _of_policy(name: str) -> bool:
    """Is it a variable of IAM's own (``aws:username``), and no pseudo-parameter?"""
    return ":" in name and "::" not in name


def _split(pattern: str) -> Parts:
    found: list[str | Hole] = []
    position = 0
    for hole in _HOLE.finditer(pattern):
        if _of_policy(hole[1]):
            continue
        found += [pattern[position : hole.start()], Hole(hole[1])]
        position = hole.end()
    return _joined([*found, pattern[position:]])


def _joined(parts: list[str | Hole]) -> Parts:
    """Without what is empty; texts beside each other are one."""
    found: list[str | Hole] = []
    for one in parts:
        last = found[-1] if found else None
        if isinstance(one, str) and isinstance(last, str):
            found[-1] = last + one
        elif one:
            found.append(one)
    return tuple(found)
