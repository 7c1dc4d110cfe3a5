"""``crenel advisories status``: what the store holds, and how old it is."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from crenel.cli.common import add_today


def add(parser: argparse.ArgumentParser) -> None:
    """The store, and the form of the answer."""
    parser.add_argument("--database", type=Path, metavar="FILE", help="another store")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--max-age", type=int, default=None, metavar="DAYS", help="then it is stale"
    )
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Prints it; 3 where it is stale or empty."""
    from crenel.cli.ending import tell
    from crenel.report.supply.store_status import status_json, status_text
    from crenel.supplychain.advisories.place import usual_store
    from crenel.supplychain.advisories.store import opened
    from crenel.supplychain.audit.run import MAX_AGE, covered

    path = args.database or usual_store()
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    max_age = MAX_AGE if args.max_age is None else args.max_age
    with opened(path) as store:
        coverage, sources = covered(store, today, max_age), store.sources()
    write = status_json if args.format == "json" else status_text
    tell(write(path.as_posix(), sources, coverage, max_age), utf8=args.format == "json")
    return 3 if not coverage or any(one.stale for one in coverage) else 0
