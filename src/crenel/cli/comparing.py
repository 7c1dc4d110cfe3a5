"""``crenel permissions --since REV``: does the change since a revision widen anything?"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crenel.cli.common import parameters
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.analysis.permissions.changes import Changed
    from crenel.analysis.permissions.grants import Grants
    from crenel.model.verdict import Unread


def compare(args: argparse.Namespace) -> int:
    """Prints what changed; 1 where something may do more, 3 where that is not known."""
    from crenel.analysis.permissions.changes import Change, changes
    from crenel.readers.project import root_folder
    from crenel.triage.since import since

    folder = root_folder(args.path)
    after, unread = _grants(args, args.path)
    with since(folder, args.since) as old:
        inside = [old.folder / os.path.relpath(path, folder) for path in args.path]
        present = [path for path in inside if path.exists()]
        before, unread_then = _grants(args, present) if present else ({}, [])
        skipped = [f"{path} of {args.since} was not compared: {why}" for path, why in old.skipped]
    found = changes(before, after)
    told = [f"not read: {one.file}:{one.line}: {one.reason}" for one in unread]
    told += [f"not read at {args.since}: {one.file}: {one.reason}" for one in unread_then]
    told += skipped
    _print(args, found, unread, old.commit)
    for line in told:
        print(printable(line), file=sys.stderr)
    if any(one.change.widens for one in found):
        return 1
    open_ = any(one.change is Change.UNKNOWN for one in found)
    return 3 if told or open_ or not found else 0


def _grants(args: argparse.Namespace, paths: list[Path]) -> tuple[dict[str, Grants], list[Unread]]:
    from datetime import date

    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.changes import holders
    from crenel.readers.options import Options
    from crenel.readers.project import project

    read = project(paths, Options(parameters=parameters(args), environment=args.env, code=False))
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    found = {
        address: grants
        for application in read.applications()
        for address, grants in holders(Knowledge(application, today))
    }
    return found, list(read.unread)


def _print(
    args: argparse.Namespace, found: list[Changed], unread: list[Unread], commit: str
) -> None:
    from crenel.report.permissions.since import lines

    if args.format == "json":
        from crenel.report.document import dumps

        tell(dumps(_document(args, found, unread, commit)), utf8=True)
    else:
        tell("".join(f"{line}\n" for line in lines(found, args.since)))


def _document(
    args: argparse.Namespace, found: list[Changed], unread: list[Unread], commit: str
) -> dict[str, Any]:
    import msgspec

    from crenel import __version__
    from crenel.readers.project import root_folder
    from crenel.report.permissions.since import change_json

    return {
        "schema": "crenel.permission-changes/1",
        "crenel": __version__,
        "root": root_folder(args.path).as_posix(),
        "since": args.since,
        "commit": commit,
        "widens": any(one.change.widens for one in found),
        "holders": [change_json(one) for one in found],
        "unread": msgspec.to_builtins(unread),
    }
