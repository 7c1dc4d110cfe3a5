"""SUP-006: a layer whose version somebody else decides."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._layers import is_moving
from crenel.model.entities import Function

control = Control(
    name="unpinned-layer",
    handle="SUP-006",
    title="the version of a layer is decided when the function is deployed",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Name the layer by an ARN with its version, or pin the version of the stored parameter.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each layer that comes from a stored parameter without a version."""
    layers = list(function.layers.items())
    if not layers:
        return NOT_JUDGED
    return [
        fails_if(
            is_moving(layer).under(guard),
            at=layer,
            message=f"the layer {layer.text()} of {function.label} may be another one tomorrow",
        )
        for guard, layer in layers
    ]
