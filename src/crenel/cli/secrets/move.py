"""``crenel secrets move [PATH...]``: secrets out of templates, as a masked diff or in place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.cli.surveying import Run
    from crenel.fixes.moving.literals import Left, Literal
    from crenel.fixes.moving.move import Moved
    from crenel.model.verdict import Verdict
    from crenel.readers.root import Root


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, and whether to write."""
    add_reading(parser)
    parser.add_argument("--apply", action="store_true", help="change the files (default: a diff)")
    parser.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    add_showing(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the diff with every secret struck out, or writes the files; then what is left to do.

    1 where secrets stay, 3 where nothing was there to analyse.
    """
    from crenel.cli.surveying import Run
    from crenel.fixes.moving.move import moved
    from crenel.readers.project import root_folder
    from crenel.readers.root import Root
    from crenel.report.gate import CLEAN, FINDINGS, INCOMPLETE, nothing_analysed

    this = Run(args)
    report = this.report()
    if nothing_analysed(report):
        print("crenel: nothing here could be read; crenel check tells more", file=sys.stderr)
        return INCOMPLETE
    root = Root(root_folder(this.paths))
    _, secrets = _judged(this, {})
    found = moved(secrets, root, report.verdicts, lambda texts: _judged(this, texts))
    _show(args, root, found)
    for line in _told(found, written=args.apply):
        print(printable(line), file=sys.stderr)
    if report.coverage.unread:
        print(f"not read: {len(report.coverage.unread)} places", file=sys.stderr)
    return FINDINGS if found.left else CLEAN


def _judged(run: Run, texts: Mapping[str, str]) -> tuple[tuple[Verdict, ...], list[Literal | Left]]:
    from crenel.analysis.knowledge import Knowledge
    from crenel.fixes.moving.literals import gathered
    from crenel.readers.overlay import Overlay

    secrets: dict[tuple[str, str], Literal | Left] = {}

    def watch(app: Knowledge) -> None:
        for one in gathered(app):
            secrets.setdefault((one.address, one.name), one)

    def root(folder: Path) -> Root:
        return Overlay(folder, texts)

    return run.verdicts(root, watch=[watch]), list(secrets.values())


def _show(args: argparse.Namespace, root: Root, found: Moved) -> None:
    from crenel.fixes.changes import write

    if args.apply:
        write(root, found.texts)
    else:
        tell("".join(_diff(root, found)), utf8=True)


def _diff(root: Root, found: Moved) -> Iterator[str]:
    """For eyes, not for ``patch``: no secret stands in it."""
    from crenel.fixes.moving.move import hidden

    for file, text in sorted(found.texts.items()):
        before, after = hidden(file, [root.read(file).text, text], found.literals)
        lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
        for line in unified_diff(lines[0], lines[1], f"a/{file}", f"b/{file}"):
            yield line if line.endswith("\n") else f"{line}\n"


def _told(found: Moved, *, written: bool) -> Iterator[str]:
    from crenel.fixes.moving.hints import steps

    number = len(found.literals)
    done = "moved" if written else "this diff moves"
    secrets, files = _many(number, "secret"), _many(len(found.texts), "file")
    yield f"{done} {secrets} out of {files}, proved by reading and scanning again"
    for one in found.literals:
        yield from steps(one, allowed=one.address in found.allowed)
    for left in found.left:
        yield f"left: {left.address}: {left.name}: {left.reason}"
    if number:
        yield "Revoke what stood there: git history keeps it"
        if not written:
            yield "next: crenel secrets move --apply writes it; the diff is masked, to be read"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
