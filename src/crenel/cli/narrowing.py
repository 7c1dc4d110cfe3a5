"""``crenel permissions --write``: the smallest policies as a diff, or in place, each proved."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.cli.surveying import Run
    from crenel.fixes.narrowing.narrow import Narrowing
    from crenel.fixes.narrowing.wanted import Case
    from crenel.model.verdict import Unread, Verdict


def write(args: argparse.Namespace) -> int:
    """Prints the diff, or writes the files; 3 where there is no function, or not all was read."""
    from crenel.cli.choosing import meant
    from crenel.cli.surveying import Run
    from crenel.fixes.changes import diff
    from crenel.fixes.changes import write as write_files
    from crenel.fixes.narrowing.narrow import Narrower
    from crenel.readers.project import root_folder
    from crenel.readers.root import Root

    args.path, names = meant(args.path, args.function)
    work = _Work(Run(args))
    cases = _chosen(work.cases(), names)
    root = Root(root_folder(args.path))
    narrower = Narrower(root, work.answers, work.verdicts, adding=args.add_missing)
    found = narrower.narrow(cases)
    if args.apply:
        write_files(root, found.texts)
    else:
        tell(diff(root, found.texts), utf8=True)
    _tell(found, cases, work.unread, written=args.apply)
    return 0 if cases and not work.unread else 3


class _Work:
    """Reading and judging, as the files are and as they would be."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.unread: list[Unread] = []

    def cases(self) -> list[Case]:
        """Every function, with the answer about it."""
        found, self.unread = self._read({})
        return found

    def answers(self, texts: Mapping[str, str]) -> Iterator[Answer]:
        """The answers where files hold other texts."""
        cases, _ = self._read(texts)
        return (one.answer for one in cases)

    def verdicts(self, texts: Mapping[str, str]) -> tuple[Verdict, ...]:
        """The verdicts where files hold other texts."""
        from crenel.readers.overlay import Overlay

        return self._run.verdicts(lambda folder: Overlay(folder, texts))

    def _read(self, texts: Mapping[str, str]) -> tuple[list[Case], list[Unread]]:
        from crenel.analysis.knowledge import Knowledge
        from crenel.cli.configuring import options
        from crenel.fixes.narrowing.wanted import Case
        from crenel.model.entities import Function
        from crenel.readers.overlay import Overlay
        from crenel.readers.project import project

        run = self._run
        chosen = options(run.args, run.config)
        read = project(run.paths, chosen, lambda folder: Overlay(folder, texts))
        cases = [
            Case(app, function, app.permissions.of(function))
            for application in read.applications()
            for app in [Knowledge(application, run.today, read.root)]
            for function in app.all(Function)
        ]
        return cases, list(read.unread)


def _chosen(cases: list[Case], names: list[str]) -> list[Case]:
    from crenel.cli.choosing import chosen

    wanted = {one.address for one in chosen([case.answer for case in cases], names)}
    return [case for case in cases if case.address in wanted]


def _tell(found: Narrowing, cases: list[Case], unread: list[Unread], *, written: bool) -> None:
    for line in _lines(found, written=written):
        print(printable(line), file=sys.stderr)
    for one in unread:
        print(printable(f"not read: {one.file}:{one.line}: {one.reason}"), file=sys.stderr)
    if not cases:
        print("crenel: no function was found", file=sys.stderr)


def _lines(found: Narrowing, *, written: bool) -> Iterator[str]:
    from crenel.report.summary import plural

    number, files = len(found.narrowed), len(found.texts)
    done = "wrote" if written else "this diff writes"
    yield (
        f"{done} the smallest policy of {plural(number, 'function')} in {plural(files, 'file')}, "
        "each proved by reading it again: all that is needed, nothing that was not granted"
    )
    for one in found.narrowed:
        yield from (f"{one.address}: {note}" for note in one.notes)
    yield from (f"crenel check will then also tell: {one}" for one in found.told)
    if found.already:
        yield f"left: {plural(len(found.already), 'function')} whose policy is the smallest already"
    for left in found.left:
        yield f"left: {left.address}: {left.reason}"
    if number and not written:
        yield "next: crenel permissions --write --apply writes it"


def add(parser: argparse.ArgumentParser) -> None:
    """The flags."""
    group = parser.add_argument_group("writing")
    group.add_argument(
        "--write",
        action="store_true",
        help="put the smallest policies into the templates, proved; as a diff",
    )
    group.add_argument("--apply", action="store_true", help="with --write: change the files")
    group.add_argument(
        "--add-missing",
        action="store_true",
        help="with --write: also grant what the code needs and nothing grants",
    )


def refuse_alone(args: argparse.Namespace) -> None:
    """Raises UsageError for flags that mean nothing without ``--write``, or beside it."""
    from crenel.errors import UsageError

    if (args.apply or args.add_missing) and not args.write:
        raise UsageError("--apply and --add-missing go with --write", "Add --write")
    if args.since and (args.code or args.function):
        raise UsageError("--since compares whole templates", "Take the other flag out")
    if args.write and (args.code or args.format != "text" or args.since):
        raise UsageError(
            "--write takes templates alone, and prints a diff", "Take the other flag out"
        )
