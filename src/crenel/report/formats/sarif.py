"""``sarif``: SARIF 2.1.0 within the limits of GitHub code scanning.

Alerts keep their identity through ``crenelIdentity/v1``; ``primaryLocationLineHash`` is left to
the uploader, which computes it and warns about any other value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crenel.model.verdict import Outcome
from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.report.gate import exit_code, nothing_analysed
from crenel.report.levels import SARIF_LEVEL
from crenel.report.sarif.notifications import configuration, execution
from crenel.report.sarif.places import link_free, location
from crenel.report.sarif.rules import rules
from crenel.report.view import compared, expired, is_new, shown, shows

if TYPE_CHECKING:
    from crenel.model.verdict import Acceptance, Report, Verdict
    from crenel.report.settings import Settings

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MOST_RESULTS = 25_000
MOST_RELATED = 100

Object = dict[str, Any]


def render(report: Report, settings: Settings) -> str:
    """One run: what the view shows, and what was accepted, as suppressed."""
    verdicts = shown(report, settings) + _accepted(report, settings)
    kept = verdicts[:MOST_RESULTS]
    described = rules(kept, settings)
    index = {rule["id"]: number for number, rule in enumerate(described)}
    run: Object = {
        "tool": {"driver": _driver(described, settings)},
        "automationDetails": {"id": _category(settings)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, settings, len(verdicts) - len(kept))],
        "results": [_result(one, report, settings, index) for one in kept],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _accepted(report: Report, settings: Settings) -> list[Verdict]:
    """Accepted verdicts that the view has not shown already."""
    accepted = [one for one in report.verdicts if one.outcome is Outcome.ACCEPTED]
    return [one for one in accepted if not shows(one, settings)]


def _driver(described: list[Object], settings: Settings) -> Object:
    versions = {"version": settings.version, "semanticVersion": settings.version}
    return {"name": "Crenel", **(versions if settings.version else {}), "rules": described}


def _category(settings: Settings) -> str:
    """GitHub takes what stands before the last slash for the category of the analysis."""
    prefix = visible(settings.path("")).strip("/")
    return f"crenel/{prefix}/" if prefix else "crenel/"


def _invocation(report: Report, settings: Settings, left_out: int) -> Object:
    return {
        "executionSuccessful": not nothing_analysed(report),
        "exitCode": exit_code(report, settings),
        "toolExecutionNotifications": execution(report, settings, left_out),
        "toolConfigurationNotifications": configuration(report, settings),
    }


def _result(verdict: Verdict, report: Report, settings: Settings, index: dict[str, int]) -> Object:
    name = visible(verdict.control)
    result: Object = {
        "ruleId": name,
        "ruleIndex": index[name],
        **_kind(verdict),
        "message": {"text": link_free(verdict.message) or name},
        "locations": [_primary(verdict, settings)],
        "partialFingerprints": {"crenelIdentity/v1": verdict.identity},
        "properties": _properties(verdict),
    }
    related = _related(verdict, settings)
    if related:
        result["relatedLocations"] = related
    if verdict.accepted is not None and not expired(verdict):
        result["suppressions"] = [_suppression(verdict, verdict.accepted, settings)]
    if compared(report):
        result["baselineState"] = "new" if is_new(verdict, report) else "unchanged"
    return result


def _kind(verdict: Verdict) -> Object:
    """An undecided verdict is an open question; its level has to be none."""
    if verdict.outcome is Outcome.UNDECIDED:
        return {"kind": "open", "level": "none"}
    return {"kind": "fail", "level": SARIF_LEVEL[verdict.severity]}


def _primary(verdict: Verdict, settings: Settings) -> Object:
    named = {"name": verdict.logical_id, "fullyQualifiedName": verdict.address, "kind": "resource"}
    logical = {key: visible(value) for key, value in named.items()}
    return {**location(verdict.span, settings), "logicalLocations": [logical]}


def _related(verdict: Verdict, settings: Settings) -> list[Object]:
    return [
        {
            "id": number,
            **location(one.span, settings),
            "message": {"text": link_free(one.note)},
        }
        for number, one in enumerate(verdict.evidence[:MOST_RELATED], start=1)
    ]


def _properties(verdict: Verdict) -> Object:
    return {
        "severity": verdict.severity.value,
        "verdict": verdict.outcome.value,
        "certainty": verdict.certainty.value,
        "catalogue": visible(verdict.catalogue),
        "address": visible(verdict.address),
        "needs": [visible(name) for name in verdict.needs],
        "fixable": verdict.fixable,
    }


def _suppression(verdict: Verdict, accepted: Acceptance, settings: Settings) -> Object:
    inside = accepted.place is not None and accepted.place.file == verdict.span.file
    suppression: Object = {
        "kind": "inSource" if inside else "external",
        "status": "accepted",
        "justification": visible(accepted.reason),
        "properties": {"until": visible(accepted.until), "by": visible(accepted.by)},
    }
    if accepted.place is not None:
        suppression["location"] = location(accepted.place, settings)
    return suppression
