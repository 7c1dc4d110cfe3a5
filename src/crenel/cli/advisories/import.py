"""``crenel advisories import FILE...``: sets on disk go into the store, whole or not at all."""  # noqa: N999 - the verb is a word of Python's

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    """The sets, and the store."""
    parser.add_argument("set", nargs="+", type=Path, help="OSV, RetireJS, Node.js Security WG")
    parser.add_argument("--database", type=Path, metavar="FILE", help="another store")


def run(args: argparse.Namespace) -> int:
    """Adds the sets; 3 where an advisory in them could not be read."""
    from crenel.cli.ending import printable
    from crenel.supplychain.advisories.place import usual_store
    from crenel.supplychain.advisories.sets import sets_of
    from crenel.supplychain.advisories.store import changed

    path = args.database or usual_store()
    sets = [found for one in args.set for found in sets_of(one)]
    with changed(path) as store:
        for one in sets:
            store.add(one)
    for source in (source for one in sets for source in one.sources.values()):
        dated = f"newest {source.newest}" if source.newest else "not dated"
        print(printable(f"{source.name}: {source.count:,} advisories ({source.kind}), {dated}"))
    print(printable(f"written to {path}"))
    for problem in (problem for one in sets for problem in one.problems):
        print(printable(f"not read: {problem}"), file=sys.stderr)
    return 3 if any(one.failed for one in sets) else 0
