"""OpenVEX 0.2.0 (openvex.dev): what is known of each finding, for other tools.

The product is the function, and the library a part of it: what is not reached here may well be
elsewhere. A library that nothing reaches is told as ``not_affected`` with the justification that
says so, and a finding that somebody accepts as ``affected`` with the reason; what a VEX document
said of it is said again, with its author. Everything else is under investigation: a machine does
not know what a person would decide.
"""

from __future__ import annotations

import uuid
from typing import Any

from crenel.report.document import dumps
from crenel.supplychain.audit.results import Audit, Finding
from crenel.supplychain.sbom.content import made
from crenel.supplychain.vex.statement import Status, Vex, function_name

CONTEXT = "https://openvex.dev/ns/v0.2.0"
_SPACE = uuid.UUID("0f0fbb6e-7d3a-5f1e-9d0e-2b7f4a1c9e11")
JUSTIFICATIONS = {
    "code_not_present": "vulnerable_code_not_present",
    "code_not_reachable": "vulnerable_code_not_in_execute_path",
    "protected_at_perimeter": "inline_mitigations_already_exist",
    "protected_at_runtime": "inline_mitigations_already_exist",
    "protected_by_compiler": "inline_mitigations_already_exist",
    "protected_by_mitigating_control": "inline_mitigations_already_exist",
}
"""CycloneDX's words -> OpenVEX's, where there is one that means the same."""
_WORDS = frozenset(
    {
        "component_not_present",
        "vulnerable_code_not_present",
        "vulnerable_code_not_in_execute_path",
        "vulnerable_code_cannot_be_controlled_by_adversary",
        "inline_mitigations_already_exist",
    }
)

Json = dict[str, Any]


def openvex(audit: Audit, version: str) -> str:
    """The document; the same audit gives the same bytes."""
    statements = [_statement(one) for one in audit.findings]
    content = dumps(statements)
    return dumps(
        {
            "@context": CONTEXT,
            "@id": f"urn:uuid:{uuid.uuid5(_SPACE, content)}",
            "author": "crenel",
            "timestamp": made(),
            "version": 1,
            "tooling": f"crenel {version}",
            "statements": statements,
        }
    )


def _statement(finding: Finding) -> Json:
    purl = finding.row.component.purl
    library = {"@id": purl, "identifiers": {"purl": purl}}
    functions = [
        {"@id": function_name(address), "subcomponents": [library]}
        for address in finding.row.functions
    ]
    return {
        "vulnerability": {"name": finding.ids[0], "aliases": list(finding.ids[1:])},
        "products": functions or [library],
        **_status(finding),
    }


def _status(finding: Finding) -> Json:
    if finding.waiver is not None:
        told = f"accepted until {finding.waiver.until}: {finding.waiver.reason}"
        return {"status": "affected", "action_statement": told}
    if finding.vex is not None:
        return _again(finding.vex)
    if finding.row.reachable == "no" and finding.row.functions:
        return {
            "status": "not_affected",
            "justification": "vulnerable_code_not_in_execute_path",
            "impact_statement": finding.row.reached_by,
        }
    return {"status": "under_investigation"}


def _again(vex: Vex) -> Json:
    """What a document said, and whose word it is."""
    word = JUSTIFICATIONS.get(vex.justification, vex.justification)
    said = vex.said or vex.justification or "no reason is given"
    notes = f"{vex.by or 'nobody named'} said so{f' on {vex.at}' if vex.at else ''}"
    told: Json = {"status": vex.status.value, "status_notes": notes}
    if vex.status is Status.NOT_AFFECTED:
        told |= {"justification": word} if word in _WORDS else {}
        told |= {"impact_statement": said}
    if vex.status is Status.AFFECTED:
        told |= {"action_statement": said}
    return told
