"""Parameters -> values: given, passed by a parent, by default, or unknown with what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.value import (
    Known,
    Scalar,
    Unknown,
    UnknownKind,
    Value,
    known,
    sequence,
)
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.cloudformation.scope import Scope

_SSM = "AWS::SSM::Parameter::"


def parameter_value(name: str, entry: tuple[ScalarNode, Node] | None, scope: Scope) -> Value:
    """The value of a parameter in the scope's environment."""
    if name in scope.environment.passed:
        return scope.environment.passed[name]
    if entry is None or not isinstance(body := entry[1], MapNode):
        return Unknown(kind=UnknownKind.MALFORMED, name=name)
    span = scope.template.span(entry[0])
    kind = _text(body.get("Type"))
    given = scope.given.get(name)
    if given is not None:
        step = Step(
            How.PARAMETER_GIVEN, f"{scope.environment.sources.get(name, '--param')} {name}", span
        )
        return _typed(given, kind, span, step)
    default = body.get("Default")
    if kind.startswith(_SSM):
        return Unknown(kind=UnknownKind.SSM, name=name, span=span)
    if isinstance(default, ScalarNode):
        place = scope.template.span(default)
        step = Step(How.PARAMETER_DEFAULT, f"default of parameter {name}", place)
        return _typed(default.text, kind, place, step)
    return Unknown(
        kind=UnknownKind.PARAMETER,
        name=name,
        allowed=_allowed(body.get("AllowedValues")),
        span=span,
    )


def _typed(text: str, kind: str, span: Span, step: Step) -> Value:
    if kind == "CommaDelimitedList" or "List<" in kind:
        parts = (part.strip() for part in text.split(",") if part.strip())
        return sequence((known(part, span, step) for part in parts), span, step)
    return Known(value=_number(text) if kind == "Number" else text, span=span, via=step)


def _number(text: str) -> Scalar:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _allowed(node: Node | None) -> tuple[Scalar, ...]:
    if not isinstance(node, ListNode):
        return ()
    return tuple(item.text for item in node.items if isinstance(item, ScalarNode))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
