"""OpenVEX 0.2.0 (openvex.dev): what is known of each finding, for other tools.

A library that nothing reaches is told as ``not_affected`` with the justification that says so, and
a finding that somebody accepts as ``affected`` with the reason. Everything else is under
investigation: a machine does not know what a person would decide.
"""

from __future__ import annotations

import uuid
from typing import Any

from crenel.report.document import dumps
from crenel.supplychain.audit.results import Audit, Finding
from crenel.supplychain.sbom.content import made

CONTEXT = "https://openvex.dev/ns/v0.2.0"
_SPACE = uuid.UUID("0f0fbb6e-7d3a-5f1e-9d0e-2b7f4a1c9e11")

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
    functions = [{"@id": address} for address in finding.row.functions]
    product = {"@id": finding.row.component.purl}
    return {
        "vulnerability": {"name": finding.ids[0], "aliases": list(finding.ids[1:])},
        "products": [{**product, "subcomponents": functions} if functions else product],
        **_status(finding),
    }


def _status(finding: Finding) -> Json:
    if finding.waiver is not None:
        told = f"accepted until {finding.waiver.until}: {finding.waiver.reason}"
        return {"status": "affected", "action_statement": told}
    if finding.row.reachable == "no":
        return {
            "status": "not_affected",
            "justification": "vulnerable_code_not_in_execute_path",
            "impact_statement": finding.row.reached_by,
        }
    return {"status": "under_investigation"}
