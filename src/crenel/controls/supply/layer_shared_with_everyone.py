"""SUP-007: a layer that every account may load."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import LayerSharing

control = Control(
    name="layer-shared-with-everyone",
    handle="SUP-007",
    title="a layer is shared with every account",
    severity=Severity.HIGH,
    judges=LayerSharing,
    maps_to=("OWASP-S5", "CSA-A6"),
    practices=("IA3",),
    fix="Name the accounts that need the layer, or add OrganizationId.",
)


@control.check
def check(sharing: LayerSharing, _: Knowledge) -> Judged:
    """Fails where the principal is everyone, outside an organization too."""
    return fails_if(
        sharing.principal.equals("*") & sharing.organization.is_absent(),
        at=sharing.principal,
        message=f"{sharing.label} lets every account read and load the layer",
    )
