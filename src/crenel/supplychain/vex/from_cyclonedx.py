"""CycloneDX with ``vulnerabilities`` and their ``analysis`` (ECMA-424), beside a bill or in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.errors import ReadProblem
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.vex.statement import FUNCTION, Product, Status, Vex

_STATES = {
    "not_affected": Status.NOT_AFFECTED,
    "false_positive": Status.NOT_AFFECTED,
    "resolved": Status.FIXED,
    "resolved_with_pedigree": Status.FIXED,
    "exploitable": Status.AFFECTED,
    "in_triage": Status.UNDER_INVESTIGATION,
}

Json = dict[str, Any]


def takes(loaded: Json) -> bool:
    """Is a document of this format, with anything to say?"""
    return loaded.get("bomFormat") == "CycloneDX" and "vulnerabilities" in loaded


def read(loaded: Json) -> Iterator[Vex]:
    """The statements: vulnerabilities that somebody analysed. Raises ReadProblem."""
    refs = _refs(loaded)
    for one in map(mapping, listing(loaded.get("vulnerabilities"))):
        analysis = mapping(one.get("analysis"))
        state = text(analysis.get("state"))
        if not state:
            continue
        if state not in _STATES:
            raise ReadProblem(f"{text(one.get('id'))[:40]} has the state {state[:40]!r}: none")
        yield Vex(
            vulnerabilities=tuple(_names(one)),
            products=tuple(_products(one, refs)),
            status=_STATES[state],
            justification=text(analysis.get("justification"))
            or (state if state == "false_positive" else ""),
            said=text(analysis.get("detail")),
            by=_author(loaded),
            at=text(analysis.get("lastUpdated"))
            or text(one.get("updated"))
            or text(mapping(loaded.get("metadata")).get("timestamp")),
        )


def _names(one: Json) -> Iterator[str]:
    found = [text(one.get("id"))]
    found += [text(mapping(row).get("id")) for row in listing(one.get("references"))]
    yield from (name for name in found if name)


def _author(loaded: Json) -> str:
    metadata = mapping(loaded.get("metadata"))
    people = [*listing(metadata.get("authors")), metadata.get("manufacturer")]
    people += [metadata.get("supplier"), metadata.get("manufacture")]
    return next((name for one in people if (name := text(mapping(one).get("name")))), "")


def _refs(loaded: Json) -> dict[str, str]:
    """What each component of the document is called elsewhere."""
    found: dict[str, str] = {}
    pending = [*listing(loaded.get("components")), mapping(loaded.get("metadata")).get("component")]
    while pending:
        one = mapping(pending.pop())
        pending.extend(listing(one.get("components")))
        ref = text(one.get("bom-ref"))
        if ref:
            found[ref] = text(one.get("purl")) or ref
    return found


def _products(one: Json, refs: dict[str, str]) -> Iterator[Product]:
    for row in map(mapping, listing(one.get("affects"))):
        ref = text(row.get("ref"))
        # A BOM-Link to a component of another document ends in its ref there.
        name = refs.get(ref) or (ref.rpartition("#")[2] if ref.startswith("urn:cdx:") else ref)
        versions = [mapping(version) for version in listing(row.get("versions"))]
        named = tuple(text(version.get("version")) or "?" for version in versions)
        owner, bar, library = ref.partition("|")
        if bar and owner.startswith(FUNCTION):
            yield Product(names=(owner,), parts=(library,))
        else:
            yield Product(names=(name,), versions=named)
