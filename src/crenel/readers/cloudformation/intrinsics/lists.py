"""Over lists: ``Fn::Select``, ``Fn::Split``, ``Fn::Length``, ``Fn::GetAZs``, ``Fn::Cidr``."""

from __future__ import annotations

from crenel.model.value import Known, List, Text, UnknownKind, Value, known, sequence
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import Segment, choice, concatenated


def select(call: Call) -> Value:
    """One element of a list."""
    parts = call.parts()
    if len(parts) != 2:  # noqa: PLR2004 - an index and a list
        return call.malformed("Fn::Select takes an index and a list")
    index, items = call.value(parts[0]).known(), call.value(parts[1])
    branches = [(guard, _element(leaf, index, call)) for guard, leaf in items.cases()]
    return choice(branches, call.span)


def _element(items: Value, index: object, call: Call) -> Value:
    try:
        place = int(str(index))
    except ValueError:
        return call.unknown(UnknownKind.DEPLOY_TIME, "the index of Fn::Select")
    if not isinstance(items, List):
        return call.unknown(UnknownKind.DEPLOY_TIME, items.text().strip("${}") or "a list")
    if not 0 <= place < len(items.elements):
        return call.malformed(f"Fn::Select asks for element {place} of {len(items.elements)}")
    return items.elements[place]


def split(call: Call) -> Value:
    """A text cut at a delimiter; only its known stretches can be cut."""
    parts = call.parts()
    if len(parts) != 2:  # noqa: PLR2004 - a delimiter and a text
        return call.malformed("Fn::Split takes a delimiter and a text")
    delimiter, text = call.value(parts[0]).text(), call.value(parts[1])
    if not delimiter:
        return call.malformed("Fn::Split takes a delimiter that is not empty")
    branches = [(guard, _split(leaf, delimiter, call)) for guard, leaf in text.cases()]
    return choice(branches, call.span)


def _split(text: Value, delimiter: str, call: Call) -> Value:
    if not isinstance(text, Known | Text):
        return call.unknown(UnknownKind.DEPLOY_TIME, text.text().strip("${}") or "a text")
    pieces: list[list[Segment]] = [[]]
    for segment in text.segments if isinstance(text, Text) else (text,):
        if not isinstance(segment, Known):
            pieces[-1].append(segment)
            continue
        for count, stretch in enumerate(segment.text().split(delimiter)):
            if count:
                pieces.append([])
            if stretch:
                pieces[-1].append(known(stretch, call.span, segment.via))
    if not call.scope.allowance.steps(len(pieces)):
        return call.unknown(UnknownKind.OVER_BUDGET, "the pieces of Fn::Split")
    return sequence((concatenated(piece, call.span) for piece in pieces), call.span)


def length(call: Call) -> Value:
    """How many elements a list has."""
    items = call.argument_value()
    if isinstance(items, List):
        return known(len(items.elements), call.span)
    return call.unknown(UnknownKind.DEPLOY_TIME, "the length of a list")


def zones(call: Call) -> Value:
    """The availability zones of a region: known to the account alone."""
    return call.unknown(UnknownKind.DEPLOY_TIME, "the availability zones")


def cidr(call: Call) -> Value:
    """Address blocks: computed at deployment."""
    return call.unknown(UnknownKind.DEPLOY_TIME, "address blocks")
