"""A scan beside the baseline and under the acceptances of the configuration and of comments."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.customs import adopt_names
from crenel.cli.naming import names
from crenel.cli.secrets.flags import folder_of
from crenel.report.leaks.leaks import Leaks
from crenel.triage.config import configuration
from crenel.triage.leaks import Judged, judged

if TYPE_CHECKING:
    from crenel.model.source import Source
    from crenel.model.verdict import Verdict, Warning  # noqa: A004 - the model's word
    from crenel.secrets.scan import Scan
    from crenel.triage.claim import Claim


def triaged(found: Scan, args: argparse.Namespace) -> Leaks:
    """What a person accepted, and what was known before. Raises UsageError."""
    folder = folder_of(args.path)
    adopt_names(folder, args.config, no_config=args.no_config)
    config = configuration(folder, names(), file=args.config, no_config=args.no_config)
    today: date = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    rows = [one for one in judged(found.findings) if not config.excludes(one.finding.file)]
    verdicts, warnings = _accepted(rows, config.accept, found.commented, today)
    against: Path | None = getattr(args, "baseline", None)
    return Leaks(
        root=folder.as_posix(),
        today=today.isoformat(),
        coverage=found.coverage,
        rows=tuple(
            Judged(row.finding, verdict) for row, verdict in zip(rows, verdicts, strict=True)
        ),
        known_before=_known(against, verdicts) if against else frozenset(),
        compared_with=str(against or ""),
        warnings=warnings,
    )


def _accepted(
    rows: list[Judged], claims: Iterable[Claim], commented: Iterable[Source], today: date
) -> tuple[tuple[Verdict, ...], tuple[Warning, ...]]:
    """The verdicts under what the configuration and the comments beside findings accept."""
    verdicts = [one.verdict for one in rows]
    claims, commented = list(claims), list(commented)
    if not (claims or commented):
        return tuple(verdicts), ()
    from crenel.triage.acceptance import apply
    from crenel.triage.inline import inline

    found = inline(commented, ())
    settled, warnings = apply(
        verdicts,
        [*claims, *found.claims],
        today,
        names(),
        judged={one.finding.detector for one in rows},
    )
    return settled, (*warnings, *found.warnings)


def _known(file: Path, verdicts: Iterable[Verdict]) -> frozenset[str]:
    from crenel.triage import baseline

    return baseline.compare(baseline.read(file), verdicts).known_before
