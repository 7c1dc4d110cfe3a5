"""SUP-025: a private package whose name anybody may register in the public registry."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.controls import Control, Judgement, Severity
from crenel.controls.supply._manifests import Declared, of_manifests
from crenel.model.entities import Function
from crenel.supplychain.component import Dependency
from crenel.supplychain.popularity.alike import known

_PUBLIC = ("npmjs.org", "yarnpkg.com")

control = Control(
    name="unscoped-private-package",
    handle="SUP-025",
    title="a private package has a name that anybody may register publicly",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Give it a scope of yours, and tie the scope to your registry in .npmrc.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Iterator[Judgement]:
    """Fails where one lock file resolves names without a scope from two kinds of registry."""
    for lock in declared.locks:
        told = [one for one in lock.dependencies if one.registry]
        private = {one.name: one for one in told if _is_private(one)}
        private = private if any(map(_is_public, told)) else {}
        for name, one in private.items():
            message = f"{name} of {declared.label} is private; who registers it may be installed"
            yield declared.fails(one, message, evidence=name)
        if told and not private:
            yield declared.holds()


def _is_public(one: Dependency) -> bool:
    return one.registry.endswith(_PUBLIC)


def _is_private(one: Dependency) -> bool:
    """Without a scope, from a registry of one's own, and no name that all know."""
    list_ = known(one.ecosystem)
    famous = list_ is not None and one.name in list_.ranks
    return not _is_public(one) and not one.name.startswith("@") and not famous
