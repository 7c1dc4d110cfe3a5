"""``crenel map [PATH...]``: the application as crenel understands it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing, parameters
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.model.verdict import Unread
    from crenel.report.atlas.values import Json


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, and a format."""
    add_reading(parser)
    add_showing(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Prints each application; 3 where there is none, or where something was not read."""
    from crenel.analysis.knowledge import Knowledge
    from crenel.readers.options import Options
    from crenel.readers.project import project
    from crenel.report.atlas.document import application_json
    from crenel.report.atlas.page import page

    read = project(args.path, Options(parameters=parameters(args), environment=args.env))
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    known = (Knowledge(one, today, read.root) for one in read.applications())
    applications: list[dict[str, Json]] = []
    if args.format == "json":
        applications.extend(application_json(app) for app in known)
        _print_json(args, applications, read.unread)
    else:
        for app in known:
            sys.stdout.write(page(app))
            applications.append({})
        for unread in read.unread:
            told = f"not read: {unread.file}:{unread.line}: {unread.reason}"
            print(printable(told), file=sys.stderr)
    return 0 if applications and not read.unread else 3


def _print_json(
    args: argparse.Namespace, applications: list[dict[str, Json]], unread: list[Unread]
) -> None:
    import msgspec

    from crenel import __version__
    from crenel.readers.project import root_folder
    from crenel.report.document import dumps

    document = {
        "schema": "crenel.map/1",
        "crenel": __version__,
        "root": root_folder(args.path).as_posix(),
        "applications": applications,
        "unread": msgspec.to_builtins(unread),
    }
    tell(dumps(document), utf8=True)
