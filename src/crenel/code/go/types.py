"""What names mean: packages by imports, types and their methods by package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from crenel.code.hierarchy import Hierarchy
from crenel.code.syntax import Import, Module, Unit, UnitKind, Word
from crenel.code.tree import folder_of

MAX_HEIRS = 16


class Member(NamedTuple):
    """A function or a type of a package."""

    module: Module
    unit: Unit


class Types(Hierarchy):
    """The packages of one program: a folder is one. ``path`` gives a file of what is imported."""

    def __init__(
        self, modules: Iterable[Module], path: Callable[[Module, str], str | None]
    ) -> None:
        self._path = path
        self._files: dict[str, list[Module]] = {}
        self._members: dict[str, dict[str, Member]] = {}
        self._methods: dict[tuple[str, str], dict[str, Unit]] = {}
        self._packages: dict[tuple[Module, str], Module | str | None] = {}
        for module in modules:
            if module.language == "go":
                self._add(module)

    def _add(self, module: Module) -> None:
        folder = folder_of(module.path)
        self._files.setdefault(folder, []).append(module)
        members = self._members.setdefault(folder, {})
        for name, unit in module.unit.functions:
            members[name] = Member(module, unit)
        for unit in module.unit.units:
            if unit.receiver:
                bare = unit.name.rpartition(".")[2]
                self._methods.setdefault((folder, unit.receiver), {})[bare] = unit

    def beside(self, module: Module) -> list[Module]:
        """The files of the same package."""
        return self._files.get(folder_of(module.path), [])

    def member(self, module: Module, name: str) -> Unit | None:
        """A function or type of the package that a file belongs to."""
        found = self._members.get(folder_of(module.path), {}).get(name)
        return found.unit if found is not None else None

    def package(self, module: Module, name: str) -> Module | str | None:
        """The package that a file imports under a name: one of its files, or a foreign path."""
        key = (module, name)
        if key not in self._packages:
            self._packages[key] = self._imported(module, name)
        return self._packages[key]

    def _imported(self, module: Module, name: str) -> Module | str | None:
        for step in module.imports:
            own = self._own(module, step)
            local = step.bindings[0][1]
            if local == name or (own is not None and own.package == name and _unnamed(step)):
                return own if own is not None else step.module
        return None

    def dotted(self, module: Module) -> Iterator[Module]:
        """The packages whose names are imported without theirs."""
        for step in module.imports:
            own = self._own(module, step) if step.bindings[0][1] == "*" else None
            if own is not None:
                yield own

    def _own(self, module: Module, step: Import) -> Module | None:
        path = self._path(module, step.module)
        files = self._files.get(folder_of(path), []) if path is not None else []
        return files[0] if files else None

    def of(self, module: Module, name: str) -> Unit | str | None:
        """What the name of a type means: ``Store``, ``store.Store``, ``dynamodb.Client``."""
        head, dot, rest = name.partition(".")
        if not dot:
            found = self.member(module, head)
            return found if found is not None and found.kind is UnitKind.CLASS else None
        package = self.package(module, head)
        if isinstance(package, str):
            return f"{package}.{rest}"
        found = self.member(package, rest) if package is not None else None
        return found if found is not None and found.kind is UnitKind.CLASS else None

    def bases(self, unit: Unit) -> list[Unit | str | None]:
        """The types that are embedded."""
        return [self.of(unit.module, one.id) for one in unit.bases if isinstance(one, Word)]

    def method(self, unit: Unit, name: str) -> Unit | None:
        """A type's method, or one of what is embedded in it."""
        for one in self.above(unit):
            found = self._methods.get((folder_of(one.module.path), one.name), {}).get(name)
            if found is not None:
                return found
        return None

    def methods(self, unit: Unit) -> set[str]:
        """The names of all methods of a type, promoted ones too."""
        places = ((folder_of(one.module.path), one.name) for one in self.above(unit))
        return {name for place in places for name in self._methods.get(place, ())}

    def is_interface(self, unit: Unit) -> bool:
        """Is it an interface?"""
        return unit.name in unit.module.abstract

    def heirs(self, unit: Unit) -> list[Unit]:
        """The types that have all methods of an interface."""
        wanted = {
            name.removesuffix("()")
            for one in self.above(unit)
            for name in one.types
            if name.endswith("()")
        }
        return [
            one
            for one in self.classes()
            if wanted and not self.is_interface(one) and wanted <= self.methods(one)
        ]

    def classes(self) -> Iterator[Unit]:
        """Every type of the application."""
        for members in self._members.values():
            for found in members.values():
                if found.unit.kind is UnitKind.CLASS:
                    yield found.unit

    def every_method(self, name: str) -> list[Unit]:
        """All methods of a name."""
        return [found[name] for found in self._methods.values() if name in found]


def _unnamed(step: Import) -> bool:
    """Was the local name taken from the path, and not written?"""
    return step.bindings[0][1] not in {"_", ".", "*"}
