"""IAM-026: a state machine that may do all that a service can."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.definitions import definition, fields
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import WORKFLOWS, invokes
from crenel.controls.identity._reach import Note, short
from crenel.controls.identity._wildcards import service_wildcards
from crenel.model.entities import Identity, Policy, PolicyHolder, Workflow

_MAX = 6

control = Control(
    name="workflow-role-wildcard",
    handle="IAM-026",
    title="a state machine's role allows every action of a service",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="List the actions that the definition's tasks use, on the resources that they use.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where a state machine's role may do ``service:*``, or what denials leave of it."""
    if not invokes(holder, app, WORKFLOWS):
        return NOT_JUDGED
    return service_wildcards(holder, app, list(_tasks(holder, app)))


def _tasks(holder: PolicyHolder, app: Knowledge) -> Iterator[Note]:
    """What the definitions that run as the role call."""
    roles = app.holders_of(holder) if isinstance(holder, Policy) else [holder]
    for role in roles:
        if not isinstance(role, Identity):
            continue
        for found in app.referrers(Workflow, "identity", role):
            calls = list(dict.fromkeys(_calls(found.entity)))
            if calls:
                more = f" and {len(calls) - _MAX} more" if len(calls) > _MAX else ""
                told = ", ".join(map(short, calls[:_MAX]))
                yield found.entity.origin.span, f"its definition calls {told}{more}"


def _calls(workflow: Workflow) -> Iterator[str]:
    """The ``Resource`` of each task, without what all of them begin with."""
    for _, written in workflow.definition.cases():
        for _, key, value in fields(definition(written)):
            if key == "Resource":
                yield value.text().rpartition(":states:::")[2]
