"""Flags that the verbs of leaked credentials share, and the scan that they ask for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_today
from crenel.errors import UsageError

if TYPE_CHECKING:
    from crenel.secrets.scan import Scan
    from crenel.secrets.verification.verifier import Verifier

_STREAM = Path("-")
_MOST_JOBS = 64


def add_sources(parser: argparse.ArgumentParser) -> None:
    """What is looked through."""
    parser.add_argument(
        "path",
        nargs="*",
        type=Path,
        default=[Path()],
        help="folders, files, zips, or - (default: .)",
    )
    group = parser.add_argument_group("git")
    group.add_argument("--history", action="store_true", help="every version that git holds, too")
    group.add_argument("--since", metavar="REV", help="only what commits after REV brought")
    group.add_argument("--staged", action="store_true", help="only what is staged: for a hook")
    judged = parser.add_argument_group("what is told")
    judged.add_argument(
        "--resolved", action="store_true", help="and the values that templates put together"
    )
    judged.add_argument(
        "--least",
        type=_share,
        default=0.5,
        metavar="C",
        help="confidence from 0 to 1 (default: 0.5)",
    )
    judged.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help="processes (default: as it pays)"
    )
    judged.add_argument("--stdin-name", default="stdin", metavar="FILE", help="what - is called")


def add_verifying(parser: argparse.ArgumentParser) -> None:
    """Whether providers are asked, and which; nobody is by default."""
    group = parser.add_argument_group("the network (nothing is asked without --verify)")
    group.add_argument(
        "--verify", action="store_true", help="ask providers whether their credentials work"
    )
    group.add_argument(
        "--verify-host",
        action="append",
        default=[],
        metavar="HOST",
        help="ask only this one (repeatable; `crenel secrets explain` names them)",
    )


def _verifier(args: argparse.Namespace) -> Verifier | None:
    wanted: list[str] = getattr(args, "verify_host", [])
    if not getattr(args, "verify", False):
        if wanted:
            raise UsageError("--verify-host asks nobody by itself", "Add --verify")
        return None
    from crenel.secrets.verification.verifier import Verifier, hosts

    known = hosts()
    for one in wanted:
        if one not in known:
            raise UsageError(f"no detector asks {one!r:.80}", f"Known hosts: {', '.join(known)}")
    return Verifier(wanted)


def _asked(verifier: Verifier | None) -> None:
    """Names who was asked, on standard error: it left the machine."""
    for host, count in sorted(verifier.asked.items()) if verifier else ():
        print(f"asked {host} {count} time{'' if count == 1 else 's'}", file=sys.stderr)


def add_judging(parser: argparse.ArgumentParser) -> None:
    """What the configuration and the day decide."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", type=Path, metavar="FILE", help="use this file")
    group.add_argument("--no-config", action="store_true", help="use no configuration file")
    add_today(group)


def _share(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        message = f"{text!r} is no number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return number


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_JOBS:
        message = f"{text!r} is no number from 0 to {_MOST_JOBS}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def folder_of(paths: list[Path]) -> Path:
    """The folder that files are named from: the one that is named, or the working folder."""
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0]
    return Path()


def scanned(args: argparse.Namespace) -> Scan:
    """What the flags ask for. Raises UsageError."""
    verifier = _verifier(args)
    found = _scanned(args, verifier)
    _asked(verifier)
    return found


def _scanned(args: argparse.Namespace, verifier: Verifier | None) -> Scan:
    from crenel.secrets import scan

    paths: list[Path] = args.path
    if _STREAM in paths:
        if len(paths) > 1 or args.history or args.since or args.staged:
            raise UsageError(
                "- stands alone: standard input has no history", "Name files, or only -"
            )
        return scan.scan_stream(
            args.stdin_name, sys.stdin.buffer, least=args.least, verifier=verifier
        )
    if args.since or args.staged or (args.history and _bare(paths)):
        return _with_history(scan.Scan(least=args.least, verifier=verifier), args)
    found = scan.scan_tree(
        paths, folder_of(paths), least=args.least, wanted=args.jobs, verifier=verifier
    )
    if args.resolved:
        from crenel.secrets.sources.resolved import Resolved

        found.values(Resolved(paths))
    return _with_history(found, args) if args.history else found


def _bare(paths: list[Path]) -> bool:
    """Is it a repository without files of its own? Then its history is all there is."""
    from crenel.readers.git import is_bare

    return is_bare(folder_of(paths))


def _with_history(found: Scan, args: argparse.Namespace) -> Scan:
    from crenel.secrets.sources.history import History

    folder = folder_of(args.path)
    if len(args.path) != 1 or not args.path[0].is_dir():
        raise UsageError("git is asked about one folder", "Name a folder of the repository")
    history = History(folder)
    versions = history.staged() if args.staged else history.all(args.since or "")
    found.versions(history, versions)
    return found
