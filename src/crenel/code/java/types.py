"""What the names of types mean: a class of the application, or a foreign one's full name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.code.hierarchy import Hierarchy
from crenel.code.java.wildcards import likeliest
from crenel.code.syntax import Import, Module, Unit, UnitKind, Word
from crenel.code.text import words

Kind = Unit | str | None
"""A class of the application, the full name of a foreign one, or not known."""

LANG = words(
    """
    System String StringBuilder StringBuffer Object Integer Long Double Float Boolean Byte Short
    Character Math Thread Runtime ProcessBuilder Process Class ClassLoader Exception Error
    RuntimeException Throwable Iterable Runnable Override Deprecated Comparable CharSequence Number
    Void Enum Record AutoCloseable IllegalArgumentException IllegalStateException
    NullPointerException InterruptedException UnsupportedOperationException ThreadLocal
    StackTraceElement SuppressWarnings FunctionalInterface SafeVarargs NumberFormatException
    IndexOutOfBoundsException ClassNotFoundException ArithmeticException SecurityException
    ClassCastException CloneNotSupportedException AssertionError StackOverflowError
    """
)
"""What needs no import. Source: Java SE API, package java.lang."""


class Types(Hierarchy):
    """The types of one program's modules."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._full: dict[str, Unit] = {}
        self._within: dict[Module, dict[str, Unit]] = {}
        self._known: dict[tuple[Module, str], Kind] = {}
        self._heirs: dict[Unit, list[Unit]] | None = None
        self._named: dict[str, list[Unit]] | None = None
        for module in modules:
            if module.language == "java":
                self._within[module] = dict(self._index(module))

    def of(self, module: Module, name: str) -> Kind:
        """What a name means in a file: ``Store``, ``Outer.Inner``, ``com.x.Store``."""
        key = (module, name)
        if key not in self._known:
            self._known[key] = self._find(module, name)
        return self._known[key]

    def bases(self, unit: Unit) -> list[Kind]:
        """What a class extends and implements."""
        named = (one.id for one in unit.bases if isinstance(one, Word))
        return [self.of(unit.module, one) for one in named]

    def foreign_base(self, unit: Unit) -> bool:
        """Does the class, or one above it, have a base that is not the application's?"""
        return any(
            not isinstance(base, Unit) for one in self.above(unit) for base in self.bases(one)
        )

    def heirs(self, unit: Unit) -> list[Unit]:
        """The classes that extend or implement it, in any number of steps."""
        found: list[Unit] = []
        pending = [unit]
        while pending:
            for one in self._below().get(pending.pop(), ()):
                if one not in found:
                    found.append(one)
                    pending.append(one)
        return found

    def classes(self) -> Iterator[Unit]:
        """Every class of the application."""
        for module in self._within:
            yield from (unit for unit in _units(module.unit) if unit.kind is UnitKind.CLASS)

    def every_method(self, name: str) -> list[Unit]:
        """All methods under ``name()``."""
        if self._named is None:
            self._named = {}
            for unit in self.classes():
                for key, method in unit.functions:
                    self._named.setdefault(key, []).append(method)
        return self._named.get(name, [])

    def _below(self) -> dict[Unit, list[Unit]]:
        if self._heirs is None:
            self._heirs = {}
            for unit in self.classes():
                for base in self.bases(unit):
                    if isinstance(base, Unit) and base is not unit:
                        self._heirs.setdefault(base, []).append(unit)
        return self._heirs

    def _index(self, module: Module) -> Iterator[tuple[str, Unit]]:
        """The classes of a file by their simple names; the outer ones win."""
        named = [one for one in _units(module.unit) if one.kind is UnitKind.CLASS]
        for unit in reversed(named):
            full = f"{module.package}.{unit.qualified}".lstrip(".")
            self._full[full] = unit
            yield unit.name, unit

    def _find(self, module: Module, name: str) -> Kind:
        head, _, rest = name.partition(".")
        found = self._head(module, head)
        if found is None and rest:
            return self._full.get(name, name if head.islower() else None)
        if not rest:
            return found
        if isinstance(found, str):
            return f"{found}.{rest}"
        return _inner(found, rest) if found is not None else None

    def _head(self, module: Module, name: str) -> Kind:
        own = self._within.get(module, {}).get(name)
        if own is not None:
            return own
        for step in module.imports:
            if step.module.rpartition(".")[2] == name and not _wild(step):
                return self._full.get(step.module, step.module)
        beside = self._full.get(f"{module.package}.{name}".lstrip("."))
        return beside or self._from_wildcards(module, name)

    def _from_wildcards(self, module: Module, name: str) -> Kind:
        """A whole package may be imported; of several foreign ones, the likeliest."""
        packages = [step.module for step in module.imports if _wild(step)]
        for package in packages:
            if f"{package}.{name}" in self._full:
                return self._full[f"{package}.{name}"]
        if name in LANG:
            return name
        return likeliest(packages, name)


def _wild(step: Import) -> bool:
    return any(name == "*" for name, _ in step.bindings)


def _inner(unit: Unit, names: str) -> Unit | None:
    """A class inside a class."""
    found: Unit | None = unit
    for name in names.split("."):
        inner = found.units if found is not None else []
        found = next((one for one in inner if one.name == name), None)
    return found


def _units(unit: Unit) -> Iterator[Unit]:
    pending = [unit]
    while pending:
        one = pending.pop(0)
        yield one
        pending.extend(one.units)
