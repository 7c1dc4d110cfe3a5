"""``crenel secrets baseline [PATH...]``: today's findings, so that later scans tell what is new."""

from __future__ import annotations

import argparse
from pathlib import Path

from crenel.cli.ending import printable
from crenel.cli.secrets.flags import add_judging, add_sources, scanned

_FILE = Path("crenel-secrets-baseline.json")


def add(parser: argparse.ArgumentParser) -> None:
    """The sources, and where to write."""
    add_sources(parser)
    add_judging(parser)
    parser.add_argument(
        "--output", type=Path, default=_FILE, metavar="FILE", help=f"default: {_FILE}"
    )


def run(args: argparse.Namespace) -> int:
    """Writes the baseline; 3 where something was not read."""
    from crenel.cli.secrets.triage import triaged
    from crenel.report.gate import CLEAN, INCOMPLETE
    from crenel.triage import baseline

    found = scanned(args)
    found.done()
    count = baseline.write(args.output, [one.verdict for one in triaged(found, args).new])
    print(f"{count} finding{'' if count == 1 else 's'} written to {args.output}")
    for one in found.coverage.incomplete:
        print(printable(f"not read: {one.file}: {one.reason}"))
    return INCOMPLETE if found.coverage.incomplete or not found.coverage.files else CLEAN
