"""SUP-014: a module comes from an address whose content may change."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.controls.supply._modules import is_archive, is_git, is_pinned_archive, is_pinned_git
from crenel.model.entities import ModuleCall
from crenel.model.truth import Truth, truth

control = Control(
    name="unpinned-module",
    handle="SUP-014",
    title="a module comes from an address whose content may change",
    severity=Severity.MEDIUM,
    judges=ModuleCall,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Name a version (registry) or a commit or tag as ?ref= (Git).",
)


@control.check
def check(call: ModuleCall, _: Knowledge) -> Judged:
    """Fails where neither a version nor a commit, tag or checksum holds it in place."""
    return fails_if(
        _is_loose(call),
        at=call.source,
        message=f"{call.label} is whatever {call.source.text()} holds when it is fetched",
        evidence=call.source.text(),
    )


def _is_loose(call: ModuleCall) -> Truth:
    source = call.source.text()
    if is_git(source):
        return truth(not is_pinned_git(source), call.source)
    if is_archive(source):
        return truth(not is_pinned_archive(source), call.source)
    return call.version.is_absent() | call.version.test(_has_no_end)


def _has_no_end(version: object) -> bool:
    """Does a constraint of the registry take every newer version?"""
    parts = [one.strip() for one in str(version).split(",")]
    return all(one.startswith((">", "!=")) or not one for one in parts)
