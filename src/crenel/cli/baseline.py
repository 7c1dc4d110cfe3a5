"""``crenel baseline [PATH...]``: today's findings, so that later runs tell what is new."""

from __future__ import annotations

import argparse
from pathlib import Path

from crenel.cli.common import add_reading, add_showing
from crenel.cli.ending import printable

_FILE = Path("crenel-baseline.json")


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, and where to write."""
    add_reading(parser)
    add_showing(parser)
    parser.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    parser.add_argument(
        "--output", type=Path, default=_FILE, metavar="FILE", help=f"default: {_FILE}"
    )


def run(args: argparse.Namespace) -> int:
    """Writes the baseline; 3 where something was not read."""
    from crenel.cli.surveying import Run
    from crenel.report.gate import incomplete
    from crenel.triage import baseline

    report = Run(args).report()
    count = baseline.write(args.output, report.verdicts)
    print(f"{count} findings written to {args.output}")
    for unread in report.coverage.unread:
        print(printable(f"not read: {unread.file}:{unread.line}: {unread.reason}"))
    return 3 if incomplete(report) else 0
