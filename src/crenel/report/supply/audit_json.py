"""Schema ``crenel.audit/1`` (schemas/audit-1.json)."""

from __future__ import annotations

from typing import Any

from crenel.report.document import dumps
from crenel.supplychain.audit.results import Audit, Finding, LicenceFinding, Missing, Row
from crenel.supplychain.audit.waiver import Waiver
from crenel.supplychain.vex.statement import Vex

SCHEMA = "crenel.audit/1"

Json = dict[str, Any]


def audit_json(audit: Audit, version: str) -> str:
    """The whole document."""
    return dumps(
        {
            "schema": SCHEMA,
            "crenel": version,
            "root": audit.root,
            "today": audit.today,
            "complete": audit.complete,
            "advisories": _advisories(audit),
            "coverage": _coverage(audit),
            "components": [_row(row) for row in audit.rows],
            "findings": [_finding(one, audit) for one in audit.findings],
            "licences": [_licence(one) for one in audit.licences],
            "not_inventoried": [_missing(one) for one in audit.missing],
            "unread": [
                {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason}
                for one in audit.unread
            ],
            "warnings": [
                {"message": one.message, "file": one.file, "line": one.line}
                for one in audit.warnings
            ],
        }
    )


def _advisories(audit: Audit) -> Json:
    return {
        "sources": [
            {
                "name": one.name,
                "kind": one.kind,
                "newest": one.newest,
                "count": one.count,
                "withdrawn": one.withdrawn,
            }
            for one in audit.sources
        ],
        "ecosystems": [
            {
                "name": one.ecosystem,
                "count": one.count,
                "newest": one.newest,
                "age_days": one.age,
                "stale": one.stale,
            }
            for one in audit.coverage
        ],
        "max_age_days": audit.max_age,
        "stale": audit.stale,
        "problems": list(audit.problems),
    }


def _coverage(audit: Audit) -> Json:
    states = [row.state.value for row in audit.rows]
    return {
        "functions": audit.functions,
        "components": len(states),
        "audited": states.count("audited"),
        "unknown": states.count("unknown"),
        "not_covered": states.count("not-covered"),
        "development_left_out": audit.left_out,
    }


def _row(row: Row) -> Json:
    one = row.component
    return {
        "purl": one.purl,
        "ecosystem": one.ecosystem.value,
        "name": one.name,
        "version": one.version,
        "wanted": one.wanted,
        "functions": list(row.functions),
        "state": row.state.value,
        "because": row.because,
        "reachable": row.reachable,
        "use": row.use,
        "reached_by": row.reached_by,
        "licence": row.licence,
        "standing": one.standing.value,
        "scope": one.scope.value,
        "direct": any(sighting.direct for sighting in one.sightings),
        "layer": one.first("layer"),
        "file": one.place.file,
        "line": one.place.line,
        **({"stripped": True} if one.stripped else {}),
        **_waived(row.waiver),
    }


def _finding(finding: Finding, audit: Audit) -> Json:
    return {
        "purl": finding.row.component.purl,
        "ids": list(finding.ids),
        "severity": finding.severity,
        "fixed_in": list(finding.fixed_in),
        "summary": finding.summary,
        "link": finding.link,
        "functions": list(finding.row.functions),
        "reachable": finding.row.reachable,
        "file": finding.row.component.place.file,
        "line": finding.row.component.place.line,
        **({"new": not finding.known_before} if audit.compared else {}),
        **_waived(finding.waiver),
        **_vex(finding.vex),
    }


def _vex(vex: Vex | None) -> Json:
    if vex is None:
        return {}
    return {
        "vex": {
            "status": vex.status.value,
            "justification": vex.justification,
            "said": vex.said,
            "by": vex.by,
            "at": vex.at,
            "file": vex.file,
            "line": vex.line,
        }
    }


def _licence(finding: LicenceFinding) -> Json:
    return {
        "purl": finding.row.component.purl,
        "licence": finding.row.licence,
        "ruling": finding.ruling,
        "functions": list(finding.functions),
        "file": finding.row.component.place.file,
        "line": finding.row.component.place.line,
        **_waived(finding.waiver),
    }


def _missing(missing: Missing) -> Json:
    return {
        "subject": missing.gap.subject,
        "reason": missing.gap.reason,
        "functions": list(missing.functions),
        "file": missing.gap.file,
        "line": missing.gap.line,
        **_waived(missing.waiver),
    }


def _waived(waiver: Waiver | None) -> Json:
    if waiver is None:
        return {}
    return {"accepted": {"reason": waiver.reason, "until": waiver.until, "by": waiver.by}}
