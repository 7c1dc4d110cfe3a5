"""``text``: for a person's eyes. The worst first, at most ten frames, the coverage always.

Of one control at most three are shown while others wait: three hundred functions on an old runtime
are one piece of news, and must not hide the next. What is written once for many (``Globals``, a
provider's settings, a module that is called several times) is shown once, with all it is said of.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crenel.model.verdict import Outcome
from crenel.report.closing import closing
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, wrap
from crenel.report.frame.frame import frame, place
from crenel.report.frame.palette import Palette
from crenel.report.summary import commonest
from crenel.report.view import is_new, listed, shown
from crenel.report.worst_paths import OnPaths, worst_paths

_ALIKE = 3

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings


def render(report: Report, settings: Settings) -> str:
    """Frames, what is left out, coverage, next step."""
    return "".join(f"{line}\n" for line in _lines(report, settings))


def _lines(report: Report, settings: Settings) -> Iterator[str]:
    verdicts = [one for one in shown(report, settings) if is_new(one, report)]
    on_paths = OnPaths(report)
    verdicts.sort(key=lambda one: _rank_by_path(one, on_paths))
    yield from worst_paths(report, settings)
    picked, left = _picked(_by_place(verdicts), settings.shown_at_most)
    for verdict, *others in picked:
        yield from frame(verdict, settings, on_paths.of(verdict), others)
        yield ""
    if left:
        yield from wrap(f"and {len(left)} more: {commonest(left)}", settings.width or UNLIMITED)
        yield ""
    if settings.verdicts == "all":
        yield from _passes(report, settings)
    yield from closing(report, settings, verdicts)


def _by_place(verdicts: list[Verdict]) -> list[list[Verdict]]:
    """What one control says of one place, together; in the order of the first of each."""
    found: dict[Hashable, list[Verdict]] = {}
    for one in verdicts:
        key = (one.control, one.outcome, one.span.file, one.span.start, one.span.end)
        found.setdefault(key, []).append(one)
    return list(found.values())


def _picked(groups: list[list[Verdict]], most: int) -> tuple[list[list[Verdict]], list[Verdict]]:
    """Those to show, and the rest; both in the order that they had."""
    seen: Counter[str] = Counter()
    first: list[int] = []
    later: list[int] = []
    for number, (verdict, *_) in enumerate(groups):
        (first if seen[verdict.control] < _ALIKE else later).append(number)
        seen[verdict.control] += 1
    chosen = {*[*first, *later][:most]}
    picked = [group for number, group in enumerate(groups) if number in chosen]
    left = (group for number, group in enumerate(groups) if number not in chosen)
    return picked, [one for group in left for one in group]


def _rank_by_path(verdict: Verdict, on_paths: OnPaths) -> int:
    """A finding on a path is as urgent as the path; others stay where their severity puts them."""
    path = on_paths.of(verdict)
    worst = verdict.severity if path is None else path.severity
    return -max(verdict.severity.rank, worst.rank)


def _passes(report: Report, settings: Settings) -> Iterator[str]:
    passed = [one for one in report.verdicts if one.outcome is Outcome.PASSES]
    palette = Palette(settings.color)
    for one in listed(passed):
        tag = palette.strong(f"passes[{visible(one.control)}]:")
        yield f"{tag} {place(one, settings)} {visible(one.logical_id)}".rstrip()
    if passed:
        yield ""
