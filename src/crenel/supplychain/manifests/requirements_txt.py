"""``requirements.txt`` (pip's requirements file format), with the files that it includes.

Inside the root only: ``-r`` and ``-c`` lead nowhere else.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import msgspec

from crenel.code.tree import Tree, folder_of, joined
from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.pattern import Pattern
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.manifests._pins import pinned
from crenel.supplychain.manifests.manifest import Index, Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = False

MAX_FILES = 50
"""Requirement files that include one another."""
LONGEST = 100_000
"""Characters of a line with all its hashes."""
_NAME = Pattern(r"(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)")
_DEVELOPMENT = Pattern(
    r"(?:^|[-_.])(?:dev|development|test|tests|testing|lint|docs?|ci|build)(?:[-_.]|$)"
)
_COMMENT = Pattern(r"(?:^|\s+)#.*$")
_HASH = Pattern(r"\s+--hash[=\s]+(\w+:[0-9a-fA-F]+)")
_OPTION = Pattern(r"(--?[A-Za-z][\w-]*)(?:[=\s]+(.*))?")
_ITEM_OPTIONS = Pattern(r"\s+--(?:global-option|config-settings?|install-option)[=\s].*$")
_EGG = Pattern(r"[#&]egg=([A-Za-z0-9][\w.-]*)")
_WHEEL = Pattern(r"([A-Za-z0-9][\w.]*?)-(\d[^-/]*)(?:-[^/]*)?\.(?:whl|tar\.gz|zip)(?:[?#].*)?$")
_ADDRESS = Pattern(r"(?:[a-z]+\+)?[a-z][a-z0-9+.-]*://|git\+|file:|\.{0,2}/|\.$|\.\[")
_LEADING = Pattern(r"[A-Za-z0-9][\w.-]*")
_PLAIN = Pattern(
    r"([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\[[\w.,-]+\])?\s*(?:==\s*(\d+(?:\.\d+)*))?"
)
"""A name, or a name and a release: by far the commonest lines, read without the full grammar."""
_LOCAL = Pattern(r"\.{1,2}(?:/|\[|$)")
_ITSELF = Pattern(r"\./?(?:\[[^\]]*\])?")
"""The project that the file belongs to."""
_INDEXES = {
    "-i": "index",
    "--index-url": "index",
    "--pypi-url": "index",
    "--extra-index-url": "extra-index",
    "-f": "find-links",
    "--find-links": "find-links",
    "--trusted-host": "trusted-host",
}
_INCLUDES = {"-r", "--requirement"}
_CONSTRAINTS = {"-c", "--constraint"}
_EDITABLE = {"-e", "--editable"}


def names(name: str) -> bool:
    """``requirements.txt``, ``requirements-dev.txt``, ``dev-requirements.txt``..."""
    return _NAME.fullmatch(name) is not None and not name.endswith(".in")


def read(tree: Tree, path: str) -> Manifest:
    """The requirements of a file and of those that it includes. Raises ReadProblem."""
    reading = _Reading(tree, path)
    reading.file(path)
    return Manifest(
        path=path,
        format="requirements_txt",
        lock=False,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(map(reading.finished, reading.found)),
        indexes=tuple(reading.indexes),
        local=tuple(reading.local),
        problems=tuple(reading.problems),
    )


class _Reading:
    """One requirements file and all that it leads to."""

    def __init__(self, tree: Tree, path: str) -> None:
        self._tree = tree
        stem = path.rpartition("/")[2].rpartition(".")[0]
        self._scope = Scope.DEVELOPMENT if _DEVELOPMENT.search(stem) else Scope.RUNTIME
        self._folder = folder_of(path)
        self.found: list[Dependency] = []
        self.local: list[tuple[str, str]] = []
        self.indexes: list[Index] = []
        self.problems: list[Unread] = []
        self._constraints: dict[str, Dependency] = {}
        self._seen: set[tuple[str, bool]] = set()
        self._needs: dict[str, list[str]] = {}
        self._noted = False
        """Does some comment say what asks for what?"""

    def file(self, path: str, *, constraint: bool = False) -> None:
        """Reads one file; each once, so that files that include one another end."""
        if (path, constraint) in self._seen:
            return
        self._seen.add((path, constraint))
        if len(self._seen) > MAX_FILES:
            raise ReadProblem(f"more than {MAX_FILES} requirement files include one another")
        text = self._tree.read(path).text
        for number, line in _logical(text):
            self._line(path, number, line, constraint=constraint)
        for name, asking in _asked_by(text).items():
            self._noted = True
            for one in asking:
                self._needs.setdefault(one, []).append(name)

    def finished(self, one: Dependency) -> Dependency:
        """A requirement with what constraints and comments say of it."""
        one = self._constrained(one)
        if not self._noted:
            return one
        needs = tuple(dict.fromkeys(self._needs.get(one.name, ())))
        return msgspec.structs.replace(one, needs=needs, needs_known=True)

    def _constrained(self, one: Dependency) -> Dependency:
        """A requirement without a pin takes that of a constraints file."""
        limit = self._constraints.get(one.name)
        if one.version is not None or one.origin or limit is None or limit.version is None:
            return one
        return _replaced(one, limit)

    def _line(self, path: str, number: int, line: str, *, constraint: bool) -> None:
        if len(line) > LONGEST:
            reason = f"the line has more than {LONGEST:,} characters"
            self._problem(path, number, reason)
            return
        option = _OPTION.fullmatch(line) if line.startswith("-") else None
        if option is not None:
            self._option(path, number, option[1], (option[2] or "").strip(), constraint=constraint)
            return
        self._take(path, number, line, constraint=constraint)

    def _option(self, path: str, number: int, name: str, value: str, *, constraint: bool) -> None:
        if name in _INCLUDES | _CONSTRAINTS:
            self._include(path, number, value, constraint=constraint or name in _CONSTRAINTS)
        elif name in _EDITABLE:
            self._take(path, number, value, constraint=constraint)
        elif name in _INDEXES:
            kind = _INDEXES[name]
            self.indexes.append(Index(kind=kind, address=value, file=path, line=number))

    def _include(self, path: str, number: int, value: str, *, constraint: bool) -> None:
        place = joined(folder_of(path), value.strip("\"'"))
        try:
            if "://" in value or value.startswith("/") or place is None:
                self._problem(path, number, f"{value} lies outside the analysed folder: not read")
                return
            self.file(place, constraint=constraint)
        except ReadProblem as problem:
            self._problem(path, number, str(problem))

    def _take(self, path: str, number: int, line: str, *, constraint: bool) -> None:
        try:
            one = _requirement(line, path, number, self._scope)
        except ValueError as error:  # packaging's InvalidRequirement
            self._problem(path, number, f"this is no requirement: {str(error).splitlines()[0]}")
            return
        if one is None and _LOCAL.match(line):
            self._local(path, number, line)
        elif one is None:
            self._problem(path, number, f"{line[:100]} does not tell which package it is")
        elif constraint:
            self._constraints.setdefault(one.name, one)
        else:
            self.found.append(one)

    def _local(self, path: str, number: int, line: str) -> None:
        """A project beside this one: what its pyproject.toml asks for comes with it."""
        if _ITSELF.fullmatch(line):
            return
        folder = joined(folder_of(path), line.partition("[")[0].partition(" ")[0])
        place = f"{folder}/pyproject.toml".lstrip("/")
        if folder is None or not self._tree.exists(place):
            there = folder is not None and self._tree.exists(folder)
            why = "it has no pyproject.toml" if there else "it is not among the files"
            reason = f"what the project {line[:100]} asks for is not known: {why}"
            self._problem(path, number, reason)
            return
        from crenel.supplychain.manifests import pyproject_toml  # noqa: PLC0415 - loads packaging

        try:
            inner = pyproject_toml.read(self._tree, place)
        except ReadProblem as problem:
            self._problem(place, problem.line, str(problem))
            return
        self.local.append((inner.name, f"file:{posixpath.relpath(folder, self._folder or '.')}"))
        self.problems.extend(inner.problems)
        self.found.extend(one for one in inner.dependencies if one.scope is Scope.RUNTIME)

    def _problem(self, path: str, number: int, reason: str) -> None:
        self.problems.append(Unread(file=path, line=number, reason=reason))


def _asked_by(text: str) -> dict[str, list[str]]:
    """What pip-compile and uv note below a requirement: the libraries that ask for it (``via``)."""
    found: dict[str, list[str]] = {}
    current, inside = "", False
    for raw in text.splitlines():
        line = raw.strip()
        if not line.startswith("#"):
            name = _LEADING.match(line)
            current, inside = (name[0] if name else current), False
            line = line.partition(" #")[2].strip() if " # via" in line else ""
        comment = line.lstrip("#").strip()
        if comment.startswith("via"):
            inside, comment = True, comment[3:].strip()
        if inside and current:
            names = [one.strip() for one in comment.split(",")]
            asking = found.setdefault(normalised("PyPI", current), [])
            asking.extend(normalised("PyPI", one) for one in names if _LEADING.fullmatch(one))
    return found


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number: continued ones joined, comments and blank ones left out."""
    whole, start = "", 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw if whole else raw.lstrip("\ufeff")
        start = start if whole else number
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            whole += line[:-1] + " "
            continue
        whole = _COMMENT.sub("", whole + line).strip()
        if whole:
            yield start, whole
        whole = ""
    rest = _COMMENT.sub("", whole).strip()
    if rest:
        yield start, rest


def _requirement(line: str, path: str, number: int, scope: Scope) -> Dependency | None:
    """Raises ValueError for what is no requirement; None for an address without a name."""
    hashes = tuple(_HASH.findall(line))
    line = _ITEM_OPTIONS.sub("", _HASH.sub("", line)).strip()
    if _ADDRESS.match(line):
        return _addressed(line, path, number, scope, hashes)
    plain = _PLAIN.fullmatch(line)
    if plain is not None:
        return _asked(path, number, scope, hashes, name=plain[1], version=plain[2])
    from packaging.requirements import Requirement  # noqa: PLC0415 - seldom needed, slow to load

    requirement = Requirement(line)
    version = pinned(requirement.specifier)
    asked = _asked(path, number, scope, hashes, name=requirement.name, version=version)
    return msgspec.structs.replace(
        asked,
        wanted=str(requirement.specifier) if version is None else "",
        origin=requirement.url or "",
        marker=str(requirement.marker or ""),
    )


def _asked(
    path: str,
    line: int,
    scope: Scope,
    hashes: tuple[str, ...],
    *,
    name: str,
    version: str | None,
) -> Dependency:
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, name),
        version=version,
        scope=scope,
        direct=True,
        file=path,
        line=line,
        hashes=hashes,
    )


def _addressed(
    line: str, path: str, number: int, scope: Scope, hashes: tuple[str, ...]
) -> Dependency | None:
    address = line.partition(" ;")[0].strip()
    egg, wheel = _EGG.search(address), _WHEEL.search(address)
    if egg is None and wheel is None:
        return None
    name = egg[1] if egg else wheel[1] if wheel else ""
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, name),
        version=wheel[2] if wheel else None,
        scope=scope,
        direct=True,
        file=path,
        line=number,
        hashes=hashes,
        origin=address,
    )


def _replaced(one: Dependency, limit: Dependency) -> Dependency:

    return msgspec.structs.replace(one, version=limit.version, hashes=one.hashes or limit.hashes)
