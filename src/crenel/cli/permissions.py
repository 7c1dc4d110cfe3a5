"""``crenel permissions [PATH...]``: what each function needs, is granted, lacks, leaves unused."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli import narrowing
from crenel.cli.choosing import chosen, meant
from crenel.cli.common import add_reading, add_showing, parameters

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.cli.repositories import Shares
    from crenel.model.verdict import Unread


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, a format, and source files instead of templates."""
    from crenel.cli.processors import default_jobs

    add_reading(parser)
    add_showing(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--code",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help="source files, each an entry of its own, instead of templates",
    )
    parser.add_argument(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="only this function, by its name in the template or its address (repeatable)",
    )
    parser.add_argument(
        "--since", default="", metavar="REV", help="what each function may do more than at REV"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=default_jobs(),
        metavar="N",
        help="in a folder of repositories, how many are read at a time (default: all processors)",
    )
    narrowing.add(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answers; 3 where there is no function, or where something was not read."""
    narrowing.refuse_alone(args)
    if args.write:
        return narrowing.write(args)
    if args.since:
        from crenel.cli.comparing import compare

        return compare(args)
    from crenel.cli.answering import show
    from crenel.cli.repositories import Shares, shares

    held = Shares() if args.code or args.function else shares(args.path)
    if held.found:
        return _of_repositories(args, held)
    answers, unread, root = _of_code(args) if args.code else _of_templates(args)
    show(args, answers, unread, root)
    return 0 if answers and not unread else 3


def _of_repositories(args: argparse.Namespace, held: Shares) -> int:
    """Each repository of a folder by itself, in parallel; the answers are one document."""
    from crenel.cli.answering import Merged
    from crenel.cli.repositories import Task, parts
    from crenel.errors import InternalError

    given = parameters(args)
    today = (args.today or date.today()).isoformat()  # noqa: DTZ011 - where the person is
    full = args.verbose > 0
    tasks = [
        Task(args.path[0], one, given, args.env, today, args.format, full) for one in held.found
    ]
    merged = Merged(args.path[0].as_posix(), held.repositories, full=full)
    merged.unread.extend(held.left_out)
    for one in parts(tasks, args.jobs):
        merged.add(one)
    merged.show(args.format)
    if merged.failed:
        return InternalError.exit_code
    return 0 if merged.count and not merged.unread else 3


def _of_code(args: argparse.Namespace) -> tuple[list[Answer], list[Unread], str]:
    from crenel.analysis.permissions.scripts import script_answer

    base = Path()
    answers = [script_answer(path, base) for path in args.code]
    return answers, [], base.as_posix()


def _of_templates(args: argparse.Namespace) -> tuple[list[Answer], list[Unread], str]:
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.permissions.answer import answers
    from crenel.readers.options import Options
    from crenel.readers.project import project, root_folder

    options = Options(parameters=parameters(args), environment=args.env)
    paths, names = meant(args.path, args.function)
    read = project(paths, options)
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    found = [
        answer
        for application in read.applications()
        for answer in answers(Knowledge(application, today, read.root))
    ]
    return chosen(found, names), list(read.unread), root_folder(paths).as_posix()
