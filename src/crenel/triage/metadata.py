"""Risks accepted in a resource's own ``Metadata``.

``crenel: {accept: [{control: ..., reason: ..., until: ...}]}``:
for templates in which comments do not live: JSON, and what other tools write.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.source import Span
from crenel.model.value import Absent, Map, Value
from crenel.triage.claim import Claim, Found, OfResource, warning
from crenel.triage.names import meant, quoted
from crenel.triage.terms import KEYS, Refused, Terms, terms

_KEYS = ("control", *KEYS)


def from_metadata(value: Value, address: str, name: Span | None = None) -> Found:
    """What the ``Metadata`` of the resource at an address accepts; ``name`` is where it stands."""
    written = value.at("crenel", "accept")
    found = Found()
    if isinstance(written, Absent):
        return found
    for guard, item in written.items():
        found += _read(item, address, item.span or value.span or name, guarded=bool(guard))
    return found


def _read(item: Value, address: str, place: Span | None, *, guarded: bool) -> Found:
    try:
        control, agreed = _agreed(item, guarded=guarded)
    except Refused as problem:
        message = f"the Metadata of {address} accepts nothing: {problem}"
        return Found(warnings=(warning(message, place),))
    claim = Claim(control=control, target=OfResource(address), terms=agreed, place=place)
    return Found(claims=(claim,))


def _agreed(item: Value, *, guarded: bool) -> tuple[str, Terms]:
    if guarded:
        raise Refused("", "it depends on a condition; a risk is accepted or it is not")
    given = dict(_pairs(item))
    control = given.pop("control", "").strip()
    if not control:
        raise Refused("control", "it names no control")
    return control, terms(given)


def _pairs(item: Value) -> Iterator[tuple[str, str]]:
    if not isinstance(item, Map):
        raise Refused("", f"it is no map of {', '.join(_KEYS)}")
    for guard, key, value in item.entries():
        if key not in _KEYS:
            hint = meant(key, _KEYS) or f"It takes {', '.join(_KEYS)}"
            raise Refused(key, f"it has an unknown key {quoted(key)}. {hint}")
        known = value.known()
        if known is None or guard:
            raise Refused(key, f"`{key}` is not plain text")
        yield key, str(known)
