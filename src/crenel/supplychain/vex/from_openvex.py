"""OpenVEX 0.0.1 to 0.2.0 (openvex/spec, OPENVEX-SPEC.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.errors import ReadProblem
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.vex.statement import Product, Status, Vex

_CONTEXT = "https://openvex.dev/ns"

Json = dict[str, Any]


def takes(loaded: Json) -> bool:
    """Is a document of this format?"""
    context = loaded.get("@context")
    found = context if isinstance(context, list) else [context]
    return any(text(one).startswith(_CONTEXT) for one in found)


def read(loaded: Json) -> Iterator[Vex]:
    """The statements. Raises ReadProblem for one with a status that is none."""
    for number, one in enumerate(map(mapping, listing(loaded.get("statements"))), 1):
        yield Vex(
            vulnerabilities=tuple(_names(one.get("vulnerability"))),
            # Where a statement names no product, the document may.
            products=tuple(_products(one.get("products") or loaded.get("products"))),
            status=_status(one, number),
            justification=text(one.get("justification")),
            said=text(one.get("impact_statement"))
            or text(one.get("action_statement"))
            or text(one.get("status_notes")),
            by=text(one.get("supplier")) or text(loaded.get("author")),
            at=_time(one) or _time(loaded),
        )


def _status(one: Json, number: int) -> Status:
    try:
        return Status(text(one.get("status")))
    except ValueError:
        shown = text(one.get("status"))[:40]
        raise ReadProblem(f"statement {number} has the status {shown!r}, which is none") from None


def _time(holder: Json) -> str:
    return text(holder.get("last_updated")) or text(holder.get("timestamp"))


def _names(value: object) -> Iterator[str]:
    one = mapping(value)
    names = [text(value), text(one.get("name")), *map(text, listing(one.get("aliases")))]
    id_ = text(one.get("@id"))
    yield from (name for name in (*names, id_.rpartition("/")[2]) if name)


def _products(value: object) -> Iterator[Product]:
    for item in listing(value):
        inside = listing(mapping(item).get("subcomponents"))
        parts = tuple(name for part in inside for name in _ids(part))
        yield Product(names=tuple(_ids(item)), parts=parts)


def _ids(item: object) -> Iterator[str]:
    """Its id and its package URL; the oldest documents have a text."""
    one = mapping(item)
    identifiers = mapping(one.get("identifiers"))
    found = (text(item), text(one.get("@id")), text(identifiers.get("purl")))
    yield from dict.fromkeys(name for name in found if name)
