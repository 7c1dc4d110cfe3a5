"""SUP-020: code written inside the template."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import CustomResource, Function
from crenel.model.truth import any_of

control = Control(
    name="inline-code",
    handle="SUP-020",
    title="a function's code is written inside the template",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A3",),
    practices=("CD4",),
    fix="Move the code into a file of its own, where it is tested and scanned.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails for inline code, unless the function only serves deployments of this stack."""
    if function.package_type.equals("Image").certain:
        return NOT_JUDGED
    inline = function.package.inline
    customs = app.all(CustomResource)
    helper = any_of(means(app, one.function, function).under(one.guard) for one in customs)
    return fails_if(
        inline.is_present() & ~helper,
        at=inline,
        message=f"the code of {function.label} stands in the template",
        evidence="inline code",
    )
