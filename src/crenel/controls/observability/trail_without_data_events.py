"""OBS-016: an audit trail leaves out what happens to data and functions."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Trail
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="trail-without-data-events",
    handle="OBS-016",
    title="an audit trail leaves out what happens to data and functions",
    severity=Severity.LOW,
    judges=Trail,
    maps_to=("OWASP-S10", "CSA-A5", "NIST-AU-12"),
    practices=("RO1", "DN4"),
    fix="Record data events of S3, DynamoDB and Lambda in AdvancedEventSelectors.",
)


@control.check
def check(subject: Trail, _: Knowledge) -> Judged:
    """Fails where no selector of data events is written."""
    selectors = subject.selectors.any(lambda one: one.get("DataResources").is_present())
    advanced = subject.advanced_selectors.any(_data_events)
    return fails_if(~(selectors | advanced), at=subject.selectors, evidence="no data events")


def _data_events(selector: Value) -> Truth:
    return selector.get("FieldSelectors").any(
        lambda field: (
            field.get("Field").equals("eventCategory")
            & field.get("Equals").any(lambda one: one.equals("Data"))
        )
    )
