"""DEP-015: a pipeline that deploys runs code that others may change."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import PipelineJob
from crenel.model.truth import FALSE, Truth, truth, unknown
from crenel.model.value import Value
from crenel.pattern import Pattern

control = Control(
    name="moving-action-in-pipeline",
    handle="DEP-015",
    title="a pipeline that deploys runs code that others may change",
    severity=Severity.MEDIUM,
    judges=PipelineJob,
    maps_to=("CSA-A3", "CSA-A6"),
    practices=("CD2", "DL3"),
    fix="Name the commit in full after the @, with the version in a comment.",
)

_PINNED = Pattern(r"@(?:sha256:)?[0-9a-f]{40,64}$")
_VERSION = Pattern(r"@v?\d")
_TRUSTED = ("actions/", "github/", "aws-actions/")
"""Owners that have the token, or the account, anyway: their versions count as pinned."""


@control.check
def check(job: PipelineJob, _: Knowledge) -> Iterator[Judgement]:
    """Fails for each action by a tag or a branch, beside the credentials of the account."""
    for guard, action in job.actions.items():
        yield fails_if(
            _moves(action).under(guard),
            at=action,
            message=f"the job {job.label} runs {action.text()}, whatever that is by then",
            evidence=action.text(),
        )
    if not list(job.actions.items()):
        yield fails_if(FALSE)


def _moves(action: Value) -> Truth:
    if action.known() is None:
        return unknown(action)
    text = action.text()
    trusted = text.startswith(_TRUSTED) and _VERSION.search(text) is not None
    return truth(not trusted and _PINNED.search(text) is None, action)
