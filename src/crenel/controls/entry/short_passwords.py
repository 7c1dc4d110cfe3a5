"""ENT-028: a user pool that takes short passwords."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import UserPool

control = Control(
    name="short-passwords",
    handle="ENT-028",
    title="users may have passwords of less than eight characters",
    severity=Severity.MEDIUM,
    judges=UserPool,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Set MinimumLength to 12 or more.",
)


@control.check
def check(pool: UserPool, _: Knowledge) -> Judged:
    """Fails below eight characters, the least that NIST 800-63B takes."""
    length = pool.password_length
    return fails_if(
        length.less_than(8),
        at=length,
        message=f"users may have passwords of {length.text()} characters",
    )
