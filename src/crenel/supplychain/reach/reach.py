"""Each library of a function: used, needed by a used one, perhaps loaded by name, or unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

import msgspec

from crenel.analysis.code import Code
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.inventory.bill import Bill, Component, Standing
from crenel.supplychain.inventory.provided import ecosystem_of, is_provided
from crenel.supplychain.manifests._walk import reached
from crenel.supplychain.reach.imports import Imports, Taken, imports_of
from crenel.supplychain.reach.names import (
    Libraries,
    distribution_of,
    is_standard,
    known_needs,
    modules_of,
    package_of,
)
from crenel.supplychain.reach.vendored import holders, site_of

_TYPES_ONLY = frozenset({"aws-lambda"})
"""Imported for types alone; the package of that name is another thing."""


_LOADERS = frozenset(
    {"@fastify/autoload", "@sveltejs/kit", "celery", "django", "moleculer", "next", "nuxt"}
    | {"nuxt-start", "pluggy", "sails", "stevedore"}
)
"""Frameworks that find the project's files, or others' plug-ins, without an import that says so."""


class Use(Enum):
    """What the code says of a library."""

    USED = "used"
    """It is imported, or it is in the bundle."""
    NEEDED = "needed"
    """A library that is used asks for it."""
    OPTIONAL = "optional"
    """All its imports may fail without harm."""
    DYNAMIC = "dynamic-unknown"
    """Something is loaded by a name that only running the code would tell."""
    UNUSED = "unused"
    UNKNOWN = "unknown"
    """The code was not read."""

    @property
    def reachable(self) -> str:
        """The contract's word: yes, no or unknown."""
        return {Use.USED: "yes", Use.UNUSED: "no"}.get(self, "unknown")


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """The uses of one function's libraries by key, and what nothing declares."""

    uses: dict[tuple[str, str, str], Use]
    because: dict[tuple[str, str, str], str]
    undeclared: tuple[Component, ...] = ()
    dynamic: tuple[tuple[str, int], ...] = ()
    """Where the code loads something by a computed name."""


def reach(bill: Bill, code: Code | None, own: Iterable[str] = ()) -> Reach:
    """What a function's code leads to; ``own`` are names that its folders and layers answer to."""
    ecosystem = ecosystem_of(bill.runtime)
    if code is None or ecosystem not in (Ecosystem.PYPI, Ecosystem.NPM) or not code.facts.modules:
        return _unread(bill)
    return _Reaching(bill, code, ecosystem, frozenset(own)).answer()


def _unread(bill: Bill) -> Reach:
    """Without code only a bundler knows."""
    uses = {one.key: _bundled(one) or Use.UNKNOWN for one in bill.components}
    return Reach(uses=uses, because=dict.fromkeys(uses, "the function's code was not read"))


def _bundled(one: Component) -> Use | None:
    return Use.USED if any(s.presence is Presence.BUNDLED for s in one.sightings) else None


class _LibraryPaths:
    """The paths of Python libraries that were installed beside a function's own code."""

    def __init__(self, bill: Bill) -> None:
        found: set[str] = set()
        for one in (sighting for component in bill.components for sighting in component.sightings):
            if one.presence is Presence.INSTALLED and one.modules:
                site = site_of(one)
                for module in one.modules:
                    found.add("/".join(filter(None, (site, module.replace(".", "/")))))
        self._folders = tuple(f"{path}/" for path in sorted(found))
        self._files = frozenset(f"{path}.py" for path in found)

    def holds(self, path: str) -> bool:
        """Is a file one of theirs?"""
        return path in self._files or path.startswith(self._folders)


class _Reaching:
    def __init__(self, bill: Bill, code: Code, ecosystem: Ecosystem, own: frozenset[str]) -> None:
        self._bill = bill
        library = _LibraryPaths(bill)
        self._problems = [one for one in code.facts.problems if not library.holds(one.file)]
        self._ecosystem = ecosystem
        self._own = own
        self._libraries = Libraries(bill.components)
        self._imports: Imports = imports_of(code.facts, ecosystem, library.holds)
        self._uses: dict[tuple[str, str, str], Use] = {}
        self._because: dict[tuple[str, str, str], str] = {}
        self._strangers: dict[str, Taken] = {}
        self._holders = holders(bill.components)
        self._peers: dict[str, str] = {}
        """What may be a peer of a used package, and of which."""
        self._silent: list[str] = []
        """Used libraries of which nobody knows what they ask for."""

    def answer(self) -> Reach:
        for one in self._imports.taken:
            self._take(one)
        self._through()
        self._follow()
        self._rest()
        return Reach(
            uses=self._uses,
            because=self._because,
            undeclared=tuple(self._undeclared()),
            dynamic=tuple(self._imports.dynamic),
        )

    def _take(self, one: Taken) -> None:
        found, name = self._meant(one)
        place = f"{one.file}:{one.line} imports it"
        for component in found:
            if not one.guarded:
                self._set(component, Use.USED, place)
            elif component.key not in self._uses:
                self._set(component, Use.OPTIONAL, f"{place}, and goes on without it")
        ours = found or is_provided(name, self._bill.provided)
        if name and not ours and not one.guarded:
            self._strangers.setdefault(name, one)

    def _meant(self, one: Taken) -> tuple[list[Component], str]:
        """The components that an import means; the library's name, where it is no one's own."""
        if self._ecosystem is Ecosystem.NPM:
            package = package_of(one.names[0])
            found = self._libraries.npm(package) if package else []
            own = package is None or package in self._own or self._is_type(package)
            return found, "" if own or package is None else package
        module = one.names[0]
        if is_standard(module):
            return [], ""
        own = module.partition(".")[0] in self._own
        return self._libraries.python(one.names), "" if own else distribution_of(module)

    def _is_type(self, package: str) -> bool:
        """TypeScript: are only its types there, which are gone when the code runs?"""
        types = f"@types/{package.removeprefix('@').replace('/', '__')}"
        return package in _TYPES_ONLY or (Ecosystem.NPM, types) in self._libraries.by_name

    def _set(self, component: Component, use: Use, because: str) -> None:
        self._uses[component.key] = use
        self._because[component.key] = because

    def _through(self) -> None:
        """What the sources of installed libraries import, where those were looked at."""
        if self._ecosystem is not Ecosystem.PYPI:
            return
        names = [one.names for one in self._imports.taken]
        for installed in self._bill.installed:
            for module, asking in installed.reached(names).items():
                for one in self._libraries.python((module,)) if asking else ():
                    if self._uses.get(one.key) not in (Use.USED, Use.OPTIONAL):
                        self._set(one, Use.USED, f"{asking} imports it")

    def _follow(self) -> None:
        """What a used library asks for is loaded with it, or may be."""
        needs: dict[str, list[str]] = {}
        asked_by: dict[str, str] = {}
        for one in self._bill.components:
            asked = self._asked(one)
            needs.setdefault(one.name, []).extend(asked or ())
            if asked is None:
                self._silent.append(one.name)
        used = [one.name for one in self._bill.components if one.key in self._uses]
        followed = reached(used, needs)
        self._silent = [name for name in self._silent if name in followed]
        for name in sorted(followed):
            for need in needs.get(name, ()):
                asked_by.setdefault(need, name)
        for one in self._bill.components:
            if one.key not in self._uses and one.name in asked_by:
                self._set(one, Use.NEEDED, f"{asked_by[one.name]} asks for it")
        self._expect(followed, needs)

    def _expect(self, followed: set[str], needs: dict[str, list[str]]) -> None:
        """What may be a peer of a used package, where the lock file does not tell of peers."""
        told: dict[str, bool] = {}
        direct: set[str] = set()
        for one in self._bill.components:
            tells = any(each.needs_known and each.peers_known for each in one.sightings)
            told[one.name] = tells or told.get(one.name, False)
            if any(each.direct for each in one.sightings):
                direct.add(one.name)
        asking = sorted(name for name in followed if not told.get(name, True))
        if asking and self._ecosystem is Ecosystem.NPM:
            peers = reached(direct - followed, needs)
            self._peers = dict.fromkeys(peers - followed, asking[0])

    def _used(self) -> list[Component]:
        return [one for one in self._bill.components if self._uses.get(one.key) is Use.USED]

    def _asked(self, one: Component) -> list[str] | None:
        """What a library asks for: as its metadata or a lock file says, or as is known of it."""
        if any(sighting.needs_known for sighting in one.sightings):
            return list(one.all("needs"))
        return known_needs(one.name) if one.ecosystem is Ecosystem.PYPI else None

    def _rest(self) -> None:
        for one in self._bill.components:
            if one.key not in self._uses:
                use, because = self._of_rest(one)
                self._set(one, use, because)

    def _of_rest(self, one: Component) -> tuple[Use, str]:
        if _bundled(one):
            return Use.USED, "the bundler took it"
        holder = self._holders.get(one.key)
        if holder is not None:
            use = self._uses.get(holder.key) or self._of_rest(holder)[0]
            return Use.NEEDED if use is Use.USED else use, f"it lies inside {holder.name}"
        unused = (Use.UNUSED, "nothing that the handler reaches imports it")
        return next(self._doubts(one), unused)

    def _doubts(self, one: Component) -> Iterator[tuple[Use, str]]:
        """Why it may be used although no import says so."""
        for file, line in self._imports.dynamic:
            yield Use.DYNAMIC, f"{file}:{line} loads something by a computed name"
        for word in self._called(one):
            if word in self._imports.words:
                yield Use.DYNAMIC, f"the code names {word} in a string"
        for problem in self._problems:
            yield Use.UNKNOWN, f"code was not understood: {problem.message}"
        if one.name in self._peers:
            yield Use.UNKNOWN, f"{self._peers[one.name]} is used, and may expect it as a peer"
        for name in self._silent:
            yield Use.UNKNOWN, f"{name} is used, and may ask for it"
        for name, taken in () if self._is_told(one) else self._strangers.items():
            yield Use.UNKNOWN, f"{taken.file}:{taken.line} imports {name}, which may be this one"
        for name in sorted(_LOADERS & {used.name for used in self._used()}):
            yield Use.UNKNOWN, f"{name} loads the project's files by itself"
        if all(sighting.layer for sighting in one.sightings):
            yield Use.UNKNOWN, "code in its layer may use it"

    def _called(self, one: Component) -> Iterable[str]:
        return (one.name,) if one.ecosystem is Ecosystem.NPM else (one.name, *modules_of(one))

    def _is_told(self, one: Component) -> bool:
        """Is it sure what it is imported as?"""
        return one.ecosystem is Ecosystem.NPM or bool(one.all("modules"))

    def _undeclared(self) -> Iterable[Component]:
        """What is imported and asked for nowhere; not where an unknown layer may bring it."""
        if self._bill.gaps:
            return
        for name, taken in sorted(self._strangers.items()):
            sighting = Dependency(
                ecosystem=self._ecosystem,
                name=name,
                file=taken.file,
                line=taken.line,
                direct=True,
            )
            yield Component(
                ecosystem=self._ecosystem,
                name=name,
                version=None,
                sightings=(sighting,),
                standing=Standing.UNDECLARED,
            )
