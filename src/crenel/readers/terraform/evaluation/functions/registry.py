"""The table of functions, and what each is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crenel.model.source import Span
from crenel.model.value import Known, List, Map, Scalar, Value, known
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.values import derived, failed
from crenel.readers.terraform.syntax.nodes import Call, Node

MAX_SPELLED = 500
"""Characters of a call that is spelled out."""


class Asked:
    """One call: its name, its place, and what it stands in."""

    __slots__ = ("context", "name", "node")

    def __init__(self, node: Call, context: Context) -> None:
        self.node = node
        self.name = node.name
        self.context = context

    @property
    def span(self) -> Span:
        """Where the call stands."""
        return self.node.span

    def unknown(self, *values: Value) -> Value:
        """What these values would decide."""
        return derived(
            *values, span=self.span, name=f"{self.name}()", expression=self._spelled(values)
        )

    def _spelled(self, values: Sequence[Value]) -> str:
        """The call with what its arguments are worked out to; empty where that would be long."""
        if any(isinstance(one, List | Map) for one in values):
            return ""
        said = f"{self.name}({', '.join(one.text() for one in values)})"
        return said if len(said) <= MAX_SPELLED else ""

    def failed(self, reason: str) -> Value:
        """What Terraform would refuse."""
        return failed(f"{self.name}(): {reason}", self.span)


Function = Callable[[Sequence[Value], Asked], Value]
Lazy = Callable[[Sequence[Node], Asked], Value]

FUNCTIONS: dict[str, Function] = {}
"""Functions of values; none of the values is a choice."""
LAZY: dict[str, Lazy] = {}
"""Functions that look at what fails."""


def function(*names: str) -> Callable[[Function], Function]:
    """Marks a function as the one of these names."""

    def register(made: Function) -> Function:
        FUNCTIONS.update(dict.fromkeys(names, made))
        return made

    return register


def lazy(name: str) -> Callable[[Lazy], Lazy]:
    """Marks a function that evaluates its arguments itself."""

    def register(made: Lazy) -> Lazy:
        LAZY[name] = made
        return made

    return register


def scalars(
    name: str, least: int, most: int | None = None
) -> Callable[[Callable[..., Scalar]], Callable[..., Scalar]]:
    """Marks a function of known scalars; it raises ValueError where it refuses them."""

    def register(made: Callable[..., Scalar]) -> Callable[..., Scalar]:
        def called(values: Sequence[Value], asked: Asked) -> Value:
            if not least <= len(values) <= (least if most is None else most):
                return asked.failed("this is not the number of its arguments")
            plain = [one.value for one in values if isinstance(one, Known)]
            if len(plain) != len(values):
                return asked.unknown(*values)
            try:
                answer = made(*plain)
            except (ValueError, ArithmeticError, TypeError) as error:
                return asked.failed(str(error))
            via = next((one.via for one in values if one.via is not None), None)
            return known(answer, asked.span, via)

        FUNCTIONS[name] = called
        return made

    return register
