"""NET-010: a function talks to its database in clear."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.network._addresses import in_clear
from crenel.model.entities import Function

control = Control(
    name="database-without-tls",
    handle="NET-010",
    title="a function talks to a data store without TLS",
    severity=Severity.MEDIUM,
    judges=Function,
    masked=True,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Ask for TLS in the address (sslmode=verify-full, rediss://, tls=true).",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each variable that is an address without TLS, or switches TLS off."""
    found = [
        (name, value, bad.under(guard))
        for guard, name, value in function.environment.entries()
        if (bad := in_clear(name, value)) is not None
    ]
    if not found:
        return NOT_JUDGED
    return [
        fails_if(
            bad,
            at=value,
            message=f"{name} makes {function.label} talk to a data store in clear",
            evidence=f"{name} without TLS",
        )
        for name, value, bad in found
    ]
