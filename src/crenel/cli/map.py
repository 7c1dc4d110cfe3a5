"""``crenel map [PATH...]``: the application as crenel understands it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
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
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it there, not to standard output"
    )


def run(args: argparse.Namespace) -> int:
    """Prints each application; 3 where there is none, or where something was not read."""
    from crenel.analysis.knowledge import Knowledge
    from crenel.files import replace_text
    from crenel.readers.options import Options
    from crenel.readers.project import project

    read = project(args.path, Options(parameters=parameters(args), environment=args.env))
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    known = (Knowledge(one, today, read.root) for one in read.applications())
    make = {"json": _json, "text": _text}.get(args.format, _drawn)
    text, number = make(args, known, read)
    if args.output is None:
        tell(text, utf8=args.format != "text")
    else:
        replace_text(args.output, text)
    if args.format != "json":
        for unread in read.unread:
            told = f"not read: {unread.file}:{unread.line}: {unread.reason}"
            print(printable(told), file=sys.stderr)
    return 0 if number and not read.unread else 3


def _text(_: argparse.Namespace, known: Iterator[Knowledge], __: Project) -> tuple[str, int]:
    from crenel.report.atlas.page import page

    pages = [page(app) for app in known]
    return "".join(pages), len(pages)


def _drawn(args: argparse.Namespace, known: Iterator[Knowledge], _: Project) -> tuple[str, int]:
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
    text = draw(args.format, Drawing(name, gatherer.chart, tuple(surer)))
    return text, found.applications


def _json(args: argparse.Namespace, known: Iterator[Knowledge], read: Project) -> tuple[str, int]:
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
    return dumps(document), len(applications)
