"""``json``: the document ``crenel.leaks/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crenel.report.document import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crenel.report.leaks.leaks import Leaks
    from crenel.report.leaks.render import Look
    from crenel.triage.leaks import Judged

SCHEMA = "crenel.leaks/1"


def document(leaks: Leaks, look: Look) -> str:
    """What is new in ``findings``; what was known or accepted beside it."""
    coverage = leaks.coverage
    return dumps(
        {
            "schema": SCHEMA,
            "crenel": look.version,
            "root": leaks.root,
            "coverage": {
                "files": coverage.files,
                "bytes": coverage.bytes,
                "skipped": [{"file": one.file, "reason": one.reason} for one in coverage.skipped],
            },
            "findings": _rows(leaks.new),
            "known": _rows(leaks.known),
            "accepted": _rows(leaks.accepted),
            "warnings": [
                {"file": one.file, "line": one.line, "message": one.message}
                for one in leaks.warnings
            ],
        }
    )


def _rows(rows: Iterable[Judged]) -> list[dict[str, Any]]:
    return [_row(one) for one in rows]


def _row(one: Judged) -> dict[str, Any]:
    finding = one.finding
    row: dict[str, Any] = {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "detector": finding.detector,
        "title": finding.title,
        "severity": one.verdict.severity.value,
        "confidence": finding.confidence,
        "masked": finding.masked,
        "why": list(finding.why),
        "identity": finding.identity,
    }
    if finding.repeats:
        row["repeats"] = finding.repeats
    if finding.answer is not None:
        said = finding.answer
        row["verification"] = {"state": said.state.value, "host": said.host, "reason": said.reason}
    return {**row, "commit": finding.commit} if finding.commit else row
