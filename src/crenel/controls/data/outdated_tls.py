"""DAT-019: a domain that still speaks old TLS."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.controls.data._tls import accepts_old
from crenel.model.entities import CustomDomain

control = Control(
    name="outdated-tls",
    handle="DAT-019",
    title="a domain accepts TLS older than 1.2",
    severity=Severity.HIGH,
    judges=CustomDomain,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Set the security policy to TLS_1_2 or a newer one.",
)


@control.check
def check(domain: CustomDomain, _: Knowledge) -> Judged:
    """Fails where one of its security policies accepts TLS 1.0 or 1.1."""
    policies = [policy for _, policy in domain.tls_policies.items()]
    return [
        fails_if(
            accepts_old(policy),
            at=policy,
            message=f"it accepts {policy.text()}",
        )
        for policy in policies
    ]
