"""``text``: for a person's eyes. The worst first, what to do, what was skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from crenel.report.escape import visible
from crenel.report.frame.cells import wrap
from crenel.report.frame.palette import Palette
from crenel.secrets.catalogue import detector
from crenel.secrets.verification.answer import Answer, State

if TYPE_CHECKING:
    from crenel.report.leaks.leaks import Leaks
    from crenel.report.leaks.render import Look
    from crenel.triage.leaks import Judged

_MOST, _LINES = 50, 8
_MEGABYTE = 1_000_000


def page(leaks: Leaks, look: Look) -> str:
    """Findings, what to do, coverage."""
    return "".join(f"{line}\n" for line in _lines(leaks, look))


def _lines(leaks: Leaks, look: Look) -> Iterator[str]:
    palette = Palette(look.color)
    rows = sorted(_together(leaks.new), key=lambda rows: -rows[0].verdict.severity.rank)
    for first, *others in rows[:_MOST]:
        yield from _finding(first, look, palette, others)
    if len(rows) > _MOST:
        yield f"and {len(rows) - _MOST} more; --format json has them all"
        yield ""
    yield from _steps([first for first, *_ in rows], look, palette)
    yield from _closing(leaks, look, palette)


def _together(rows: Iterable[Judged]) -> list[list[Judged]]:
    """Each value of a file once, with the other places that hold it."""
    found: dict[str, list[Judged]] = {}
    for one in rows:
        found.setdefault(one.finding.repeats or one.finding.identity, []).append(one)
    return list(found.values())


def lines_of(one: Judged, look: Look) -> list[str]:
    """One finding alone."""
    return list(_finding(one, look, Palette(look.color)))


def _finding(
    one: Judged, look: Look, palette: Palette, others: Sequence[Judged] = ()
) -> Iterator[str]:
    finding, severity = one.finding, one.verdict.severity
    tag = palette.severity(f"{severity.value}[{finding.detector}]", severity)
    yield f"{tag} {palette.strong(visible(finding.title))} {visible(finding.masked)}"
    prefix = "" if look.prefix in {"", "."} else f"{look.prefix.rstrip('/')}/"
    place = f"{prefix}{finding.file}:{finding.line}:{finding.column}"
    commit = f" in commit {finding.commit[:12]}" if finding.commit else ""
    yield f"  {palette.gutter('-->')} {visible(place)}{visible(commit)}"
    because = visible("; ".join(finding.why))
    yield from _indented(f"{finding.confidence:.0%} sure: {because}", look.width)
    if others:
        yield from _indented(_also([other.finding.line for other in others]), look.width)
    if finding.answer is not None:
        yield f"  {palette.strong(_said(finding.answer))}"
    yield ""


def _also(lines: list[int]) -> str:
    places = list(dict.fromkeys(lines))
    shown = ", ".join(map(str, places[:_LINES]))
    more = f" and {len(places) - _LINES} more" if len(places) > _LINES else ""
    often = f" {len(lines)} times" if len(places) < len(lines) else ""
    return f"the same again{often} in line{'s' if len(places) > 1 else ''} {shown}{more}"


def _said(answer: Answer) -> str:
    told = {
        State.VERIFIED: f"{answer.host} accepts it: it works",
        State.REFUSED: f"{answer.host} refuses it: revoked, or never valid",
        State.UNKNOWN: f"not known whether it works: {answer.host}: {answer.reason}",
    }
    return visible(told[answer.state])


def _steps(rows: list[Judged], look: Look, palette: Palette) -> Iterator[str]:
    """What to do, once for each kind of credential."""
    steps = dict.fromkeys((detector(one.finding.detector).revoke, _kind(one)) for one in rows)
    if not steps:
        return
    yield palette.strong("What to do first")
    for revoke, kind in steps:
        yield from _indented(f"{kind}: {revoke}", look.width)
    yield "  Each is to be taken for read: removing it from the file does not take it back."
    yield ""


def _indented(text: str, columns: int) -> Iterator[str]:
    first, *more = wrap(text, max(20, columns - 4))
    yield f"  {first}"
    yield from (f"    {line}" for line in more)


def _kind(one: Judged) -> str:
    """The provider, whose page it is; otherwise what it is."""
    return detector(one.finding.detector).provider or one.finding.title


def _closing(leaks: Leaks, look: Look, palette: Palette) -> Iterator[str]:
    coverage = leaks.coverage
    yield f"{_counted(len(leaks.new), 'leaked credential')}{_beside(leaks)}"
    yield (
        f"looked through {_counted(coverage.files, 'file')}, {coverage.bytes / _MEGABYTE:,.1f} MB;"
        f" {len(coverage.skipped)} skipped"
    )
    reasons = Counter(_reason(one.reason) for one in coverage.skipped)
    for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:,} {visible(reason)}"
    for one in coverage.skipped if look.verbose else coverage.incomplete[:_MOST]:
        yield palette.warning(f"  not read: {visible(one.file)}: {visible(one.reason)}")
    for told in leaks.warnings:
        yield palette.warning(f"  {visible(told.file)}:{told.line}: {visible(told.message)}")


def _beside(leaks: Leaks) -> str:
    known, accepted = len(leaks.known), len(leaks.accepted)
    said = [f"{known} known before"] if known else []
    said += [f"{accepted} accepted"] if accepted else []
    return f" ({', '.join(said)})" if said else ""


def _reason(reason: str) -> str:
    return reason.partition(":")[0].partition(";")[0]


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
