"""``json``: schema ``crenel.report/1``, the contract with scripts (schemas/report-1.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crenel.model.verdict import Outcome
from crenel.report.document import dumps
from crenel.report.summary import Counts, undecided
from crenel.report.view import compared, expired, is_new, listed

if TYPE_CHECKING:
    from crenel.model.source import Span
    from crenel.model.verdict import Acceptance, Coverage, Report, Verdict
    from crenel.report.settings import Settings

SCHEMA = "crenel.report/1"

Row = dict[str, Any]


def render(report: Report, settings: Settings) -> str:
    """Every failing, undecided and accepted verdict, whatever the view; passes when asked."""
    asked = [
        verdict
        for verdict in report.verdicts
        if settings.verdicts == "all" or verdict.outcome is not Outcome.PASSES
    ]
    document: Row = {
        "schema": SCHEMA,
        "crenel": settings.version,
        "root": report.root,
        "today": report.today,
        "coverage": coverage(report.coverage, undecided(report)),
        "counts": Counts.of(report).plain(),
        **(_comparison(report) if compared(report) else {}),
        **({"configuration": list(report.decided)} if report.decided else {}),
        "warnings": [
            {"message": one.message, "file": one.file, "line": one.line} for one in report.warnings
        ],
        "verdicts": [_verdict(verdict, report) for verdict in listed(asked)],
    }
    return dumps(document)


def coverage(known: Coverage, open_verdicts: int) -> Row:
    """What was read and what was not, as every document says it."""
    return {
        "files": known.files,
        "unread": [
            {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason}
            for one in sorted(known.unread, key=lambda one: (one.file, one.line, one.column))
        ],
        "formats": dict(sorted(known.formats.items())),
        "functions": known.functions,
        "functions_with_code": known.functions_with_code,
        "resources": known.resources,
        "entry_points": known.entry_points,
        "unknown_values": known.unknown_values,
        "undecided": open_verdicts,
    }


def _comparison(report: Report) -> Row:
    return {"compared_with": report.compared_with, "fixed_since": sorted(report.fixed_since)}


def _verdict(verdict: Verdict, report: Report) -> Row:
    row: Row = {
        "control": verdict.control,
        "catalogue": verdict.catalogue,
        "severity": verdict.severity.value,
        "verdict": verdict.outcome.value,
        "certainty": verdict.certainty.value,
        "address": verdict.address,
        "type": verdict.type,
        "logical_id": verdict.logical_id,
        **_place(verdict.span),
        "message": verdict.message,
        "evidence": [{**_place(one.span), "note": one.note} for one in verdict.evidence],
        "needs": list(verdict.needs),
        "fixable": verdict.fixable,
        "identity": verdict.identity,
    }
    if verdict.environments:
        row["environments"] = list(verdict.environments)
    if verdict.accepted is not None:
        row["accepted"] = _acceptance(verdict.accepted, lapsed=expired(verdict))
    if compared(report):
        row["new"] = is_new(verdict, report)
    return row


def _acceptance(accepted: Acceptance, *, lapsed: bool) -> Row:
    row: Row = {
        "control": accepted.control,
        "reason": accepted.reason,
        "until": accepted.until,
        "by": accepted.by,
        "expired": lapsed,
    }
    return row if accepted.place is None else {**row, **_place(accepted.place)}


def _place(span: Span) -> Row:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
