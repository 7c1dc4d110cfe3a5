"""``crenel secrets scan [PATH...]``: leaked credentials, masked, with what to do."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crenel.cli.common import add_gate, wants_color, width
from crenel.cli.secrets.flags import add_judging, add_sources, add_verifying, folder_of, scanned
from crenel.errors import UsageError

if TYPE_CHECKING:
    from crenel.report.leaks.render import Look

_FORMATS = ("text", "json", "sarif", "gitlab")


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of the contract."""
    add_sources(parser)
    add_judging(parser)
    add_verifying(parser)
    add_gate(parser, done="read")
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format", action="append", default=[], metavar="F", help=", ".join(_FORMATS)
    )
    output.add_argument("--output", action="append", default=[], metavar="F=FILE")
    output.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )
    output.add_argument("-q", "--quiet", action="count", default=0, help="no progress")
    output.add_argument("-v", "--verbose", action="count", default=0, help="name what was skipped")


def run(args: argparse.Namespace) -> int:
    """Looks through everything, prints and says how it ended."""
    from crenel.cli.outputs import Targets
    from crenel.cli.secrets.triage import triaged
    from crenel.report.leaks.leaks import exit_code
    from crenel.report.leaks.render import render

    targets = Targets(args.format, args.output, _known)
    found = scanned(args)
    found.done()
    leaks = triaged(found, args)
    targets.write(lambda name, watched: render(name, leaks, _look(args, watched=watched)))
    return exit_code(leaks, args.fail_on or "medium", strict=args.strict)


def _known(name: str) -> None:
    if name not in _FORMATS:
        what = f"there is no output format {name!r}"
        raise UsageError(what, f"Known formats: {', '.join(_FORMATS)}")


def _look(args: argparse.Namespace, *, watched: bool) -> Look:
    from crenel import __version__
    from crenel.report.leaks.render import Look

    return Look(
        color=watched and wants_color(args.color),
        width=width(),
        verbose=args.verbose > 0,
        prefix=folder_of(args.path).as_posix(),
        version=__version__,
    )
