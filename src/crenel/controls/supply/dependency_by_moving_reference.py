"""SUP-021: a library from a repository or an address that may hold something else tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.controls import Control, Judgement, Severity
from crenel.controls.supply._manifests import Declared, of_manifests
from crenel.model.entities import Function
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
@of_manifests
def check(declared: Declared) -> Iterator[Judgement]:
    """Fails for each library from elsewhere that neither a commit nor a hash holds in place."""
    asked = [one for one in declared.shipped if one.origin and not _LOCAL.match(one.origin)]
    held = {one.name for one in asked if _is_held(one)}
    loose = {one.name: one for one in asked if one.name not in held}
    for name, one in loose.items():
        message = f"{declared.label} gets {name} from {one.origin[:200]}, whatever that holds"
        yield declared.fails(one, message, evidence=name)
    if asked and not loose:
        yield declared.holds()


def _is_held(one: Dependency) -> bool:
    return bool(one.hashes or _COMMIT.search(one.origin))
