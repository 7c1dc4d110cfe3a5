"""SPDX 2.2 and 2.3 in JSON, from whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crenel.supplychain.component import Scope
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.sbom.listed import Listed, Listing, Part, gap, reached

_DOCUMENT = "SPDXRef-DOCUMENT"
_FUNCTION = "SPDXRef-Function-"
_NEEDS = ("DEPENDS_ON", "CONTAINS")
_NEEDED_BY = ("DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF", "CONTAINED_BY")
_DEVELOPMENT = (
    "DEV_DEPENDENCY_OF",
    "TEST_DEPENDENCY_OF",
    "BUILD_DEPENDENCY_OF",
    "DEV_TOOL_OF",
    "BUILD_TOOL_OF",
    "TEST_TOOL_OF",
)
_NOTED = re.compile(r"(?:^|; )([a-z-]+): (.*?)(?=; [a-z-]+: |$)")

Json = dict[str, Any]
Edges = dict[str, list[str]]


def read(loaded: Json) -> Listing:
    """What a document lists; the package that it describes is the application itself."""
    packages = [mapping(one) for one in listing(loaded.get("packages"))]
    graph = _Graph(loaded)
    parts = [_part(one) for one in packages if text(one.get("SPDXID")).startswith(_FUNCTION)]
    owners = {one.ref: set(graph.runtime.get(one.ref, ())) for one in parts}
    libraries = [
        Listed(
            purl=_purl(one),
            name=text(one.get("name")),
            licence=text(one.get("licenseDeclared")),
            scope=graph.scope(id_),
            parts=tuple(part for part, having in owners.items() if id_ in having),
        )
        for one in packages
        if (id_ := text(one.get("SPDXID"))) not in owners and not _is_itself(one, graph, packages)
    ]
    return Listing(libraries=tuple(libraries), parts=tuple(parts))


def _is_itself(one: Json, graph: _Graph, packages: list[Json]) -> bool:
    described = text(one.get("SPDXID")) in graph.described
    unnamed = not _purl(one) and text(one.get("primaryPackagePurpose")) == "APPLICATION"
    return unnamed or (described and len(packages) > len(graph.described))


def _purl(one: Json) -> str:
    for row in map(mapping, listing(one.get("externalRefs"))):
        if row.get("referenceType") == "purl":
            return text(row.get("referenceLocator"))
    return ""


def _part(one: Json) -> Part:
    noted = [(found[1], found[2]) for found in _NOTED.finditer(text(one.get("comment")))]
    return Part(
        ref=text(one.get("SPDXID")),
        name=text(one.get("name")),
        runtime=next((value for name, value in noted if name == "runtime"), ""),
        gaps=tuple(gap(value) for name, value in noted if name == "not-inventoried"),
    )


class _Graph:
    """What needs what, and what is there for development only."""

    def __init__(self, loaded: Json) -> None:
        self.described = {text(one) for one in listing(loaded.get("documentDescribes"))}
        self.runtime: Edges = {}
        self._all: Edges = {}
        self._told = False
        for kind, one, other in _relationships(loaded):
            self._take(kind, one, other)
        self._shipped = reached(self.described, self.runtime)
        self._reached = reached(self.described, self._all)

    def _take(self, kind: str, one: str, other: str) -> None:
        if kind == "DESCRIBES" and one == _DOCUMENT:
            self.described.add(other)
        elif kind in _DEVELOPMENT:
            self._told = True
            self._all.setdefault(other, []).append(one)
        elif kind in _NEEDS or kind in _NEEDED_BY:
            owner, need = (one, other) if kind in _NEEDS else (other, one)
            self.runtime.setdefault(owner, []).append(need)
            self._all.setdefault(owner, []).append(need)

    def scope(self, id_: str) -> Scope:
        """For development is what only such relationships lead to."""
        only = self._told and id_ in self._reached and id_ not in self._shipped
        return Scope.DEVELOPMENT if only else Scope.RUNTIME


def _relationships(loaded: Json) -> Iterator[tuple[str, str, str]]:
    for row in map(mapping, listing(loaded.get("relationships"))):
        kind = text(row.get("relationshipType"))
        yield kind, text(row.get("spdxElementId")), text(row.get("relatedSpdxElement"))
