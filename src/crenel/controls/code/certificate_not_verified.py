"""COD-005: a client is told not to verify."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="certificate-not-verified",
    handle="COD-005",
    title="the code does not verify the certificate of a server that it calls",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Leave verification on, and give the client the authority that signed the certificate.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """A client is told not to verify."""
    return judged(function, app, "tls-not-verified")
