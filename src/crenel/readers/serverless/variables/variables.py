"""The value of one variable: its alternatives in order, the first that gives something counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.value import Absent, Known, Unknown, UnknownKind, Value, known
from crenel.readers.cloudformation.allowance import MAX_DEPTH
from crenel.readers.serverless.variables import sources
from crenel.readers.serverless.variables.syntax import Source, Variable, has_variable, source_of

if TYPE_CHECKING:
    from crenel.readers.serverless.scope import ServiceScope
    from crenel.readers.serverless.variables.resolver import ServiceResolver

Resolve = Callable[[sources.Asked], Value]

_SOURCES: dict[str, Resolve] = {
    "self": sources.self_,
    "opt": sources.opt,
    "param": sources.param,
    "sls": sources.sls,
    "aws": sources.aws,
    "file": sources.file,
    "env": sources.env,
    "strToBool": sources.str_to_bool,
}
_GIVEN = frozenset({"opt", "env", "param"})
"""Sources that a person may leave empty: what stands after the comma is their default."""
_LONGEST_NUMBER = 18
_WORDS: dict[str, bool] = {"true": True, "false": False}


class Variables:
    """The variables of one service."""

    def __init__(self, scope: ServiceScope) -> None:
        self._scope = scope

    def value(self, variable: Variable, span: Span, resolver: ServiceResolver) -> Value:
        """The value of a variable that stands at ``span``."""
        allowance = self._scope.allowance
        if allowance.depth >= MAX_DEPTH:
            self._scope.problem(f"variables nested more than {MAX_DEPTH} deep", span)
            return Unknown(kind=UnknownKind.OVER_BUDGET, name="variable", span=span)
        allowance.depth += 1
        try:
            return self._value(variable, span, resolver)
        finally:
            allowance.depth -= 1

    def _value(self, variable: Variable, span: Span, resolver: ServiceResolver) -> Value:
        tried: list[str] = []
        found: Value = Absent(span=span)
        for alternative in variable.alternatives:
            found = self._alternative(alternative, span, resolver)
            if _decides(found):
                return _by_default(found, tried, span)
            tried.append(alternative)
        return self._nothing(found, variable, span)

    def _alternative(self, text: str, span: Span, resolver: ServiceResolver) -> Value:
        if text[:1] in ("'", '"'):
            return known(text.strip(text[0]), span)
        if has_variable(text) and (source_of(text) is None or text.startswith("${")):
            return resolver.of_text(text, span)
        source = source_of(text)
        if source is None:
            return _literal(text, span)
        inner = self._filled(source, span, resolver)
        if isinstance(inner, Unknown):
            return inner
        asked = sources.Asked(inner, span, resolver, self._scope)
        return _SOURCES.get(source.type, sources.elsewhere)(asked)

    def _filled(self, source: Source, span: Span, resolver: ServiceResolver) -> Source | Unknown:
        """The source with the variables inside its parameter and its address put in."""
        parts: list[str] = []
        for text in (source.parameter, source.address):
            value = resolver.of_text(text, span) if has_variable(text) else known(text)
            if not isinstance(value, Known):
                return _undecided(source, value, span)
            parts.append(value.text())
        return Source(source.type, parts[0], parts[1])

    def _nothing(self, found: Value, variable: Variable, span: Span) -> Value:
        if isinstance(found, Unknown):
            return found
        source = source_of(variable.alternatives[0])
        if source is None or len(variable.alternatives) > 1:
            return found
        if (source.type, source.address) == ("opt", "stage"):
            return msgspec.structs.replace(self._scope.plain_stage(), span=span)
        if source.type in _GIVEN:
            kind = UnknownKind.PARAMETER if source.type == "param" else UnknownKind.EXTERNAL
            return Unknown(kind=kind, name=f"{source.type}:{source.address}", span=span)
        name = variable.raw[2:-1]
        self._scope.problem(f"the variable {name} leads to nothing", span)
        return Unknown(kind=UnknownKind.MALFORMED, name=name, span=span)


def _decides(found: Value) -> bool:
    """Is it the answer? A file that is not there lets the next alternative speak."""
    if isinstance(found, Unknown):
        return found.kind is not UnknownKind.MISSING_FILE
    return not isinstance(found, Absent)


def _by_default(found: Value, tried: list[str], span: Span) -> Value:
    """What a source left empty falls back to is a default, as a parameter's."""
    given = [one for one in tried if (named := source_of(one)) and named.type in _GIVEN]
    if not given:
        return found
    return found.stepped(Step(How.PARAMETER_DEFAULT, f"default of {given[0]}", span))


def _undecided(source: Source, value: Value, span: Span) -> Unknown:
    """A source whose own name is not known: what its name depends on is what is missing."""
    if isinstance(value, Unknown):
        return msgspec.structs.replace(value, span=span)
    first = next(value.unknowns(), None)
    if first is not None:
        return msgspec.structs.replace(first, span=span)
    return Unknown(kind=UnknownKind.DEPLOY_TIME, name=source.type, span=span)


def _literal(text: str, span: Span) -> Value:
    if text in _WORDS:
        return known(_WORDS[text], span)
    if text in ("", "null"):
        return Absent(span=span)
    number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return known(int(text) if number else text, span)
