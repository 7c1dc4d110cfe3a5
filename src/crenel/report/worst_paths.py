"""The worst attack paths in a few lines, and which of them a finding is a part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.verdict import Certainty
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, wrap
from crenel.report.frame.palette import Palette
from crenel.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.model.verdict import PathNote, Report, Verdict
    from crenel.report.settings import Settings

MOST_PATHS = 3
ARROW = " -> "


def worst_paths(report: Report, settings: Settings) -> Iterator[str]:
    """The worst three of which more than a possibility is known, and how many there are."""
    surer = [one for one in report.paths or () if one.certainty is not Certainty.POSSIBLE]
    for one in surer[:MOST_PATHS]:
        yield from _lines(one, settings)
    if report.paths:
        yield _left(len(report.paths), len(surer))
        yield ""


def _left(all_: int, surer: int) -> str:
    """How many are not shown here, and where they are."""
    if not surer:
        return f"{plural(all_, 'possible path')}, none more than that: `crenel paths --all`"
    left = all_ - min(surer, MOST_PATHS)
    more = f"{plural(left, 'more path')}: " if left else ""
    return f"{more}`crenel paths` shows them all with their steps"


class OnPaths:
    """Which of a report's paths a finding is a part of; made once, asked for each finding."""

    def __init__(self, report: Report) -> None:
        self._notes = tuple(report.paths or ())
        self._by_address: dict[tuple[str, str], int] = {}
        self._by_line: dict[tuple[str, str, int], int] = {}
        for number, note in enumerate(self._notes):
            for control in note.controls:
                for address in note.addresses:
                    self._by_address.setdefault((control, address), number)
                for place in note.places:
                    self._by_line.setdefault((control, place.file, place.line), number)

    def of(self, verdict: Verdict) -> PathNote | None:
        """The worst path that leads over the place of a finding."""
        span = verdict.span
        found = (
            self._by_address.get((verdict.control, verdict.address)),
            self._by_line.get((verdict.control, span.file, span.line)),
        )
        numbers = [one for one in found if one is not None]
        return self._notes[min(numbers)] if numbers else None


def way(note: PathNote) -> str:
    """``internet -> Search -> CatalogueDb``."""
    return ARROW.join(note.nodes)


def _lines(note: PathNote, settings: Settings) -> Iterator[str]:
    palette, room = Palette(settings.color), settings.width or UNLIMITED
    tag = f"path {note.severity.value}[{note.kind}]:"
    first, *more = wrap(note.sentence, room, lead=len(tag) + 1)
    yield f"{palette.severity(tag, note.severity)} {palette.strong(first)}".rstrip()
    yield from (f"  {palette.strong(line)}" for line in more)
    place = note.places[0] if note.places else None
    where = "" if place is None else f"  {visible(settings.path(place.file))}:{place.line}"
    yield from _indented(f"{way(note)}{where}", room)
    if note.cut:
        yield from _indented(f"close it: {note.cut}", room)
    yield ""


def _indented(text: str, room: int) -> Iterator[str]:
    first, *more = wrap(text, room - 2)
    yield f"  {first}"
    yield from (f"    {line}" for line in more)
