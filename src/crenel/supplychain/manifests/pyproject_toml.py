"""``pyproject.toml``: dependencies as declared (PEP 621, PEP 735, and Poetry's own tables)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.code.tree import Tree
from crenel.model.source import Source
from crenel.model.verdict import Unread
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.manifests._pins import exact, pinned
from crenel.supplychain.manifests._places import listing, mapping, table, text
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = False
Asked = tuple[str, Scope]


def names(name: str) -> bool:
    """``pyproject.toml``."""
    return name == "pyproject.toml"


def read(tree: Tree, path: str) -> Manifest:
    """What the project asks for. Raises ReadProblem."""
    source = tree.read(path)
    loaded = table(source)
    project, poetry = mapping(loaded.get("project")), _poetry(loaded)
    found: list[Dependency] = []
    problems: list[Unread] = []
    for asked, scope in _standard(project, mapping(loaded.get("dependency-groups"))):
        line = _line(source, asked)
        try:
            found.append(_requirement(asked, scope, path, line))
        except ValueError as error:
            reason = f"this is no requirement: {str(error).splitlines()[0]}"
            problems.append(Unread(file=path, line=line, reason=reason))
    found.extend(_of_poetry(poetry, source))
    return Manifest(
        path=path,
        format="pyproject_toml",
        lock=False,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(found),
        problems=tuple(problems),
        name=text(project.get("name")) or text(poetry.get("name")),
    )


def _standard(project: dict[str, Any], groups: dict[str, Any]) -> Iterator[Asked]:
    for one in listing(project.get("dependencies")):
        yield text(one), Scope.RUNTIME
    for extra in mapping(project.get("optional-dependencies")).values():
        yield from ((text(one), Scope.OPTIONAL) for one in listing(extra))
    for group in groups.values():
        # A group may include another one, by a table; that one is read for itself.
        own = (one for one in listing(group) if isinstance(one, str))
        yield from ((one, Scope.DEVELOPMENT) for one in own)


def _requirement(asked: str, scope: Scope, path: str, line: int) -> Dependency:
    from packaging.requirements import Requirement  # noqa: PLC0415 - slow to load

    requirement = Requirement(asked)
    version = pinned(requirement.specifier)
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, requirement.name),
        version=version,
        wanted=str(requirement.specifier) if version is None else "",
        scope=scope,
        direct=True,
        file=path,
        line=line,
        origin=requirement.url or "",
        marker=str(requirement.marker or ""),
    )


def _poetry(loaded: dict[str, Any]) -> dict[str, Any]:
    return mapping(mapping(loaded.get("tool")).get("poetry"))


def _of_poetry(poetry: dict[str, Any], source: Source) -> Iterator[Dependency]:
    tables = [(mapping(poetry.get("dependencies")), Scope.RUNTIME)]
    tables.append((mapping(poetry.get("dev-dependencies")), Scope.DEVELOPMENT))
    groups = map(mapping, mapping(poetry.get("group")).values())
    tables.extend((mapping(group.get("dependencies")), Scope.DEVELOPMENT) for group in groups)
    for asked, scope in tables:
        for name, value in asked.items():
            if name != "python":
                yield _of_poetry_one(name, value, scope, source)


def _of_poetry_one(name: str, value: object, scope: Scope, source: Source) -> Dependency:
    one = value if isinstance(value, dict) else {"version": value}
    wanted = text(one.get("version"))
    address = text(one.get("git")) or text(one.get("url")) or text(one.get("path"))
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, name),
        version=exact(wanted.removeprefix("==")) if wanted.startswith("==") else None,
        wanted=wanted,
        scope=Scope.OPTIONAL if one.get("optional") is True else scope,
        direct=True,
        file=source.path,
        line=_line(source, name),
        origin=f"git+{address}" if "git" in one else address,
    )


def _line(source: Source, needle: str) -> int:
    """The line where a text stands; the first one where it is written in another way."""
    return source.place(max(source.text.find(needle), 0))[0]
