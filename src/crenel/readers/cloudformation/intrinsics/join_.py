"""``Fn::Join``: the elements of a list with a delimiter between them."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import Guard
from crenel.model.value import Choice, List, Unknown, UnknownKind, Value, known
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import choice, concatenated


def resolve(call: Call) -> Value:
    """The joined text; a list that is unknown makes it unknown."""
    parts = call.parts()
    if len(parts) != 2:  # noqa: PLR2004 - a delimiter and a list
        return call.malformed("Fn::Join takes a delimiter and a list")
    delimiter = call.value(parts[0]).text()
    items = call.value(parts[1])
    if isinstance(items, Choice):
        return choice(_branches(items, delimiter, call), call.span)
    return _joined(items, delimiter, call)


def _branches(items: Choice, delimiter: str, call: Call) -> Iterator[tuple[Guard, Value]]:
    for guard, leaf in items.cases():
        yield guard, _joined(leaf, delimiter, call)


def _joined(items: Value, delimiter: str, call: Call) -> Value:
    if not isinstance(items, List):
        name = items.text() or "list"
        kind = items.kind if isinstance(items, Unknown) else UnknownKind.DEPLOY_TIME
        return call.unknown(kind, name.strip("${}"))
    if not call.scope.allowance.steps(len(items.elements)):
        return call.unknown(UnknownKind.OVER_BUDGET, "the elements of Fn::Join")
    between = known(delimiter, call.span)
    spread: list[Value] = []
    for element in items.elements:
        spread.extend((between, element) if spread else (element,))
    return concatenated(spread, call.span)
