"""SEC-016: certificates are not checked."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._loading import tls_switch
from crenel.model.entities import Function

control = Control(
    name="tls-verification-off",
    handle="SEC-016",
    title="an environment variable switches the checking of certificates off",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S3",),
    practices=("DN2",),
    fix="Remove the variable; add a private authority with NODE_EXTRA_CA_CERTS or a CA bundle.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each variable that switches verification off."""
    found = [
        (name, value, switch.under(guard))
        for guard, name, value in function.environment.entries()
        if (switch := tls_switch(name, value)) is not None
    ]
    if not found:
        return NOT_JUDGED
    return [
        fails_if(
            bad,
            at=value,
            message=f"{name} lets {function.label} talk to anyone who answers",
            evidence=f"{name} off",
        )
        for name, value, bad in found
    ]
