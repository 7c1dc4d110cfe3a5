"""SUP-017: a plugin of the deployment in whichever version, or that nobody maintains."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._tables import abandoned_plugins
from crenel.model.entities import DeploymentPlugin
from crenel.model.truth import FALSE, TRUE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.declared import manifests_beside

control = Control(
    name="unkept-plugin",
    handle="SUP-017",
    title="a plugin of the deployment is not pinned, or nobody maintains it",
    severity=Severity.MEDIUM,
    judges=DeploymentPlugin,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Lock its version in package-lock.json, and replace it where nobody maintains it.",
)


@control.check
def check(plugin: DeploymentPlugin, app: Knowledge) -> Judged:
    """Fails where no manifest pins it, and where the table knows it to be abandoned."""
    name = plugin.package.known()
    if app.root is None:
        return NOT_JUDGED
    if name is None:
        return fails_if(unknown(plugin.package), at=plugin.package)
    told = abandoned_plugins().get(str(name))
    if told is not None:
        day, source = told
        message = f"{name} is not maintained any more: {source} ({day})"
        return fails_if(TRUE, at=plugin.package, message=message, evidence=str(name))
    return fails_if(
        _loose(str(name), plugin, app),
        at=plugin.package,
        message=f"nothing pins {name}, which runs with the credentials of the deployment",
        evidence=str(name),
    )


def _loose(name: str, plugin: DeploymentPlugin, app: Knowledge) -> Truth:
    manifests = manifests_beside(plugin.origin.file, app, Ecosystem.NPM) or []
    asked = [one for manifest in manifests for one in manifest.dependencies if one.name == name]
    if not manifests:
        missing = f"which version of {name} is installed: there is no package.json"
        return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=missing, span=plugin.package.span))
    return FALSE if any(one.version for one in asked) else TRUE
