"""SUP-008: a container image by a tag that moves."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.supply._images import is_local, is_moving
from crenel.model.entities import Function
from crenel.model.truth import any_of

control = Control(
    name="image-by-moving-tag",
    handle="SUP-008",
    title="a function's container image is named by a tag that may move",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("DL2", "CD2"),
    fix="Name the image by its digest, or keep it in a repository with immutable tags.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where the image has no digest, and its tag is one that moves."""
    image = function.package.image
    if image.is_absent().certain or all(is_local(one) for _, one in image.cases()):
        return NOT_JUDGED
    return fails_if(
        any_of(is_moving(one, app).under(guard) for guard, one in image.cases()),
        at=image,
        message=f"{function.label} is made from whatever {image.text()} means on that day",
    )
