"""The event bus that every account has, and that no template makes.

Rules without a bus take its events, and whoever may put events on it starts what they deliver to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Bus, Target
from crenel.model.resource import Origin
from crenel.model.value import Absent, Known, List, Map, Value, known

NAME = "default"
_LABEL = "default event bus"
_TYPE = "AWS::Events::EventBus"
_RESERVED = "aws."


def with_default_bus(app: Knowledge) -> Knowledge:
    """The same application with the default bus in it, where some rule takes what is put there."""
    application = app.application
    rules = [one for one in app.all(Target) if one.kind == "rule" and on_default(one.bus)]
    first = next((one for one in rules if takes_what_is_put(one.pattern)), None)
    if first is None or application.resolve(known(NAME), Bus) is not None:
        return app
    span = first.origin.span
    origin = Origin(file=application.file, logical_id=_LABEL, type=_TYPE, span=span)
    bus = Bus(id=_LABEL, origin=origin, name=known(NAME))
    return app.elsewhere(application.having(bus))


def on_default(bus: Value) -> bool:
    """Does a rule with this bus take from the default one?"""
    return isinstance(bus, Absent) or bus.equals(NAME).certain


def default_bus(app: Knowledge) -> Bus | None:
    """The default bus, where it is in the application."""
    return app.application.resolve(known(NAME), Bus)


def takes_what_is_put(pattern: Value) -> bool:
    """May an event that somebody puts fit the pattern of a rule?

    Nobody but AWS puts events whose source begins with ``aws.`` (EventBridge API Reference,
    PutEventsRequestEntry: "Source"); a rule without a pattern is started by its schedule alone.
    """
    if isinstance(pattern, Absent):
        return False
    sources = _sources(pattern)
    return not sources or not all(one.startswith(_RESERVED) for one in sources)


def _sources(pattern: Value) -> list[str]:
    """The sources that it names, where it does nothing but name them; else none."""
    if isinstance(pattern, Known):
        return _of_json(pattern.text())
    listed = pattern.get("source") if isinstance(pattern, Map) else None
    items = listed.elements if isinstance(listed, List) else [listed]
    found = [one.known() if one is not None else None for one in items]
    return [one for one in found if isinstance(one, str)] if _all_text(found) else []


def _of_json(text: str) -> list[str]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = loaded.get("source") if isinstance(loaded, dict) else None
    return [str(one) for one in found] if isinstance(found, list) and _all_text(found) else []


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(one, str) for one in values)
