"""IAM-015: granted, and called by no function of the role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.model.entities import Identity
from crenel.model.truth import FALSE
from crenel.model.verdict import Certainty

if TYPE_CHECKING:
    from crenel.analysis.permissions.grants import Grant

control = Control(
    name="unused-permission",
    handle="IAM-015",
    title="a role may do what none of its functions does",
    severity=Severity.LOW,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("IA1", "PF1"),
    fix="Take these actions out, or write the policy that `crenel permissions` proposes.",
)
_MAX = 6


@control.check
def check(identity: Identity, app: Knowledge) -> Judged:
    """Fails where all that the functions of a role need is known, and the role may do more."""
    functions = app.functions_as(identity)
    if not functions or app.code is None:
        return NOT_JUDGED
    if not all(app.permissions.of(one).told for one in functions):
        return NOT_JUDGED
    unused = app.permissions.unused_of(identity)
    return list(_judged(unused, app)) or fails_if(FALSE)


def _judged(unused: list[Grant], app: Knowledge) -> Iterator[Judgement]:
    """One judgement for each place: a statement, a policy template, a managed policy."""
    places: dict[tuple[str, int], list[Grant]] = {}
    for row in unused:
        key = (row.span.file, row.span.line) if row.source != "inline" and row.span else ("", 0)
        places.setdefault(key, []).append(row)
    for rows in places.values():
        names = [row.action if not row.negated else "NotAction" for row in rows]
        more = f" and {len(names) - _MAX} more" if len(names) > _MAX else ""
        yield fails_if(
            app.permissions.exist(rows),
            at=rows[0].span,
            message=f"no code calls {', '.join(names[:_MAX])}{more}",
            evidence=" ".join(sorted(names)),
            certainty=Certainty.LIKELY,
        )
