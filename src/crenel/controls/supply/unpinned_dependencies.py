"""SUP-010: libraries of a function whose versions nothing pins."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._manifests import folder_unknown, line_span, manifests_of, shipped
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE, unknown
from crenel.model.value import Unknown, UnknownKind
from crenel.supplychain.component import Dependency, Ecosystem

_MOST = 3
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
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where a library has only a range, and no lock file says more."""
    manifests = manifests_of(function, app)
    if manifests is None:
        return folder_unknown(function)
    if not manifests:
        return NOT_JUDGED
    asked = shipped(manifests)
    pinned = {one.name for one in asked if one.version is not None}
    loose = [one for one in asked if one.name not in pinned and not one.origin]
    if not loose:
        return fails_if(FALSE, at=function.package.folder)
    if all(map(_is_decided_elsewhere, loose)):
        return fails_if(unknown(_ELSEWHERE), at=function.package.folder)
    loose = [one for one in loose if not _is_decided_elsewhere(one)]
    first = loose[0]
    names = ", ".join(dict.fromkeys(one.name for one in loose[:_MOST]))
    more = f" and {len(loose) - _MOST} more" if len(loose) > _MOST else ""
    return fails_if(
        TRUE,
        at=line_span(app, first.file, first.line) or function.package.folder,
        message=f"nothing pins {names}{more}: {function.label} is built with what is newest then",
        evidence=first.file,
    )


def _is_decided_elsewhere(one: Dependency) -> bool:
    """Maven: without a version of its own it has the one of a parent or a bill of materials."""
    return one.ecosystem is Ecosystem.MAVEN and "," not in one.wanted
