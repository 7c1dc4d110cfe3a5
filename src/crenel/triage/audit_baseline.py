"""An earlier audit: what was known then does not gate, and what is new stands out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.audit.results import Audit, Finding

SCHEMA = "crenel.audit/1"


Known = Mapping[str, frozenset[str]]
"""By package URL without its version: every name of every finding about it."""


def read(path: Path) -> Known:
    """What an earlier ``--format json`` found. Raises UsageError."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        if loaded["schema"] != SCHEMA:
            raise UsageError(f"{path} is no audit but {loaded['schema']}", "Name an audit in JSON")
        known: dict[str, frozenset[str]] = {}
        for row in loaded["findings"]:
            package = _package(row["purl"])
            known[package] = known.get(package, frozenset()) | frozenset(row["ids"])
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise UsageError(f"{path} is no audit in JSON", "Write one with --format json") from None
    return known


def compared(audit: Audit, known: Known) -> Audit:
    """The audit with what was known before marked as such."""
    findings = tuple(_marked(one, known) for one in audit.findings)
    return msgspec.structs.replace(audit, findings=findings, compared=True)


def _marked(finding: Finding, known: Known) -> Finding:
    """Any shared name is enough: a vulnerability gets more names as time goes by."""
    names = known.get(_package(finding.row.component.purl), frozenset())
    return msgspec.structs.replace(finding, known_before=not names.isdisjoint(finding.ids))


def _package(purl: str) -> str:
    """Without the version: an update to another vulnerable version brings nothing new."""
    return purl.partition("@")[0]
