"""SUP-024: versions are pinned, and nothing says what bytes they are."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._manifests import folder_unknown, line_span, manifests_of, shipped
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE
from crenel.supplychain.component import Ecosystem

_MOST = 3
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
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where a pinned library from an index has no hash in any manifest."""
    manifests = manifests_of(function, app)
    if manifests is None:
        return folder_unknown(function)
    asked = [one for one in shipped(manifests) if one.ecosystem in _HASHING and not one.origin]
    pinned = [one for one in asked if one.version is not None]
    hashed = {one.name for one in pinned if one.hashes}
    bare = list({one.name: one for one in pinned if one.name not in hashed}.values())
    if not pinned:
        return NOT_JUDGED
    if not bare:
        return fails_if(FALSE, at=function.package.folder)
    names = ", ".join(one.name for one in bare[:_MOST])
    more = f" and {len(bare) - _MOST} more" if len(bare) > _MOST else ""
    return fails_if(
        TRUE,
        at=line_span(app, bare[0].file, bare[0].line) or function.package.folder,
        message=f"no hash says which bytes {names}{more} are: {function.label} takes what is sent",
        evidence=bare[0].file,
    )
