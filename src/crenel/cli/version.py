"""``crenel version``, and with ``--data`` how old the facts are that crenel judges by."""

from __future__ import annotations

import argparse
from datetime import date

from crenel import __version__
from crenel.cli.common import day


def add(parser: argparse.ArgumentParser) -> None:
    """Whether the data are told, and how."""
    parser.add_argument("--data", action="store_true", help="tell the age of every table of facts")
    parser.add_argument("--format", choices=("text", "json"), help="with --data; default: text")
    parser.add_argument("--today", type=day, default=None, metavar="YYYY-MM-DD", help="as seen on")


def run(args: argparse.Namespace) -> int:
    """Prints the version, or the tables; the age of a table is told, and fails nothing."""
    if args.data:
        return _data(args)
    if args.format or args.today:
        from crenel.errors import UsageError

        raise UsageError("--format and --today go with --data", "Write crenel version --data")
    print(f"crenel {__version__}")
    return 0


def _data(args: argparse.Namespace) -> int:
    from crenel.cli.ending import tell
    from crenel.report.ages import ages_json, ages_text, tables

    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    write = ages_json if args.format == "json" else ages_text
    tell(write(tables(), today, __version__), utf8=args.format == "json")
    return 0
