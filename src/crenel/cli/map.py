"""``crenel map [PATH...]``: the application as crenel understands it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing, parameters
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.analysis.knowledge import Knowledge
    from crenel.readers.project import Project


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, and a format."""
    from crenel.report.atlas.drawing import drawing_names

    add_reading(parser)
    add_showing(parser)
    parser.add_argument("--format", choices=("text", "json", *drawing_names()), default="text")


def run(args: argparse.Namespace) -> int:
    """Prints each application; 3 where there is none, or where something was not read."""
    from crenel.analysis.knowledge import Knowledge
    from crenel.readers.options import Options
    from crenel.readers.project import project

    read = project(args.path, Options(parameters=parameters(args), environment=args.env))
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    known = (Knowledge(one, today, read.root) for one in read.applications())
    show = {"json": _print_json, "text": _print_text}.get(args.format, _draw)
    number = show(args, known, read)
    if args.format != "json":
        for unread in read.unread:
            told = f"not read: {unread.file}:{unread.line}: {unread.reason}"
            print(printable(told), file=sys.stderr)
    return 0 if number and not read.unread else 3


def _print_text(_: argparse.Namespace, known: Iterator[Knowledge], __: Project) -> int:
    from crenel.report.atlas.page import page

    number = 0
    for number, app in enumerate(known, start=1):  # noqa: B007 - told below
        sys.stdout.write(page(app))
    return number


def _draw(args: argparse.Namespace, known: Iterator[Knowledge], _: Project) -> int:
    """One drawing of all applications, with the paths that are more than possible."""
    from crenel.model.verdict import Certainty
    from crenel.readers.project import root_folder
    from crenel.report.atlas.drawing import Drawing, draw
    from crenel.report.paths.found import Gatherer

    gatherer = Gatherer(chart=True, radii=False)
    for app in known:
        gatherer.gather(app)
    found = gatherer.found()
    assert gatherer.chart is not None  # noqa: S101 - asked for above
    surer = [one for one, _ in found.per_pair() if one.certainty is not Certainty.POSSIBLE]
    name = root_folder(args.path).resolve().name or "application"
    tell(draw(args.format, Drawing(name, gatherer.chart, tuple(surer))), utf8=True)
    return found.applications


def _print_json(args: argparse.Namespace, known: Iterator[Knowledge], read: Project) -> int:
    import msgspec

    from crenel import __version__
    from crenel.readers.project import root_folder
    from crenel.report.atlas.document import application_json
    from crenel.report.document import dumps

    applications = [application_json(app) for app in known]
    document = {
        "schema": "crenel.map/1",
        "crenel": __version__,
        "root": root_folder(args.path).as_posix(),
        "applications": applications,
        "unread": msgspec.to_builtins(read.unread),
    }
    tell(dumps(document), utf8=True)
    return len(applications)
