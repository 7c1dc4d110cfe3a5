"""SUP-010: libraries of a function whose versions nothing pins."""

from __future__ import annotations

from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.supply._manifests import Declared, first_names, of_manifests
from crenel.model.entities import Function
from crenel.model.value import Unknown, UnknownKind
from crenel.supplychain.component import Dependency, Ecosystem

_ELSEWHERE = Unknown(
    kind=UnknownKind.EXTERNAL,
    name="the versions that a parent project or a bill of materials gives",
)

control = Control(
    name="unpinned-dependencies",
    handle="SUP-010",
    title="nothing pins the versions of a function's libraries",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Write a lock file beside the manifest, with hashes, and install from it.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Judged:
    """Fails where a library has only a range, and no lock file says more."""
    if not declared.manifests:
        return NOT_JUDGED
    asked = declared.shipped
    pinned = {one.name for one in asked if one.version is not None}
    loose = [one for one in asked if one.name not in pinned and not one.origin]
    if not loose:
        return declared.holds()
    if all(map(_is_decided_elsewhere, loose)):
        return declared.open(_ELSEWHERE)
    loose = [one for one in loose if not _is_decided_elsewhere(one)]
    names, label = first_names(loose), declared.label
    message = f"nothing pins {names}: {label} is built with what is newest then"
    return declared.fails(loose[0], message, evidence=loose[0].file)


def _is_decided_elsewhere(one: Dependency) -> bool:
    """Maven: without a version of its own it has the one of a parent or a bill of materials."""
    return one.ecosystem is Ecosystem.MAVEN and "," not in one.wanted
