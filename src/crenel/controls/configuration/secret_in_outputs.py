"""SEC-007: a secret among the outputs of a stack."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.controls.configuration._inflow import inflow
from crenel.model.entities import StackOutput
from crenel.secrets.written import masked, written_secret

control = Control(
    name="secret-in-outputs",
    handle="SEC-007",
    title="an output of the stack shows a secret",
    severity=Severity.HIGH,
    judges=StackOutput,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2"),
    masked=True,
    fix="Remove the output, or put out the ARN of a secret that holds it.",
)


@control.check
def check(output: StackOutput, app: Knowledge) -> Judged:
    """Fails where a secret is written, resolved, read off a resource, or taken from a parameter."""
    value = output.value
    return fails_if(
        written_secret(output.label, value) | inflow(output.label, value, app),
        at=value,
        message=f"the output {output.label} shows a secret",
        evidence=masked(output.label, value),
    )
