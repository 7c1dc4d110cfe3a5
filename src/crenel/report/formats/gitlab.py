"""``gitlab``: a Code Quality report. GitLab itself compares branches, so known ones are in."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from crenel.model.verdict import Outcome
from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.report.levels import GITLAB_SEVERITY
from crenel.report.view import listed, shows

if TYPE_CHECKING:
    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings


def render(report: Report, settings: Settings) -> str:
    """A list of issues, each with a fingerprint of its own, and one for each unread place."""
    kept = [one for one in report.verdicts if shows(one, settings)]
    seen: Counter[str] = Counter()
    issues = [
        _issue(verdict, settings, seen)
        for verdict in listed(kept)
        if verdict.outcome is not Outcome.ACCEPTED
    ]
    return dumps([*issues, *_unread(report, settings, seen)])


def _issue(verdict: Verdict, settings: Settings, seen: Counter[str]) -> dict[str, Any]:
    span = verdict.span
    sure = "" if verdict.outcome is Outcome.FAILS else f"{verdict.outcome.value}: "
    return {
        "description": visible(f"{sure}{verdict.message}"),
        "check_name": visible(verdict.control),
        "fingerprint": _fingerprint(verdict.identity, seen),
        "severity": GITLAB_SEVERITY[verdict.severity],
        "location": {
            "path": settings.path(span.file),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }


def _unread(report: Report, settings: Settings, seen: Counter[str]) -> list[dict[str, Any]]:
    return [
        {
            "description": visible(f"not read: {one.reason}"),
            "check_name": "crenel-not-read",
            "fingerprint": _fingerprint(f"crenel-not-read {one.file} {one.reason}", seen),
            "severity": "info",
            "location": {"path": settings.path(one.file), "lines": {"begin": one.line}},
        }
        for one in report.coverage.unread
    ]


def _fingerprint(identity: str, seen: Counter[str]) -> str:
    """Unique in the report: of issues with one fingerprint, GitLab shows one."""
    number = seen[identity]
    seen[identity] += 1
    unique = f"{identity}#{number}" if number else identity
    return sha256(unique.encode("utf-8", "surrogatepass")).hexdigest()
