"""How functions are invoked: by whom, and whether anybody waits for the answer."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import EntryKind, EntryPoint, Function, Queue, Target
from crenel.model.guard import Guard

_ASYNCHRONOUS = frozenset(
    {
        EntryKind.TOPIC,
        EntryKind.BUS,
        EntryKind.SCHEDULE,
        EntryKind.OBJECT,
        EntryKind.LOGS,
        EntryKind.IOT,
        EntryKind.EMAIL,
    }
)
"""AWS Lambda Developer Guide, "Invoking Lambda with events from other AWS services"."""

_NETWORK = frozenset({EntryKind.FUNCTION_URL, EntryKind.HTTP_ROUTE, EntryKind.REST_METHOD})


def asks_for_callers(entry: EntryPoint) -> bool:
    """Is it a door on the network whose own authorization counts? Sockets ask on ``$connect``."""
    if entry.kind is EntryKind.WEBSOCKET_ROUTE:
        return entry.path.equals("$connect").certain
    return entry.kind in _NETWORK


def asynchronous(app: Knowledge, function: Function) -> Iterator[EntryPoint]:
    """The entry points that hand over an event and do not wait; pipes do wait."""
    for entry in app.entries(function):
        if entry.kind in _ASYNCHRONOUS and not _of_pipe(app, entry):
            yield entry


def polled_by(app: Knowledge, queue: Queue) -> Iterator[tuple[Guard, EntryPoint, Function]]:
    """The functions of the application that take messages from a queue, and when."""
    for one in app.referrers(EntryPoint, "source", queue):
        if one.entity.kind is EntryKind.QUEUE:
            for inner, function in app.meanings(one.entity.function, Function):
                guard = one.guard.conjoin(inner)
                if function is not None and guard is not None:
                    yield guard, one.entity, function


def _of_pipe(app: Knowledge, entry: EntryPoint) -> bool:
    target = app.application.get(entry.id.partition("#")[0], Target)
    return target is not None and target.kind == "pipe"
