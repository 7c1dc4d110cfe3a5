"""Templates read and judged for tests: whatever their comments and tables accept comes along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import by_name, chosen
from crenel.controls.survey import survey
from crenel.model.source import Source, Span
from crenel.model.verdict import Certainty, Evidence, Outcome, Severity, Unread, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project
from crenel.triage.claim import Found
from crenel.triage.inline import claims_in

TODAY = date(2026, 11, 24)
CONTROL = "public-function-url"


def known() -> dict[str, str]:
    """What the command line gives: every name of every control."""
    return {name: control.name for name, control in by_name().items()}


class Judged(msgspec.Struct):
    """What one run found."""

    verdicts: tuple[Verdict, ...]
    found: Found
    unread: list[Unread]


def judged(folder: Path, today: date = TODAY) -> Judged:
    """A folder read and judged."""
    found = [Found()]

    def watch(app: Knowledge) -> None:
        found.append(claims_in(app.application))

    result = survey(project([folder], Options()), chosen([CONTROL]), today, watch=[watch])
    claims = tuple(claim for one in found for claim in one.claims)
    warnings = tuple(warning for one in found for warning in one.warnings)
    return Judged(result.verdicts, Found(claims, warnings), result.coverage.unread)


SOURCE = Source("t.yaml", "A:\n  x: 1\nB:\n  y: 2\n")


def verdict(
    outcome: Outcome = Outcome.FAILS,
    *,
    control: str = CONTROL,
    address: str = "t.yaml::A",
    identity: str = "id-a",
    words: str = "x: 1",
    also: str = "",
) -> Verdict:
    """A verdict that points at some words of SOURCE."""
    return Verdict(
        control=control,
        catalogue="ENT-001",
        severity=Severity.HIGH,
        outcome=outcome,
        certainty=Certainty.CERTAIN,
        address=address,
        type="AWS::Lambda::Url",
        logical_id=address.rpartition("::")[2],
        span=_at(words),
        message="anyone may call it",
        identity=identity,
        evidence=(Evidence(_at(also), "also"),) if also else (),
    )


def _at(words: str) -> Span:
    start = SOURCE.text.index(words)
    return Span(SOURCE, start, start + len(words))
