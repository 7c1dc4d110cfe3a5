"""SUP-021: a library from a repository or an address that may hold something else tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._manifests import folder_unknown, line_span, manifests_of, shipped
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE
from crenel.pattern import Pattern
from crenel.supplychain.component import Dependency

_COMMIT = Pattern(r"(?<![0-9a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])")
_LOCAL = Pattern(r"\.{0,2}/|file:|\.$|[A-Za-z0-9_.-]+$")

control = Control(
    name="dependency-by-moving-reference",
    handle="SUP-021",
    title="a function's library is fetched from an address whose content may change",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Name the commit in full, or pin the archive by its hash.",
)


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails for each library from elsewhere that neither a commit nor a hash holds in place."""
    manifests = manifests_of(function, app)
    if manifests is None:
        undecided = folder_unknown(function)
        yield from () if undecided is None else (undecided,)
        return
    asked = [one for one in shipped(manifests) if one.origin and not _LOCAL.match(one.origin)]
    held = {one.name for one in asked if _is_held(one)}
    loose = {one.name: one for one in asked if one.name not in held}
    for name, one in loose.items():
        yield fails_if(
            TRUE,
            at=line_span(app, one.file, one.line) or function.package.folder,
            message=f"{function.label} gets {name} from {one.origin[:200]}, whatever that holds",
            evidence=name,
        )
    if asked and not loose:
        yield fails_if(FALSE, at=function.package.folder)


def _is_held(one: Dependency) -> bool:
    return bool(one.hashes or _COMMIT.search(one.origin))
