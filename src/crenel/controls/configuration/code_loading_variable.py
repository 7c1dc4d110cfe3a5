"""SEC-014: a variable that makes the runtime load code from outside the package."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._loading import LOADERS, loads_outside_code
from crenel.model.entities import Function

control = Control(
    name="code-loading-variable",
    handle="SEC-014",
    title="an environment variable makes the runtime load code from outside the package",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S6", "CSA-A3"),
    practices=("CD3",),
    fix="Remove the variable, or let it point into the package or a layer.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails for each such variable whose code would not come from the package or a layer."""
    found = [one for one in function.environment.entries() if one[1] in LOADERS]
    if not found:
        return NOT_JUDGED
    return [
        fails_if(
            loads_outside_code(name, value).under(guard),
            at=value,
            message=f"{name} makes {function.label} load code from outside its package",
            evidence=f"{name} {value.text()}",
        )
        for guard, name, value in found
    ]
