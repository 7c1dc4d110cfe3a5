"""``Fn::If``: one branch where the condition is decided, both under guards where it is not."""

from __future__ import annotations

from crenel.model.guard import Guard
from crenel.model.provenance import How, Step
from crenel.model.truth import Truth
from crenel.model.value import Value
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import choice
from crenel.readers.text.tree import ScalarNode


def resolve(call: Call) -> Value:
    """The chosen branch, or a choice."""
    parts = call.parts()
    if len(parts) != 3 or not isinstance(parts[0], ScalarNode):  # noqa: PLR2004 - if, then, else
        return call.malformed("Fn::If takes a condition and two values")
    name = call.resolver.substituted(parts[0].text)
    answer = call.scope.condition(name, call.span)
    if answer.value is not None:
        return _decided(call.value(parts[1] if answer.certain else parts[2]), name, answer, call)
    branches: list[tuple[Guard, Value]] = [
        (case.guard, call.value(parts[1] if case.holds else parts[2])) for case in answer.cases
    ]
    return choice(branches, call.span)


def _decided(chosen: Value, name: str, answer: Truth, call: Call) -> Value:
    """The chosen branch, with what decided the condition (a default, a given value) behind it."""
    for value in (value for case in answer.cases for value in case.because):
        if value.via is not None:
            chosen = chosen.stepped(value.via)
    word = "true" if answer.certain else "false"
    return chosen.stepped(Step(How.CONDITION, f"{name} is {word}", call.span))
