"""``crenel advisories update``: fetches OSV's bulk export of some ecosystems. Uses the network."""

from __future__ import annotations

import argparse
from pathlib import Path

_ECOSYSTEMS = ("PyPI", "npm", "Go", "Maven")


def add(parser: argparse.ArgumentParser) -> None:
    """Which ecosystems, from where, into which store."""
    parser.add_argument("--ecosystem", action="append", default=[], metavar="NAME")
    parser.add_argument("--from", dest="base", default="", metavar="URL", help="a mirror of OSV's")
    parser.add_argument("--database", type=Path, metavar="FILE", help="another store")


def run(args: argparse.Namespace) -> int:
    """Fetches what is newer than the store; 2 where the network does not answer."""
    from crenel.cli.ending import printable
    from crenel.supplychain.advisories.fetch import BASE, update
    from crenel.supplychain.advisories.place import usual_store

    path = args.database or usual_store()
    base = args.base or BASE
    print(printable(f"fetching from {base}"))
    for told in update(path, base, args.ecosystem or list(_ECOSYSTEMS)):
        print(printable(told))
    print(printable(f"written to {path}"))
    return 0
