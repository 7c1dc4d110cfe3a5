"""The exit code of an audit."""

from __future__ import annotations

from crenel.report.gate import CLEAN, FINDINGS, INCOMPLETE
from crenel.supplychain.audit.results import Audit, Finding

_LEVELS = ("low", "medium", "high", "critical")


def audit_exit_code(audit: Audit, fail_on: str, *, strict: bool) -> int:
    """0 clean, 1 findings at or above ``fail_on``, 3 where not everything could be audited.

    Where 1 and 3 both apply, 3 wins only under ``strict``.
    """
    found = any(gates(one, fail_on) for one in audit.findings)
    denied = any(one.ruling == "denied" and one.waiver is None for one in audit.licences)
    if found or (denied and fail_on != "none"):
        return INCOMPLETE if strict and not audit.complete else FINDINGS
    return CLEAN if audit.complete else INCOMPLETE


def gates(finding: Finding, fail_on: str) -> bool:
    """Does this one alone make the run fail? An unknown severity may be any."""
    if not finding.open or finding.known_before or fail_on == "none":
        return False
    if finding.severity not in _LEVELS:
        return True
    return _LEVELS.index(finding.severity) >= _LEVELS.index(fail_on)
