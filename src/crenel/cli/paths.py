"""``crenel paths [PATH...]``: who gets at what, step by step, and what closes the way."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from crenel.cli.common import LEVELS, add_reading, add_showing, wants_color, width
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.analysis.knowledge import Knowledge
    from crenel.readers.project import Project
    from crenel.report.paths.found import Found
    from crenel.report.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, the gate, and what is shown."""
    add_reading(parser)
    group = parser.add_argument_group("what is followed")
    group.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    group.add_argument("--fail-on", choices=LEVELS, default="none", help="exit 1 at or above")
    add_showing(parser)
    shown = parser.add_argument_group("what is shown")
    shown.add_argument("--cut", action="store_true", help="the few changes that close most paths")
    shown.add_argument("--all", action="store_true", help="every path, also those only possible")
    shown.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Prints the paths; 3 where there was nothing to analyse, or something was not read."""
    from crenel.cli.configuring import configured, options
    from crenel.readers.project import project
    from crenel.report.paths.found import gathered

    read = project(args.path, options(args, configured(args, judges=False)))
    found = gathered(_applications(args, read))
    if args.format == "json":
        _print_json(args, found, read)
    else:
        _print_text(args, found, read)
    if _fails(args, found):
        return 1
    return 3 if read.unread or not found.applications else 0


def _applications(args: argparse.Namespace, read: Project) -> Iterator[Knowledge]:
    from crenel.analysis.knowledge import Knowledge

    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    root = None if args.no_code else read.root
    return (Knowledge(one, today, root) for one in read.applications())


def _fails(args: argparse.Namespace, found: Found) -> bool:
    from crenel.model.verdict import Certainty, Severity

    if args.fail_on == "none":
        return False
    floor = Severity(args.fail_on).rank
    surely = (one for one in found.paths if one.certainty is not Certainty.POSSIBLE)
    return any(one.severity.rank >= floor for one in surely)


def _print_json(args: argparse.Namespace, found: Found, read: Project) -> None:
    from crenel import __version__
    from crenel.readers.project import root_folder
    from crenel.report.document import dumps
    from crenel.report.paths.document import document

    root = root_folder(args.path).as_posix()
    tell(dumps(document(found, version=__version__, root=root, unread=read.unread)), utf8=True)


def _print_text(args: argparse.Namespace, found: Found, read: Project) -> None:
    from crenel.report.paths.page import chokes_text, paths_text

    settings = _settings(args)
    tell(
        chokes_text(found, settings)
        if args.cut
        else paths_text(found, settings, everything=args.all)
    )
    for one in read.unread:
        told = f"not read: {settings.path(one.file)}:{one.line}: {one.reason}"
        print(printable(told), file=sys.stderr)


def _settings(args: argparse.Namespace) -> Settings:
    from crenel.readers.project import root_folder
    from crenel.report.settings import Settings

    prefix = root_folder(args.path).as_posix()
    return Settings(color=wants_color(args.color), width=width(), prefix=prefix)
