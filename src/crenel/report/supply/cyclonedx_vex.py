"""CycloneDX 1.6 with ``vulnerabilities`` and what is known of each (ECMA-424): VEX beside a bill.

It says what `openvex` says, in CycloneDX's words; a function that has the library is a component of
the document, so that what is not reached here is not taken for what is not reached anywhere.
"""

from __future__ import annotations

import uuid
from typing import Any

from crenel.report.document import dumps
from crenel.report.supply.openvex import JUSTIFICATIONS
from crenel.supplychain.audit.results import Audit, Finding
from crenel.supplychain.sbom.content import made
from crenel.supplychain.vex.statement import Status, Vex, function_name

_SPACE = uuid.UUID("5b6d0c52-3a41-5a0e-8a43-9f1be1b1a7d0")
_STATES = {
    Status.NOT_AFFECTED: "not_affected",
    Status.FIXED: "resolved",
    Status.AFFECTED: "exploitable",
    Status.UNDER_INVESTIGATION: "in_triage",
}
_WORDS = {open_: own for own, open_ in reversed(JUSTIFICATIONS.items())}
_SEVERITIES = frozenset({"critical", "high", "medium", "low"})

Json = dict[str, Any]


def cyclonedx_vex(audit: Audit) -> str:
    """The document; the same audit gives the same bytes."""
    found = [_vulnerability(one) for one in audit.findings]
    components = {row["bom-ref"]: row for one in audit.findings for row in _components(one)}
    serial = uuid.uuid5(_SPACE, dumps([found, *sorted(components)]))
    return dumps(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{serial}",
            "version": 1,
            "metadata": {"timestamp": made(), "authors": [{"name": "crenel"}]},
            "components": [components[ref] for ref in sorted(components)],
            "vulnerabilities": found,
        }
    )


def _components(finding: Finding) -> list[Json]:
    one = finding.row.component
    library = {"type": "library", "name": one.name, "purl": one.purl, "version": one.version or ""}
    owners = finding.row.functions
    if not owners:
        return [{**library, "bom-ref": one.purl}]
    rows: list[Json] = [{**library, "bom-ref": _ref(one.purl, address)} for address in owners]
    return rows


def _ref(purl: str, function: str) -> str:
    """A library in a function: one that is in two functions is two."""
    return f"{function_name(function)}|{purl}"


def _vulnerability(finding: Finding) -> Json:
    purl = finding.row.component.purl
    refs = [_ref(purl, address) for address in finding.row.functions] or [purl]
    severity = finding.severity if finding.severity in _SEVERITIES else "unknown"
    others = [{"id": name, "source": {"name": name.partition("-")[0]}} for name in finding.ids[1:]]
    return {
        "id": finding.ids[0],
        **({"references": others} if others else {}),
        "ratings": [{"severity": severity}],
        **({"description": finding.summary} if finding.summary else {}),
        "analysis": _analysis(finding),
        "affects": [{"ref": ref} for ref in dict.fromkeys(refs)],
    }


def _analysis(finding: Finding) -> Json:
    if finding.waiver is not None:
        told = f"accepted until {finding.waiver.until}: {finding.waiver.reason}"
        return {"state": "exploitable", "response": ["will_not_fix"], "detail": told}
    if finding.vex is not None:
        return _again(finding.vex)
    if finding.row.reachable == "no" and finding.row.functions:
        return {
            "state": "not_affected",
            "justification": "code_not_reachable",
            "detail": finding.row.reached_by,
        }
    return {"state": "in_triage"}


def _again(vex: Vex) -> Json:
    word = _WORDS.get(vex.justification, vex.justification)
    by = vex.by or "nobody named"
    detail = f"{vex.said or vex.justification or 'no reason is given'} (said by {by})"
    known = {"justification": word} if word in JUSTIFICATIONS else {}
    return {"state": _STATES[vex.status], **known, "detail": detail}
