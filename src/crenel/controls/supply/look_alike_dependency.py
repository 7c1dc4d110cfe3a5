"""SUP-022: a library whose name is a slip of a much-used one."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.controls import Control, Judgement, Severity
from crenel.controls.supply._manifests import Declared, of_manifests
from crenel.model.entities import Function
from crenel.model.verdict import Certainty
from crenel.supplychain.popularity.alike import alike, known

control = Control(
    name="look-alike-dependency",
    handle="SUP-022",
    title="a library's name is one letter from a much-used one's",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="See whether the other one is meant; if not, look at who publishes this one.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Iterator[Judgement]:
    """Fails for each name that a manifest itself asks for and that looks like another."""
    asked = {
        one.name: one
        for manifest in declared.manifests
        if not manifest.lock and known(manifest.ecosystem) is not None
        for one in manifest.dependencies
        if not one.origin
    }
    found = [(one, other) for one in asked.values() if (other := alike(one.ecosystem, one.name))]
    for one, other in found:
        message = f"{declared.label} asks for {one.name}, which looks like the much-used {other}"
        yield declared.fails(one, message, evidence=one.name, certainty=Certainty.LIKELY)
    if asked and not found:
        yield declared.holds()
