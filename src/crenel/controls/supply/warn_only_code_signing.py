"""SUP-004: signatures are looked at, and a wrong one is let through."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import CodeSigning

control = Control(
    name="warn-only-code-signing",
    handle="SUP-004",
    title="code signing warns about untrusted code and deploys it",
    severity=Severity.MEDIUM,
    judges=CodeSigning,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD4",),
    fix="Set UntrustedArtifactOnDeployment: Enforce.",
)


@control.check
def check(signing: CodeSigning, _: Knowledge) -> Judged:
    """Fails where the policy is Warn, which is also AWS's default."""
    return fails_if(
        signing.untrusted_artifact.equals("Warn"),
        at=signing.untrusted_artifact,
        message=f"{signing.label} deploys code without a valid signature",
    )
