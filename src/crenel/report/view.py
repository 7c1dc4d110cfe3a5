"""What a view shows: ``act`` what to mend now, ``review`` what to look at, ``audit`` everything.

A view never hides what the gate counts: ``--fail-on low`` makes ``act`` show low findings, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.verdict import Certainty, Outcome, Severity
from crenel.report.settings import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings

_FLOOR = {View.ACT: Severity.MEDIUM, View.REVIEW: Severity.LOW, View.AUDIT: Severity.INFO}
_FAILING = (Outcome.FAILS, Outcome.MAY_FAIL)
_CERTAINTIES = tuple(Certainty)


def shows(verdict: Verdict, settings: Settings) -> bool:
    """Whether the view shows this verdict; a pass is no matter of views."""
    if settings.view is View.AUDIT:
        return verdict.outcome is not Outcome.PASSES
    return verdict.severity.rank >= _floor(settings) and surely_enough(verdict, settings.view)


def surely_enough(verdict: Verdict, view: View) -> bool:
    """Whether it fails, and as surely as the view asks."""
    if view is View.ACT:
        return verdict.outcome is Outcome.FAILS and verdict.certainty is not Certainty.POSSIBLE
    return verdict.outcome in _FAILING


def shown(report: Report, settings: Settings) -> list[Verdict]:
    """The verdicts of a view: new before known, worst and surest first."""
    kept = [verdict for verdict in report.verdicts if shows(verdict, settings)]
    return sorted(kept, key=lambda verdict: (not is_new(verdict, report), *_urgency(verdict)))


def hidden(report: Report, settings: Settings) -> list[Verdict]:
    """The failing and undecided verdicts that the view leaves out."""
    asked = (*_FAILING, Outcome.UNDECIDED)
    told = (one for one in report.verdicts if one.outcome in asked)
    return [one for one in told if not shows(one, settings)]


def listed(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Verdicts in the order of the machine formats: severity, file, line, control."""
    return sorted(verdicts, key=_order)


def is_new(verdict: Verdict, report: Report) -> bool:
    """Whether a comparison, if there was one, did not know it before."""
    return verdict.identity not in report.known_before


def compared(report: Report) -> bool:
    """Whether the report was compared with a baseline or an older revision."""
    return bool(report.compared_with or report.known_before)


def failing(verdict: Verdict) -> bool:
    """Fails, surely or possibly."""
    return verdict.outcome in _FAILING


def expired(verdict: Verdict) -> bool:
    """Whether somebody accepted it once, and no longer."""
    return verdict.accepted is not None and verdict.outcome is not Outcome.ACCEPTED


def _floor(settings: Settings) -> int:
    floor = _FLOOR[settings.view].rank
    return floor if settings.fail_on is None else min(floor, settings.fail_on.rank)


def _order(verdict: Verdict) -> tuple[int, str, int, str, int, str, str, int, str]:
    span = verdict.span
    return (
        -verdict.severity.rank,
        span.file,
        span.line,
        verdict.control,
        span.column,
        verdict.address,
        verdict.identity,
        -verdict.outcome.rank,
        verdict.message,
    )


def _urgency(verdict: Verdict) -> tuple[object, ...]:
    certainty = _CERTAINTIES.index(verdict.certainty)
    severity, *place = _order(verdict)
    return (severity, -verdict.outcome.rank, certainty, *place)
