"""``crenel watch [PATH...]``: check again whenever a file changes."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from crenel.cli import check
from crenel.cli.watching import Watch
from crenel.errors import UsageError

_SHORTEST = 0.1
_NAMED = 3


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of ``crenel check``, and how often to look."""
    check.add(parser)
    group = parser.add_argument_group("watching")
    group.add_argument(
        "--interval", type=float, default=1.0, metavar="SECONDS", help="between looks (default: 1)"
    )


def run(args: argparse.Namespace) -> int:
    """Checks, waits for a change, checks again; ends with Ctrl-C, and then with 130."""
    watch = _watch(args)
    watch.look()
    _tell("checking", args)
    while True:
        _checked(args)
        _tell(f"watching {len(watch.marks):,} files; Ctrl-C ends it", args)
        changed = watch.wait()
        _tell(f"changed: {_named(changed)}", args)


def _watch(args: argparse.Namespace) -> Watch:
    """Raises UsageError for what no change of a file would mend."""
    from crenel.cli.outputs import Outputs
    from crenel.readers.project import root_folder
    from crenel.triage.finding import OWN, SHARED, folders

    if not args.interval >= _SHORTEST:
        raise UsageError(f"--interval {args.interval:g} is too short", f"From {_SHORTEST} on")
    missing = next((path for path in args.path if not path.exists()), None)
    if missing is not None:
        raise UsageError(f"{missing} does not exist", "Name a folder or a template")
    Outputs(args.format, args.output)
    folder = root_folder(args.path)
    named = [one for one in (args.config, args.var_file, args.baseline) if one is not None]
    found = [place / name for place in folders(folder.resolve()) for name in (OWN, SHARED)]
    written = [Path(pair.partition("=")[2]) for pair in args.output]
    return Watch(folder, [*named, *found], written, args.interval)


def _checked(args: argparse.Namespace) -> None:
    """One check in a process of its own: what it holds goes with it, and a crash ends no watch."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _check_and_exit(args)
    try:
        os.waitpid(child, 0)
    except KeyboardInterrupt:
        os.waitpid(child, 0)
        raise


def _check_and_exit(args: argparse.Namespace) -> None:
    from crenel.cli.ending import ended

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = 4
    try:
        code = ended(lambda: check.run(args))
        sys.stderr.flush()
    finally:
        os._exit(code)


def _tell(text: str, args: argparse.Namespace) -> None:
    """A line on stderr, so that standard output is what ``check`` prints."""
    from crenel.cli.ending import printable

    if not args.quiet:
        print(printable(f"--- {time.strftime('%H:%M:%S')} {text}"), file=sys.stderr, flush=True)


def _named(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
