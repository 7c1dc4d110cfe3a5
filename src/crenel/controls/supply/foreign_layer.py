"""SUP-005: a layer of an account that nobody vouches for."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._layers import is_foreign, publisher
from crenel.model.entities import Function

control = Control(
    name="foreign-layer",
    handle="SUP-005",
    title="a function loads a layer of a foreign account",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD4",),
    fix="Publish a reviewed copy of the layer in your own account and use that.",
    aliases=("SUP-018",),
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each layer by an account that is neither one's own nor a known publisher's."""
    layers = list(function.layers.items())
    if not layers:
        return NOT_JUDGED
    return [
        fails_if(
            is_foreign(layer, function).under(guard),
            at=layer,
            message=f"{function.label} runs code of the account {publisher(layer)}",
            evidence=f"layer of {publisher(layer) or layer.text()}",
        )
        for guard, layer in layers
    ]
