"""A control that is known by its entry in the index, and loaded when it has something to judge."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import msgspec

from crenel.controls.control import Control
from crenel.model import entities
from crenel.model.verdict import Severity


class Entry(msgspec.Struct, frozen=True):
    """What the index says of a control: names, weight, and the kind of entity that it judges."""

    name: str
    handle: str
    judges: str
    severity: Severity
    aliases: tuple[str, ...] = ()


class Deferred(Control[Any]):
    """Its names and what it judges come from the index; whatever else is asked loads its module.

    A third of the controls find nothing of their kind in an application, and rest.
    """

    def __init__(self, module: str, entry: Entry) -> None:
        self.name = entry.name
        self.handle = entry.handle
        self.aliases = entry.aliases
        self.severity = entry.severity
        self.judges = getattr(entities, entry.judges)
        self._module = module

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the control holds there
        if name.startswith("__"):
            raise AttributeError(name)
        self.__dict__.update(import_module(self._module).control.__dict__)
        return self.__dict__[name]


def entry_of(control: Control[Any]) -> Entry:
    """What the index says of a control."""
    judges = control.judges.__name__
    return Entry(control.name, control.handle, judges, control.severity, control.aliases)
