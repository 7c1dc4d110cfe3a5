"""One verdict as a frame: what, where, on which lines it rests, how sure it is, how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.verdict import Certainty, Outcome
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, width, wrap
from crenel.report.frame.excerpt import Label, Paper, excerpt
from crenel.report.frame.palette import Palette
from crenel.report.view import expired

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crenel.model.source import Span
    from crenel.model.verdict import Evidence, PathNote, Verdict
    from crenel.report.settings import Settings

MOST_EVIDENCE = 8
MOST_NEEDS = 6
MOST_NAMES = 8

CERTAINTY = {
    Certainty.CERTAIN: "certain, proved from what is written",
    Certainty.LIKELY: "likely, it rests on a default, or on a reading of code",
    Certainty.POSSIBLE: "possible, it holds in some deployments",
}


def frame(
    verdict: Verdict,
    settings: Settings,
    path: PathNote | None = None,
    others: Sequence[Verdict] = (),
) -> Iterator[str]:
    """The lines of the frame, none of them obeyed by a terminal; ``path`` leads over it.

    ``others`` says the same of further resources, at the same place.
    """
    here, elsewhere = _labels(verdict)
    last = max(label.span.line for label in here)
    paper = Paper(Palette(settings.color), verdict.severity, len(str(last)), settings.width)
    yield from _header(verdict, paper)
    yield _arrow(verdict, settings, paper)
    yield paper.numbered("")
    yield from excerpt(here, paper)
    for one in elsewhere:
        yield from _elsewhere(one, settings, paper)
    yield paper.numbered("")
    if others:
        yield from _note("same for", _names(verdict, others), paper)
    for name, text in _notes(verdict, settings, path):
        yield from _note(name, text, paper)


def place(verdict: Verdict, settings: Settings) -> str:
    """``file:line:column`` as editors and terminals take it."""
    span = verdict.span
    return f"{visible(settings.path(span.file))}:{span.line}:{span.column}"


def _labels(verdict: Verdict) -> tuple[list[Label], list[Evidence]]:
    """The places in the verdict's own file, and those in others."""
    primary = verdict.span

    def label(span: Span, note: str, *, primary: bool = False) -> Label:
        # A thing's own name is no secret, where a finding points at it.
        named = span.text.strip("\"':") == verdict.logical_id
        return Label(span, note, primary=primary, masked=verdict.masked and not named)

    others = [one for one in verdict.evidence if one.span != primary][:MOST_EVIDENCE]
    notes = [one.note for one in verdict.evidence if one.span == primary]
    here = [label(one.span, one.note) for one in others if one.span.file == primary.file]
    elsewhere = [one for one in others if one.span.file != primary.file]
    return [label(primary, "; ".join(notes), primary=True), *here], elsewhere


def _header(verdict: Verdict, paper: Paper) -> Iterator[str]:
    severity = verdict.severity.value
    word = severity if verdict.outcome is Outcome.FAILS else f"{verdict.outcome.value} {severity}"
    tag = f"{word}[{visible(verdict.control)}]:"
    first, *more = wrap(verdict.message, paper.width or UNLIMITED, lead=width(tag) + 1)
    head = f"{paper.palette.severity(tag, verdict.severity)} {paper.palette.strong(first)}"
    yield head.rstrip()
    for line in more:
        yield "  " + paper.palette.strong(line)


def _arrow(verdict: Verdict, settings: Settings, paper: Paper) -> str:
    arrow = paper.palette.gutter(" " * paper.gutter + "-->")
    kind = f" ({visible(verdict.type)})" if verdict.type else ""
    return f"{arrow} {place(verdict, settings)} {visible(verdict.logical_id)}{kind}".rstrip()


def _elsewhere(one: Evidence, settings: Settings, paper: Paper) -> Iterator[str]:
    where = f"{visible(settings.path(one.span.file))}:{one.span.line}:{one.span.column}"
    whole = f"{where} {visible(one.note)}".rstrip()
    lead = paper.palette.gutter(" " * paper.gutter + ":::")
    if not paper.width or width(whole) <= paper.room - 1:
        yield f"{lead} {whole}"
        return
    yield f"{lead} {where}"
    for line in wrap(one.note, paper.room - 2):
        yield paper.numbered("", f"  {line}")


def _notes(
    verdict: Verdict, settings: Settings, path: PathNote | None
) -> Iterator[tuple[str, str]]:
    if path is not None:
        yield "path", f"{' -> '.join(path.nodes)} ({path.severity.value})"
    if verdict.outcome is not Outcome.UNDECIDED:
        yield "certainty", CERTAINTY[verdict.certainty]
    left = len([one for one in verdict.evidence if one.span != verdict.span]) - MOST_EVIDENCE
    if left > 0:
        yield "also", f"{left} more places (--format json names them)"
    if verdict.needs:
        yield "needs", _needs(verdict.needs)
    if verdict.environments:
        yield "in", ", ".join(verdict.environments)
    if verdict.accepted is not None:
        lapsed = "expired on" if expired(verdict) else "until"
        accepted = verdict.accepted
        by = f" by {accepted.by}" if accepted.by else ""
        yield "accepted", f"{lapsed} {accepted.until}{by}: {accepted.reason}"
    fix = settings.control(verdict).fix
    if fix:
        yield "fix", f"{fix} `crenel fix` can write it." if verdict.fixable else fix
    yield "why", f"crenel explain {verdict.control}"


def _names(first: Verdict, others: Sequence[Verdict]) -> str:
    """What else the place makes so; its namesake in another application by its address."""
    known = ("", first.logical_id)
    named = (one.address if one.logical_id in known else one.logical_id for one in others)
    names = list(dict.fromkeys(named))
    left = len(names) - MOST_NAMES
    more = f" and {left} more" if left > 0 else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"


def _needs(names: tuple[str, ...]) -> str:
    """The names, and how to give their values."""
    left = len(names) - MOST_NEEDS
    more = f" and {left} more" if left > 0 else ""
    return f"{', '.join(names[:MOST_NEEDS])}{more} (give with --param NAME=VALUE)"


def _note(name: str, text: str, paper: Paper) -> Iterator[str]:
    lead = f"= {name}: "
    first, *more = wrap(text, paper.room - len(lead))
    indent = " " * (paper.gutter + 1)
    yield indent + paper.palette.gutter("=") + f" {name}: {first}"
    for line in more:
        yield indent + " " * len(lead) + line
