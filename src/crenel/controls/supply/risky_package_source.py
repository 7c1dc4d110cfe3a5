"""SUP-012: libraries that come from where others may put theirs."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.controls import Control, Judgement, Severity
from crenel.controls.supply._manifests import Declared, of_manifests
from crenel.model.entities import Function
from crenel.supplychain.manifests.manifest import Index
from crenel.supplychain.sources import sources_of

control = Control(
    name="risky-package-source",
    handle="SUP-012",
    title="a function's libraries come over plain HTTP, or from a second index",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Use one index, over HTTPS, that decides for each name where it comes from.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Iterator[Judgement]:
    """Fails for each index that is not encrypted, not verified, or beside another one."""
    sources = sources_of(declared.manifests, declared.app)
    found = [(one, why) for one in sources if (why := _risk(one))]
    for one, why in found:
        message = f"the libraries of {declared.label} may come from {one.address}: {why}"
        yield declared.fails(one, message, evidence=f"{one.kind} {one.address}")
    if declared.manifests and not found:
        yield declared.holds()


def _risk(one: Index) -> str:
    """Why a source is risky; empty where it is not."""
    if one.address.lower().startswith("http://") and "//localhost" not in one.address:
        return "whoever is on the way may change them"
    if one.kind == "extra-index":
        return "a name of yours that somebody registers at the other index is taken from there"
    return "its certificate is not verified" if one.kind == "trusted-host" else ""
