"""SUP-024: versions are pinned, and nothing says what bytes they are."""

from __future__ import annotations

from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.supply._manifests import Declared, first_names, of_manifests
from crenel.model.entities import Function
from crenel.supplychain.component import Ecosystem

_HASHING = (Ecosystem.PYPI, Ecosystem.NPM)
"""Ecosystems whose lock files can hold hashes, where their readers tell them."""

control = Control(
    name="unhashed-dependencies",
    handle="SUP-024",
    title="a function's libraries are pinned without hashes",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Write the lock file with hashes, and install so that they are compared.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Judged:
    """Fails where a pinned library from an index has no hash in any manifest."""
    asked = [one for one in declared.shipped if one.ecosystem in _HASHING and not one.origin]
    pinned = [one for one in asked if one.version is not None]
    hashed = {one.name for one in pinned if one.hashes}
    bare = [one for one in pinned if one.name not in hashed]
    if not pinned:
        return NOT_JUDGED
    if not bare:
        return declared.holds()
    names, label = first_names(bare), declared.label
    message = f"no hash says which bytes {names} are: {label} takes what is sent"
    return declared.fails(bare[0], message, evidence=bare[0].file)
