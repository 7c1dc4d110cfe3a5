"""SUP-023: a library runs a script of its own while it is installed."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.controls import Control, Judgement, Severity
from crenel.controls.supply._manifests import Declared, of_manifests, shipped
from crenel.controls.supply._scripts import ignores_scripts
from crenel.model.entities import Function
from crenel.supplychain.component import Scope

control = Control(
    name="install-script",
    handle="SUP-023",
    title="a library runs a script while a function is built",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Install with ignore-scripts, and run the few scripts that are needed by name.",
)


@control.check
@of_manifests
def check(declared: Declared) -> Iterator[Judgement]:
    """Fails for each locked library with such a script, unless scripts are turned off."""
    locks = [one for one in declared.locks if one.scripts_told]
    if not locks:
        return
    asked = (one for one in shipped(locks) if one.scope is Scope.RUNTIME)
    running = {one.name: one for one in asked if one.installs}
    if not running or ignores_scripts(declared.manifests, declared.app):
        yield declared.holds()
        return
    for name, one in running.items():
        message = f"{name} runs a script wherever {declared.label} is built"
        yield declared.fails(one, message, evidence=name)
