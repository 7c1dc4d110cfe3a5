"""What sets what in motion inside an application: queues, topics, buses, streams, workflows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.default_bus import NAME, on_default, takes_what_is_put
from crenel.model.entities import (
    Bucket,
    Bus,
    Entity,
    EntryPoint,
    Function,
    Queue,
    Stream,
    Subscription,
    Table,
    Target,
    Topic,
    Workflow,
)
from crenel.model.source import Span
from crenel.model.truth import TRUE, Truth
from crenel.model.value import Value, known

_SOURCES: tuple[type[Entity], ...] = (Queue, Topic, Bus, Stream, Table, Bucket)
_TAKERS: tuple[type[Entity], ...] = (Function, Workflow, Queue, Topic, Stream, Bus)


class Wire(msgspec.Struct, frozen=True):
    """``source`` sets ``target`` in motion with what it was given."""

    source: Entity
    target: Entity
    truth: Truth
    place: Span
    why: str


def wires(app: Knowledge) -> dict[str, list[Wire]]:
    """The wires that leave each thing, by its id."""
    found: dict[str, list[Wire]] = {}
    seen: set[tuple[str, str]] = set()
    for wire in _wires(app):
        key = (wire.source.id, wire.target.id)
        if key not in seen:
            seen.add(key)
            found.setdefault(wire.source.id, []).append(wire)
    return found


def _wires(app: Knowledge) -> Iterator[Wire]:
    targets = {one.id for one in app.all(Target) if one.kind == "rule"}
    for entry in app.all(EntryPoint):
        if entry.id.removesuffix("#entry") in targets:
            continue  # told below, where the pattern of the rule is known
        for source in _all(entry.source, _SOURCES, app):
            for function in _all(entry.function, (Function,), app):
                why = f"{source.label} starts {function.label}"
                place = _place(entry.source, entry)
                yield Wire(source, function, TRUE.under(entry.guard), place, why)
    for one in app.all(Subscription):
        yield from _between(one.topic, one.endpoint, one, app, "subscribes to")
    for target in app.all(Target):
        if target.kind == "rule":
            yield from _ruled(target, app)
        else:
            yield from _between(target.source, target.target, target, app, "is fed by")
    for workflow in app.all(Workflow):
        yield from _workflow(workflow, app)


def _ruled(target: Target, app: Knowledge) -> Iterator[Wire]:
    """A rule: only what fits its pattern goes on."""
    if takes_what_is_put(target.pattern):
        bus = known(NAME) if on_default(target.bus) else target.bus
        yield from _between(bus, target.target, target, app, "is fed by")


def _between(
    source: Value, target: Value, owner: Entity, app: Knowledge, how: str
) -> Iterator[Wire]:
    for first in _all(source, _SOURCES, app):
        for second in _all(target, _TAKERS, app):
            why = f"{second.label} {how} {first.label}"
            yield Wire(first, second, TRUE.under(owner.guard), _place(target, owner), why)


def _workflow(workflow: Workflow, app: Knowledge) -> Iterator[Wire]:
    named = (*workflow.definition.refs(), *workflow.substitutions.refs())
    for ref in named:
        for kind in _TAKERS:
            target = app.resolve(ref, kind)
            if target is not None:
                place = ref.span or workflow.origin.span
                why = f"a state of {workflow.label} calls {target.label}"
                yield Wire(workflow, target, TRUE.under(workflow.guard), place, why)


def _all(value: Value, kinds: tuple[type[Entity], ...], app: Knowledge) -> list[Entity]:
    found: dict[str, Entity] = {}
    for kind in kinds:
        for entity in app.application.resolve_all(value, kind):
            found.setdefault(entity.id, entity)
    return list(found.values())


def _place(value: Value, owner: Entity) -> Span:
    return value.span if value.span is not None else owner.origin.span
