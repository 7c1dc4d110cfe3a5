"""``crenel practices [PATH...]``: the scorecard of the practices, with its evidence."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing, wants_color, width
from crenel.cli.ending import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crenel.model.verdict import Report
    from crenel.practices.practice import Practice
    from crenel.practices.scorecard import Score

_FORMATS = ("text", "json", "markdown")


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, and a format."""
    add_reading(parser)
    parser.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    add_showing(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text")


def run(args: argparse.Namespace) -> int:
    """Judges every control and prints the scorecard; 3 where something was not read."""
    from crenel.cli.surveying import Run
    from crenel.practices.scorecard import scorecard
    from crenel.report.gate import CLEAN, INCOMPLETE, INTERNAL, incomplete

    this = Run(args)
    report = this.report()
    scores = scorecard(practices(this.config.practices), report.verdicts, evidence())
    tell(_rendered(args, scores, report), utf8=args.format != "text")
    if report.coverage.defects:
        return INTERNAL
    return INCOMPLETE if incomplete(report) else CLEAN


def practices(own: tuple[Practice, ...]) -> tuple[Practice, ...]:
    """Those that crenel ships and a team's own; a team's own replaces one of the same id."""
    from crenel.practices.practice import catalogue

    mine = {one.id: one for one in own}
    shipped = [mine.pop(one.id, one) for one in catalogue()]
    return (*shipped, *mine.values())


def evidence() -> dict[str, tuple[str, ...]]:
    """The controls, and the practices that each speaks for."""
    from crenel.controls.catalogue import catalogue

    return {control.name: control.practices for control in catalogue()}


def _rendered(args: argparse.Namespace, scores: Sequence[Score], report: Report) -> str:
    if args.format == "json":
        return _json(scores, report)
    if args.format == "markdown":
        from crenel.report.scorecard.markdown import table

        return table(scores)
    from crenel.report.frame.palette import Palette
    from crenel.report.scorecard.text import page

    return page(scores, report, Palette(wants_color(args.color)), width())


def _json(scores: Sequence[Score], report: Report) -> str:
    from crenel import __version__
    from crenel.report.document import dumps
    from crenel.report.scorecard.document import document

    return dumps(document(scores, report, __version__))
