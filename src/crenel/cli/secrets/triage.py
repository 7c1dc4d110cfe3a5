"""A scan beside the baseline and under the acceptances of the configuration."""

from __future__ import annotations

import argparse
from datetime import date

from crenel.cli.customs import adopt_names
from crenel.cli.naming import names
from crenel.cli.secrets.flags import folder_of
from crenel.report.leaks.leaks import Leaks
from crenel.secrets.scan import Scan
from crenel.triage import baseline
from crenel.triage.acceptance import apply
from crenel.triage.config import configuration
from crenel.triage.leaks import Judged, judged


def triaged(found: Scan, args: argparse.Namespace) -> Leaks:
    """What a person accepted, and what was known before. Raises UsageError."""
    folder = folder_of(args.path)
    adopt_names(folder, args.config, no_config=args.no_config)
    config = configuration(folder, names(), file=args.config, no_config=args.no_config)
    today: date = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    rows = [one for one in judged(found.findings) if not config.excludes(one.finding.file)]
    verdicts, warnings = apply(
        [one.verdict for one in rows],
        config.accept,
        today,
        names(),
        judged={one.finding.detector for one in rows},
    )
    against = getattr(args, "baseline", None)
    known = baseline.compare(baseline.read(against), verdicts).known_before if against else ()
    return Leaks(
        root=folder.as_posix(),
        today=today.isoformat(),
        coverage=found.coverage,
        rows=tuple(
            Judged(row.finding, verdict) for row, verdict in zip(rows, verdicts, strict=True)
        ),
        known_before=frozenset(known),
        compared_with=str(against or ""),
        warnings=warnings,
    )
