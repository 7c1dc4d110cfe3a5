"""``crenel fix [PATH...]``: mend what can be mended, as a diff or in place, and prove it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.cli.surveying import Run
    from crenel.fixes.proof import Proved
    from crenel.model.verdict import Report, Verdict
    from crenel.readers.root import Root


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, what to mend, and whether to write."""
    add_reading(parser)
    group = parser.add_argument_group("what is mended")
    group.add_argument("--control", action="append", default=[], metavar="NAME", help="only this")
    group.add_argument(
        "--unsafe", action="store_true", help="also what a caller or a deployment may notice"
    )
    group.add_argument("--apply", action="store_true", help="change the files (default: a diff)")
    parser.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    add_showing(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the diff, or writes the files; 3 where nothing was there to analyse."""
    from crenel.cli.surveying import Run, recipe_of
    from crenel.fixes.plan import plan
    from crenel.fixes.proof import proved
    from crenel.readers.project import root_folder
    from crenel.readers.root import Root
    from crenel.report.gate import CLEAN, INCOMPLETE, nothing_analysed

    this = Run(args)
    report = this.report()
    if nothing_analysed(report):
        print("crenel: nothing here could be read; crenel check tells more", file=sys.stderr)
        return INCOMPLETE
    folder = root_folder(this.paths)
    planned = plan(report.verdicts, recipe_of, unsafe=args.unsafe)
    root = Root(folder)
    found = proved(planned, root, report.verdicts, partial(_judged, this))
    _show(args, root, found)
    _tell(args, found, planned.without, report)
    return CLEAN


def _judged(run: Run, texts: Mapping[str, str]) -> tuple[Verdict, ...]:
    from crenel.readers.overlay import Overlay

    return run.verdicts(lambda folder: Overlay(folder, texts))


def _show(args: argparse.Namespace, root: Root, found: Proved) -> None:
    from crenel.fixes.changes import diff, write

    if args.apply:
        write(root, found.texts)
    else:
        tell(diff(root, found.texts), utf8=True)


def _tell(args: argparse.Namespace, found: Proved, without: int, report: Report) -> None:
    from crenel.fixes.changes import summary

    for line in summary(found, without, written=args.apply):
        print(printable(line), file=sys.stderr)
    if report.coverage.unread:
        print(f"not read: {len(report.coverage.unread)} places", file=sys.stderr)
