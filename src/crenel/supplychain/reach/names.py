"""From what code imports to the library that brings it.

Most Python distributions are imported by their own name. Those that are not, and that many use,
stand in ``_data/import_names.toml``; metadata of what is installed says more than both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from crenel.dated import rows_of
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.inventory.bill import Component

_HERE = Path(__file__).parent / "_data"
_NODE_WORDS = """
assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel
dns domain events fs http http2 https inspector module net os path perf_hooks process punycode
querystring readline repl sqlite stream string_decoder sys test timers tls trace_events tty url util
v8 vm wasi worker_threads zlib
"""
_NODE = frozenset(_NODE_WORDS.split())
_ALIASED = ("@/", "~", "#", "/", ".", "virtual:", "data:", "http:", "https:", "file:")
"""What a bundler's configuration or the platform gives a meaning to."""


def known_needs(distribution: str) -> list[str] | None:
    """What a well-known Python distribution asks for; None for one that is not in the table."""
    found = _requires().get(distribution)
    return None if found is None else list(found)


@cache
def _requires() -> dict[str, tuple[str, ...]]:
    rows = rows_of(_HERE / "requires.toml")["requires"]
    return {name: tuple(rows[name]) for name in rows}


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Import name -> distributions that bring it, any of which may be meant."""
    rows = rows_of(_HERE / "import_names.toml")["names"]
    return {name: tuple(rows[name]) for name in rows}


def package_of(specifier: str) -> str | None:
    """The npm package of an import; None for the platform's own and for aliases."""
    if specifier.startswith(("node:", *_ALIASED)) or not specifier:
        return None
    parts = specifier.split("/")
    name = "/".join(parts[: 2 if specifier.startswith("@") else 1])
    return None if name in _NODE else name


def is_standard(module: str) -> bool:
    """Is it of Python's standard library?"""
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names or top == "__future__"


class Libraries:
    """The components of a function by what they are imported as."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._python: dict[str, list[Component]] = {}
        self._npm: dict[str, list[Component]] = {}
        self.by_name: dict[tuple[Ecosystem, str], list[Component]] = {}
        for one in components:
            self.by_name.setdefault((one.ecosystem, one.name), []).append(one)
            if one.ecosystem is Ecosystem.NPM:
                for name in {one.name, *one.all("modules")}:  # under an alias, by that
                    self._npm.setdefault(name, []).append(one)
            else:
                for name in modules_of(one):
                    self._python.setdefault(name.lower(), []).append(one)

    def python(self, dotted: Iterable[str]) -> list[Component]:
        """What an import of some dotted names means, the longest name that says something first."""
        for name in sorted(dotted, key=len, reverse=True):
            parts = name.split(".")
            for length in range(len(parts), 0, -1):
                found = self._python.get(".".join(parts[:length]).lower())
                if found:
                    return found
        return []

    def npm(self, name: str) -> list[Component]:
        """The versions of a package."""
        return self._npm.get(name, [])


def modules_of(component: Component) -> Iterator[str]:
    """The names that a Python distribution may be imported by."""
    told = component.all("modules")
    if told:
        yield from told
        return
    yield component.name.replace("-", "_")
    yield component.name.replace("-", ".")
    for name, distributions in known_names().items():
        if component.name in distributions:
            yield name


def module_names(distribution: str) -> list[str]:
    """The names that a distribution is imported by, for all that its name tells."""
    told = [name for name, ones in known_names().items() if distribution in ones]
    return [distribution.replace("-", "_"), *told]


@cache
def _well_known() -> dict[str, str]:
    found = {name.replace("-", "_"): name for name in _requires()}
    return {**found, **{module: ones[0] for module, ones in known_names().items()}}


def well_known(module: str) -> str | None:
    """The distribution that a topmost module belongs to, where it is one that many know."""
    return _well_known().get(module)


def distribution_of(module: str) -> str:
    """The most likely distribution of an import that nothing declares."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        found = known_names().get(".".join(parts[:length]))
        if found:
            return found[0]
    return parts[0].replace("_", "-").lower()
