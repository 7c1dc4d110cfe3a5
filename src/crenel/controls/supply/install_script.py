"""SUP-023: a library runs a script of its own while it is installed."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._manifests import folder_unknown, line_span, manifests_of, shipped
from crenel.controls.supply._scripts import ignores_scripts
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE
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
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails for each locked library with such a script, unless scripts are turned off."""
    manifests = manifests_of(function, app)
    if manifests is None:
        undecided = folder_unknown(function)
        yield from () if undecided is None else (undecided,)
        return
    locks = [one for one in manifests if one.lock and one.scripts_told]
    if not locks:
        return
    asked = (one for one in shipped(locks) if one.scope is Scope.RUNTIME)
    running = {one.name: one for one in asked if one.installs}
    if not running or ignores_scripts(manifests, app):
        yield fails_if(FALSE, at=function.package.folder)
        return
    for name, one in running.items():
        yield fails_if(
            TRUE,
            at=line_span(app, one.file, one.line) or function.package.folder,
            message=f"{name} runs a script wherever {function.label} is built",
            evidence=name,
        )
