"""DEP-007: a pipeline deploys with a key that does not expire."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import PipelineJob
from crenel.model.truth import FALSE, Truth, truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

control = Control(
    name="long-lived-keys-in-pipeline",
    handle="DEP-007",
    title="a pipeline deploys with a key that does not expire",
    severity=Severity.MEDIUM,
    judges=PipelineJob,
    maps_to=("CSA-A3", "CSA-A7"),
    practices=("IA2", "DL3"),
    fix="Let the job assume a role with its own OpenID Connect token, and delete the stored key.",
)

_ELSEWHERE = "where the job gets its credentials from"


@control.check
def check(job: PipelineJob, _: Knowledge) -> Judged:
    """Fails where a secret access key is handed to a job that acts in an account.

    One that stands in the file itself is not pointed at: reports would show it.
    """
    handed = [item for _, item in job.keys.items()]
    if handed:
        return [
            fails_if(
                _is_long_lived(key) & job.session.is_absent(),
                at=key if "$" in key.text() else None,
                message=f"the job {job.label} uses a key that works until somebody deletes it",
                evidence=key.text() if "$" in key.text() else "a key in the file",
            )
            for key in handed
        ]
    if job.role.is_present().certain:
        return fails_if(FALSE, at=job.role)
    return fails_if(unknown(Unknown(kind=UnknownKind.EXTERNAL, name=_ELSEWHERE)))


def _is_long_lived(key: Value) -> Truth:
    """One that the system stores or that stands in the file, not one that a step makes."""
    return unknown(key) if key.known() is None else truth(True, key)
