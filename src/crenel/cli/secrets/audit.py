"""``crenel secrets audit [PATH...]``: findings one by one; a person decides, the file remembers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import wants_color, width
from crenel.cli.secrets.flags import add_judging, add_sources, folder_of, scanned
from crenel.errors import UsageError

if TYPE_CHECKING:
    from crenel.report.leaks.render import Look
    from crenel.triage.leaks import Judged

_QUESTION = "[a]ccept with a reason, [s]kip, [q]uit? "
_DAYS = 180


def add(parser: argparse.ArgumentParser) -> None:
    """The sources, and whose decisions they are."""
    add_sources(parser)
    add_judging(parser)
    parser.add_argument("--by", default="", metavar="WHO", help="who decides")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )


def run(args: argparse.Namespace) -> int:
    """Asks about each finding that is new; 1 where some are left."""
    from crenel.cli.secrets.triage import triaged

    if Path("-") in args.path:
        raise UsageError("standard input is where the answers come from", "Name files or folders")
    found = scanned(args)
    found.done()
    rows = triaged(found, args).new
    left = len(rows)
    for one in _asked(rows, args):
        _accepted(one, args)
        left -= 1
    print(f"{left} left to mend: revoke them first (`crenel secrets explain DETECTOR`)")
    return 1 if left else 0


def _asked(rows: list[Judged], args: argparse.Namespace) -> Iterator[Judged]:
    """Those that the person accepts, each after it was shown."""
    from crenel.report.leaks.page import lines_of
    from crenel.report.leaks.render import Look

    look: Look = Look(color=wants_color(args.color), width=width())
    for number, one in enumerate(rows, start=1):
        print(f"{number} of {len(rows)}")
        print("\n".join(lines_of(one, look)))
        answer = _answer(_QUESTION)
        if answer.startswith("q"):
            return
        if answer.startswith("a"):
            yield one


def _accepted(one: Judged, args: argparse.Namespace) -> None:
    from crenel.cli.naming import names
    from crenel.triage.accept_writer import accept

    today: date = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    usual = (today + timedelta(days=_DAYS)).isoformat()
    reason = _answer("why: ")
    until = _answer(f"until (YYYY-MM-DD, {usual}): ") or usual
    written = accept(
        folder_of(args.path),
        one.finding.detector,
        one.finding.identity,
        reason=reason,
        until=until,
        by=args.by,
        today=today,
        known=names(),
        file=args.config,
    )
    print(f"written to {written.file}\n")


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        print()
        return "q"
