"""CycloneDX in JSON (ECMA-424), from whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.supplychain.component import Scope
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.sbom.listed import Listed, Listing, Part, gap

_NOT_LIBRARIES = ("application", "file", "operating-system", "device", "data", "container")
_SCOPES = {"excluded": Scope.DEVELOPMENT, "optional": Scope.OPTIONAL}
_DEVELOPMENT = ("cdx:npm:package:development", "cdx:pnpm:package:development")
"""Properties by which npm and pnpm tell it (CycloneDX/cyclonedx-property-taxonomy)."""
_RUNTIME, _GAP = "crenel:runtime", "crenel:not-inventoried"

Json = dict[str, Any]


def read(loaded: Json) -> Listing:
    """What a document lists."""
    rows = list(_components(loaded))
    parts = [_part(one) for one in rows if _is_part(one)]
    owners = _owners(loaded, {one.ref for one in parts})
    libraries = [
        Listed(
            purl=text(one.get("purl")),
            name=text(one.get("name")),
            licence=_licence(one),
            scope=_scope(one),
            parts=tuple(owners.get(text(one.get("bom-ref")), ())),
        )
        for one in rows
        if text(one.get("purl")) or text(one.get("type")) not in _NOT_LIBRARIES
    ]
    return Listing(libraries=tuple(libraries), parts=tuple(parts))


def _components(loaded: Json) -> Iterator[Json]:
    """Every component, those inside others too, in their order."""
    pending = [mapping(one) for one in reversed(listing(loaded.get("components")))]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(mapping(inner) for inner in reversed(listing(one.get("components"))))


def _is_part(one: Json) -> bool:
    """A function in a bill of crenel's."""
    return text(one.get("type")) == "application" and any(
        name.startswith("crenel:") for name, _ in _properties(one)
    )


def _part(one: Json) -> Part:
    properties = list(_properties(one))
    return Part(
        ref=text(one.get("bom-ref")),
        name=text(one.get("name")),
        runtime=next((value for name, value in properties if name == _RUNTIME), ""),
        gaps=tuple(gap(value) for name, value in properties if name == _GAP),
    )


def _properties(one: Json) -> Iterator[tuple[str, str]]:
    for row in map(mapping, listing(one.get("properties"))):
        yield text(row.get("name")), text(row.get("value"))


def _owners(loaded: Json, parts: set[str]) -> dict[str, list[str]]:
    """By library: the parts that say they have it."""
    found: dict[str, list[str]] = {}
    for row in map(mapping, listing(loaded.get("dependencies"))):
        ref = text(row.get("ref"))
        if ref in parts:
            for library in listing(row.get("dependsOn")):
                found.setdefault(text(library), []).append(ref)
    return found


def _scope(one: Json) -> Scope:
    if any(name in _DEVELOPMENT and value == "true" for name, value in _properties(one)):
        return Scope.DEVELOPMENT
    return _SCOPES.get(text(one.get("scope")), Scope.RUNTIME)


def _licence(one: Json) -> str:
    for row in map(mapping, listing(one.get("licenses"))):
        inner = mapping(row.get("license"))
        found = text(row.get("expression")) or text(inner.get("id")) or text(inner.get("name"))
        if found:
            return found
    return ""
