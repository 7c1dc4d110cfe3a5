"""The rows that templates show: a path, a finding, a risk, a radius, the powers of a function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from markupsafe import Markup

from crenel.analysis.paths.path import Path
from crenel.analysis.paths.radius import Radius
from crenel.model.verdict import Acceptance, Outcome, Report, Severity, Verdict
from crenel.practices.scorecard import Level, Score
from crenel.report.html.graphs import path_picture
from crenel.report.html.prose import prose
from crenel.report.settings import Settings
from crenel.report.summary import plural
from crenel.report.view import compared, expired, is_new
from crenel.report.worst_paths import OnPaths, way

_SHOWN_OF_A_CONTROL = ("What", "Why it matters", "Fix", "Accept when", "References")
SOON = 30
"""Days before its end in which an acceptance asks for attention."""


class PathRow(msgspec.Struct, frozen=True):
    """A path with its picture."""

    number: int
    path: Path
    others: int
    picture: Markup
    new: bool = False


class FindingRow(msgspec.Struct, frozen=True):
    """A finding with its fix and the path that it is on."""

    verdict: Verdict
    fix: str
    new: bool
    path: str


class Accepted(msgspec.Struct, frozen=True):
    """A risk that a person took, and how long that still holds."""

    verdict: Verdict
    accepted: Acceptance
    expired: bool
    left: str
    soon: bool


class RadiusRow(msgspec.Struct, frozen=True):
    """A blast radius for a table; ``pruned`` is the same with what the code uses alone."""

    label: str
    kind: str
    everything: bool
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    decrypts: tuple[str, ...]
    invokes: tuple[str, ...]
    escalates: tuple[str, ...]
    spare: tuple[str, ...]
    unknown: tuple[str, ...]
    before: int
    after: int | None
    """How many things are reached today, and after pruning; None where that is not known."""


class PermissionRow(msgspec.Struct, frozen=True):
    """What one function needs, does not use, and lacks."""

    address: str
    label: str
    complete: bool
    needs: list[dict[str, Any]]
    unused: list[str]
    maybe: list[str]
    missing: list[str]
    because: list[dict[str, Any]]


class PracticeRow(msgspec.Struct, frozen=True):
    """A practice with its level."""

    id: str
    title: str
    why: str
    level: str
    css: str
    reason: str
    unseen: tuple[str, ...]
    next: str


class Text(msgspec.Struct, frozen=True):
    """A control's text."""

    title: str
    severity: Severity
    body: Markup


def path_row(
    number: int, pair: tuple[Path, int], kinds: dict[str, str], *, new: bool = False
) -> PathRow:
    """One path."""
    path, others = pair
    drawn = path_picture(path, number, kinds)
    # Every text in the picture is escaped where it is drawn.
    return PathRow(number, path, others, Markup(drawn), new)  # noqa: S704


def finding_row(
    verdict: Verdict, report: Report, on_paths: OnPaths, settings: Settings
) -> FindingRow:
    """One finding."""
    path = on_paths.of(verdict)
    new = compared(report) and is_new(verdict, report)
    told = way(path) if path is not None else ""
    return FindingRow(verdict, settings.control(verdict).fix, new, told)


def accepted_rows(report: Report) -> list[Accepted]:
    """Every acceptance that holds or held, the first to end first."""
    today = date.fromisoformat(report.today)
    found = [
        _accepted(one, one.accepted, today)
        for one in report.verdicts
        if one.accepted is not None and (one.outcome is Outcome.ACCEPTED or expired(one))
    ]
    return sorted(found, key=lambda one: (one.accepted.until, one.verdict.address))


def _accepted(verdict: Verdict, accepted: Acceptance, today: date) -> Accepted:
    days = (date.fromisoformat(accepted.until) - today).days
    over = expired(verdict)
    left = f"ended {plural(-days, 'day')} ago" if over else f"{plural(days, 'day')} left"
    return Accepted(verdict, accepted, over, left, over or days <= SOON)


def radius_row(one: Radius) -> RadiusRow:
    """One blast radius."""
    own = ("everything", "before", "after")
    fields = {name: getattr(one, name) for name in RadiusRow.__struct_fields__ if name not in own}
    after = None if one.pruned is None else len(one.pruned.things)
    return RadiusRow(everything=one.everything, before=len(one.things), after=after, **fields)


def permission_row(row: Mapping[str, Any]) -> PermissionRow:
    """The powers of one function, out of its part of ``crenel.permissions/1``."""
    return PermissionRow(
        address=row["address"],
        label=row["address"].rpartition("::")[2],
        complete=row["complete"],
        needs=row["needs"],
        unused=_actions(row["unused"]),
        maybe=_actions(row["maybe_unused"]),
        missing=_actions(row["missing"]),
        because=row["incomplete_because"],
    )


def _actions(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(one["action"]) for one in rows))


def practice_rows(scores: Iterable[Score]) -> dict[str, list[PracticeRow]]:
    """The practices by theme, in their order."""
    found: dict[str, list[PracticeRow]] = {}
    for score in scores:
        one = score.practice
        row = PracticeRow(
            id=one.id,
            title=one.title,
            why=one.why,
            level=score.level.value,
            css=score.level.value.replace(" ", "-"),
            reason=score.reason,
            unseen=one.unseen,
            next="" if score.level is Level.COVERED else score.next,
        )
        found.setdefault(one.theme, []).append(row)
    return found


def control_texts(bad: Iterable[Verdict], settings: Settings) -> dict[str, Text]:
    """What the controls say that found something, the worst first."""
    found: dict[str, Text] = {}
    for verdict in bad:
        if verdict.control not in found:
            text = settings.control(verdict)
            body = prose(_chosen(text.help_markdown), top=3)
            found[verdict.control] = Text(text.title or verdict.control, text.severity, body)
    return dict(sorted(found.items(), key=lambda item: (-item[1].severity.rank, item[0])))


def _chosen(markdown: str) -> str:
    """The sections that help where something was found; examples stand in the documentation."""
    parts = markdown.split("\n## ")[1:]
    kept = [part for part in parts if part.partition("\n")[0].strip() in _SHOWN_OF_A_CONTROL]
    return "\n\n".join(f"## {part}" for part in kept)
