"""SUP-012: libraries that come from where others may put theirs."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._manifests import folder_unknown, line_span, manifests_of
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE
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
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails for each index that is not encrypted, not verified, or beside another one."""
    manifests = manifests_of(function, app)
    if manifests is None:
        undecided = folder_unknown(function)
        yield from () if undecided is None else (undecided,)
        return
    found = [(one, why) for one in sources_of(manifests, app) if (why := _risk(one))]
    for one, why in found:
        yield fails_if(
            TRUE,
            at=line_span(app, one.file, one.line) or function.package.folder,
            message=f"the libraries of {function.label} may come from {one.address}: {why}",
            evidence=f"{one.kind} {one.address}",
        )
    if manifests and not found:
        yield fails_if(FALSE, at=function.package.folder)


def _risk(one: Index) -> str:
    """Why a source is risky; empty where it is not."""
    if one.address.lower().startswith("http://") and "//localhost" not in one.address:
        return "whoever is on the way may change them"
    if one.kind == "extra-index":
        return "a name of yours that somebody registers at the other index is taken from there"
    return "its certificate is not verified" if one.kind == "trusted-host" else ""
