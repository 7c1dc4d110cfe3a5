"""Finding controls: every module of every family folder that holds a ``control``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from crenel.controls.control import Control
from crenel.controls.deferred import Deferred, Entry, entry_of
from crenel.errors import UsageError
from crenel.model import entities

AnyControl = Control[Any]

_HERE = Path(__file__).parent
_OTHERS = frozenset({"custom"})
"""Packages beside the families."""

_adopted: list[AnyControl] = []


def adopt(controls: Iterable[AnyControl]) -> None:
    """Adds a team's own controls for the rest of the run. Raises UsageError for a taken name."""
    for control in controls:
        taken = next((name for name in control.names if name.lower() in by_name()), None)
        if taken is not None:
            what = f"there is a control {taken} already"
            raise UsageError(what, "Give yours another name")
        _adopted.append(control)
        by_name.cache_clear()


def catalogue() -> tuple[AnyControl, ...]:
    """All controls: those that crenel ships in the order of their handles, then adopted ones."""
    return (*shipped(), *_adopted)


@cache
def shipped() -> tuple[AnyControl, ...]:
    """The controls that crenel ships, in the order of their handles."""
    found = [control for family in _families() for control in _controls(family)]
    return tuple(sorted(found, key=lambda control: control.handle))


@cache
def by_name() -> dict[str, AnyControl]:
    """Controls by name, handle and alias."""
    return {name.lower(): control for control in catalogue() for name in control.names}


def chosen(names: Iterable[str]) -> tuple[AnyControl, ...]:
    """The controls of these names or handles; all of them for none. Raises UsageError."""
    wanted = [name.lower() for name in names]
    unknown = [name for name in wanted if name not in by_name()]
    if unknown:
        raise UsageError(f"there is no control {unknown[0]}", _suggestion(unknown[0]))
    return tuple(dict.fromkeys(by_name()[name] for name in wanted)) or catalogue()


def page(control: AnyControl) -> str:
    """Its page, in Markdown."""
    return control.text or text_path(control).read_text(encoding="utf-8")


@cache
def text_path(control: AnyControl) -> Path:
    """The Markdown file beside a control."""
    name = f"{control.name.replace('-', '_')}.md"
    family = next((one for one, names in _families().items() if name in names), None)
    return _HERE / family / name if family else _HERE / f"{control.name}.md"


def recipe_path(control: AnyControl) -> Path:
    """The recipe beside a control, where it has one."""
    return text_path(control).with_suffix(".toml")


@cache
def _families() -> dict[str, frozenset[str]]:
    """The folders of controls, each with the names of its files."""
    folders = sorted(one.name for one in os.scandir(_HERE) if one.is_dir())
    found = {
        name: frozenset(one.name for one in os.scandir(_HERE / name))
        for name in folders
        if name not in _OTHERS
    }
    return {family: names for family, names in found.items() if "__init__.py" in names}


def _controls(family: str) -> Iterable[AnyControl]:
    """By the index; one that the index does not know (yet) is loaded."""
    for stem in _stems(family):
        module = f"crenel.controls.{family}.{stem}"
        entry = _index().get(f"{family}/{stem}")
        known = entry is not None and hasattr(entities, entry.judges)
        yield Deferred(module, entry) if known and entry else import_module(module).control


def _stems(family: str) -> list[str]:
    names = _families()[family]
    return sorted(one[:-3] for one in names if one.endswith(".py") and not one.startswith("_"))


@cache
def _index() -> dict[str, Entry]:
    """What ``make docs`` wrote down of each module; it is only there to load fewer of them."""
    return msgspec.json.decode((_HERE / "_index.json").read_bytes(), type=dict[str, Entry])


def index() -> str:
    """What the index should hold."""
    loaded = {
        f"{family}/{stem}": import_module(f"crenel.controls.{family}.{stem}").control
        for family in _families()
        for stem in _stems(family)
    }
    entries = {name: entry_of(loaded[name]) for name in sorted(loaded)}
    return msgspec.json.format(msgspec.json.encode(entries), indent=1).decode() + "\n"


def _suggestion(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

    close = get_close_matches(name, list(by_name()), n=3)
    meant = f"Did you mean {', '.join(close)}? " if close else ""
    return f"{meant}`crenel explain` lists all controls"
