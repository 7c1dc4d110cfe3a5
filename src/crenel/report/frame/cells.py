"""Characters as a terminal shows them: how wide, what is spelled out, where a line is cut."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from crenel.report.escape import HARMLESS, LOG_COMMAND, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

TAB = "    "
DOTS = "..."
UNLIMITED = 1_000_000


class Stretch(msgspec.Struct, frozen=True):
    """From ``start`` (counted from 0) on, ``length`` characters or columns."""

    start: int
    length: int

    @property
    def end(self) -> int:
        """Just past the last one."""
        return self.start + self.length


class Cut(msgspec.Struct, frozen=True):
    """What is shown of a line, and where its marked stretches stand in that, in columns."""

    text: str
    marks: tuple[Stretch, ...]


def width(text: str) -> int:
    """Columns that an already visible text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, room: int, lead: int = 0) -> list[str]:
    """Lines of at most ``room`` columns, broken at spaces; a longer word stays whole.

    ``lead`` columns of the first line are taken already. No line but the first begins with
    ``::``, which a CI runner would take for a command.
    """
    lines = [""]
    free = room - lead
    for word in visible(text).split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        stays = word.startswith("::") or not (lines[-1] or lead)
        if stays or width(joined) <= free:
            lines[-1] = joined
        else:
            lines.append(word)
            free = room
    return lines


def cut(line: str, marks: Sequence[Stretch], room: int) -> Cut:
    """The line in ``room`` columns: cut, where it is longer, around the first mark."""
    first = marks[0].start if marks else 0
    low, high = max(0, first - room), first + 2 * room
    pieces = _pieces(line[low:high].rstrip())
    columns = list(accumulate((width(piece) for piece in pieces), initial=0))
    begin, end = _window(columns, [_moved(mark, -low) for mark in marks], room)
    left = DOTS if begin or low else ""
    right = DOTS if end < len(pieces) or line[high:].strip() else ""
    shift = len(left) - columns[begin]
    limit = columns[end] + shift
    places = (_place(columns, _moved(mark, -low), shift, limit) for mark in marks)
    return Cut(left + "".join(pieces[begin:end]) + right, tuple(places))


def _window(columns: list[int], marks: Sequence[Stretch], room: int) -> tuple[int, int]:
    """First and last piece of what fits, with the first mark in it."""
    last = len(columns) - 1
    if columns[last] <= room:
        return 0, last
    free = max(room - 2 * len(DOTS), 1)
    mark = marks[0] if marks else Stretch(0, 0)
    marked = columns[min(mark.end, last)] - columns[min(mark.start, last)]
    target = columns[min(mark.start, last)] - max(free - marked, 0) // 2
    target = max(0, min(target, columns[last] - free))
    begin = next(index for index, column in enumerate(columns) if column >= target)
    fitting = (index for index in range(last, begin, -1) if columns[index] - columns[begin] <= free)
    return begin, next(fitting, min(begin + 1, last))


def _place(columns: list[int], mark: Stretch, shift: int, limit: int) -> Stretch:
    """Where a mark is to be underlined: at least one column, inside what is shown."""
    last = len(columns) - 1
    start = columns[max(0, min(mark.start, last))] + shift
    end = columns[max(0, min(mark.end, last))] + shift
    start = max(0, min(start, limit))
    return Stretch(start, max(1, min(end, limit) - start))


def _moved(mark: Stretch, by: int) -> Stretch:
    return Stretch(mark.start + by, mark.length)


def _pieces(text: str) -> list[str]:
    """What is shown for each character."""
    pieces = [TAB if char == "\t" else visible(char) for char in text]
    for found in LOG_COMMAND.finditer(text):
        pieces[found.start() + 1] = HARMLESS[1:]
    return pieces


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
