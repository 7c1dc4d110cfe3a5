"""SUP-016: a function's image is built on an image that nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.supply._dockerfiles import bases_of
from crenel.controls.supply._images import vouched_for
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value
from crenel.supplychain.dockerfile import Base

control = Control(
    name="unofficial-base-image",
    handle="SUP-016",
    title="a function's image is built on an image of an unknown publisher",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S9", "CSA-A6"),
    practices=("CD2",),
    fix="Build on an image of AWS or of another known publisher, or copy it into your registry.",
)


@control.check
def check(function: Function, app: Knowledge) -> Iterator[Judgement]:
    """Fails for each image of a public registry whose publisher is not known."""
    found = bases_of(function, app)
    if isinstance(found, Value):
        yield fails_if(unknown(found), at=found)
        return
    for one in found or ():
        verb = "copies from" if one.copied else "is built on"
        yield fails_if(
            _doubtful(one),
            at=one.span,
            message=f"{function.label} {verb} {one.image}, whose publisher nobody vouches for",
            evidence=one.image,
        )


def _doubtful(one: Base) -> Truth:
    if one.missing:
        name = f"the build argument {one.missing[0]}"
        return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=one.span))
    return FALSE if vouched_for(one.image) else TRUE
