"""``crenel permissions [PATH...]``: what each function needs, is granted, lacks, leaves unused."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli import narrowing
from crenel.cli.choosing import chosen, meant
from crenel.cli.common import add_reading, add_showing, parameters
from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.model.verdict import Unread


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, a format, and source files instead of templates."""
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
    narrowing.add(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the answers; 3 where there is no function, or where something was not read."""
    narrowing.refuse_alone(args)
    if args.write:
        return narrowing.write(args)
    if args.since:
        from crenel.cli.comparing import compare

        return compare(args)
    answers, unread, root = _of_code(args) if args.code else _of_templates(args)
    if args.format == "json":
        _print_json(answers, unread, root)
    else:
        _print_page(answers, unread)
    return 0 if answers and not unread else 3


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


def _print_json(answers: list[Answer], unread: list[Unread], root: str) -> None:

    from crenel import __version__
    from crenel.report.document import dumps
    from crenel.report.permissions.document import document, function_json

    functions = (function_json(one) for one in answers)
    told = document(functions, version=__version__, root=root, unread=unread)
    tell(dumps(told), utf8=True)


def _print_page(answers: list[Answer], unread: list[Unread]) -> None:
    import sys

    from crenel.report.permissions.page import page

    tell("".join(f"{line}\n" for line in page(answers)))
    for told in _unread(unread):
        print(printable(told), file=sys.stderr)
    if not answers:
        print("crenel: no function was found", file=sys.stderr)


def _unread(unread: list[Unread]) -> Iterator[str]:
    for one in unread:
        yield f"not read: {one.file}:{one.line}: {one.reason}"
