"""How the answers of ``crenel permissions`` are printed: of one project, or many put together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crenel.cli.ending import printable, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crenel.analysis.permissions.answer import Answer
    from crenel.cli.repositories import Part
    from crenel.model.verdict import Unread
    from crenel.report.permissions.overview import Row

_MOST_PLACES = 20
"""So many places that were not read are told one by one; more are counted by the reason."""
_MOST_REASONS = 15
_LONGEST = 100


class Merged:
    """The parts of a folder of repositories, in their order."""

    def __init__(self, root: str, repositories: int, *, full: bool) -> None:
        self._root = root
        self._repositories = repositories
        self._full = full
        self._functions: list[dict[str, Any]] = []
        self._rows: list[Row] = []
        self._pages: list[str] = []
        self.count = 0
        self.unread: list[Unread] = []
        self.failed = False

    def add(self, part: Part) -> None:
        """The next part."""
        from crenel.report.permissions.overview import MOST_IN_FULL

        self.count += part.count
        self.failed |= part.failed
        self.unread.extend(part.unread)
        self._functions.extend(part.functions)
        self._rows.extend(part.rows)
        if self._full or self.count <= MOST_IN_FULL:
            self._pages.extend(part.pages)
        else:
            self._pages.clear()

    def show(self, form: str) -> None:
        """Prints them as one."""
        from crenel.report.permissions.overview import MOST_IN_FULL, overview

        if form == "json":
            _print_document(self._functions, self.unread, self._root)
            return
        few = self._full or self.count <= MOST_IN_FULL
        _print(self._pages if few else overview(self._rows, self._repositories))
        _tell_unread(self.unread, none=not self.count)


def show(args: argparse.Namespace, answers: list[Answer], unread: list[Unread], root: str) -> None:
    """Prints the answers about one project."""
    if args.format == "json":
        from crenel.report.permissions.document import function_json

        _print_document([function_json(one) for one in answers], unread, root)
        return
    from crenel.report.permissions.overview import MOST_IN_FULL, overview, row
    from crenel.report.permissions.page import page

    in_full = args.verbose or len(answers) <= MOST_IN_FULL
    _print(page(answers) if in_full else overview(map(row, answers)))
    _tell_unread(unread, none=not answers)


def _print_document(functions: list[dict[str, Any]], unread: list[Unread], root: str) -> None:
    from crenel import __version__
    from crenel.report.document import dumps
    from crenel.report.permissions.document import document

    told = document(functions, version=__version__, root=root, unread=unread)
    tell(dumps(told), utf8=True)


def _print(lines: Iterable[str]) -> None:
    tell("".join(f"{line}\n" for line in lines))


def _tell_unread(unread: list[Unread], *, none: bool) -> None:
    for told in _places(unread) if len(unread) <= _MOST_PLACES else _reasons(unread):
        print(printable(told), file=sys.stderr)
    if none:
        print("crenel: no function was found", file=sys.stderr)


def _places(unread: list[Unread]) -> Iterator[str]:
    for one in unread:
        yield f"not read: {one.file}:{one.line}: {one.reason}"


def _reasons(unread: list[Unread]) -> Iterator[str]:
    """How many places there are for each reason, with one of them."""
    groups: dict[str, list[Unread]] = {}
    for one in unread:
        groups.setdefault(_kind(one), []).append(one)
    ordered = sorted(groups.values(), key=len, reverse=True)
    for found in ordered[:_MOST_REASONS]:
        first = found[0]
        reason = first.reason if len(first.reason) <= _LONGEST else first.reason[:_LONGEST] + "..."
        count = f"{len(found)} places: " if len(found) > 1 else ""
        more = " and others" if len(found) > 1 else ""
        yield f"not read: {count}{reason} ({first.file}:{first.line}{more})"
    rest = sum(map(len, ordered[_MOST_REASONS:]))
    if rest:
        yield f"not read: {rest} more places for other reasons; --format json names each"


def _kind(one: Unread) -> str:
    """Reasons that begin alike are of one kind: what follows names the place again."""
    return " ".join(one.reason.split()[:4])
