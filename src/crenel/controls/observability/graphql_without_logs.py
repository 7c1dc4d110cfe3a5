"""OBS-011: a GraphQL API records nothing of its requests."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import GraphApi

control = Control(
    name="graphql-without-logs",
    handle="OBS-011",
    title="a GraphQL API records nothing of its requests",
    severity=Severity.LOW,
    judges=GraphApi,
    maps_to=("OWASP-S10", "FSBP-AppSync.2"),
    practices=("RO1",),
    fix="Set LogConfig with FieldLogLevel: ERROR.",
)


@control.check
def check(subject: GraphApi, _: Knowledge) -> Judged:
    """Fails where no level of logging is set, or NONE."""
    return fails_if(
        subject.log_level.is_absent() | subject.log_level.equals("NONE"),
        at=subject.log_level,
        evidence="no logs",
    )
