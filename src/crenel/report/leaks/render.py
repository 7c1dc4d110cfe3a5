"""From the name of a format to the text of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from crenel.report.leaks.leaks import Leaks
    from crenel.report.settings import Settings


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How it is to look."""

    color: bool = False
    width: int = 100
    verbose: bool = False
    prefix: str = ""
    version: str = ""


def render(name: str, leaks: Leaks, look: Look) -> str:
    """The scan in the format of this name."""
    if name == "json":
        from crenel.report.leaks.document import document

        return document(leaks, look)
    if name == "text":
        from crenel.report.leaks.page import page

        return page(leaks, look)
    return _as_report(name, leaks, look)


def _as_report(name: str, leaks: Leaks, look: Look) -> str:
    """SARIF and GitLab take verdicts, and these are some."""
    from crenel.model.verdict import Coverage, Report, Unread
    from crenel.report.render import find

    coverage = leaks.coverage
    unread = [Unread(file=one.file, reason=one.reason) for one in coverage.incomplete]
    report = Report(
        root=leaks.root,
        today=leaks.today,
        coverage=Coverage(
            files=coverage.files,
            unread=unread,
            formats={"text": coverage.files} if coverage.files else {},
        ),
        verdicts=tuple(one.verdict for one in leaks.rows),
        warnings=leaks.warnings,
        compared_with=leaks.compared_with,
        known_before=leaks.known_before,
    )
    return find(name).render(report, _settings(leaks, look))


def _settings(leaks: Leaks, look: Look) -> Settings:
    from crenel.model.verdict import Severity
    from crenel.report.settings import ControlText, Settings, View
    from crenel.secrets.catalogue import detector

    used = {one.finding.detector: one.verdict.severity for one in leaks.rows}
    texts = {
        name: ControlText(
            name=name,
            title=f"{detector(name).title} leaked",
            severity=severity,
            summary=f"{detector(name).title} stands where others can read it.",
            fix=detector(name).revoke,
        )
        for name, severity in used.items()
    }
    return Settings(
        view=View.REVIEW,
        fail_on=Severity.LOW,
        version=look.version,
        prefix=look.prefix,
        catalogue=texts,
    )
