"""Baselines: the findings that a team knows of, so that only new ones stop it.

A finding is known by its identity, and stays known only while it has not become worse: what could
not be decided then, and fails now, is new.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.files import replace_text
from crenel.model.verdict import Gone, Outcome, Severity, Verdict

SCHEMA = "crenel.baseline/1"
_LIMIT = 64 * 1024 * 1024
_FINDINGS = frozenset({Outcome.FAILS, Outcome.MAY_FAIL, Outcome.UNDECIDED})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: its identity and verdict count, the rest is for people."""

    identity: str
    control: str
    address: str
    severity: Severity
    verdict: Outcome
    message: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two sets of findings, by identity."""

    known_before: frozenset[str]
    new: frozenset[str]
    fixed: tuple[str, ...]
    """Sorted."""
    gone: tuple[Gone, ...] = ()
    """What those said, the worst first."""


def rows(verdicts: Iterable[Verdict]) -> tuple[Row, ...]:
    """The findings that a baseline holds: not what passes, nor what is accepted."""
    found = {one.identity: _row(one) for one in verdicts if one.outcome in _FINDINGS}
    return tuple(sorted(found.values(), key=lambda row: (row.address, row.control, row.identity)))


def _row(verdict: Verdict) -> Row:
    return Row(
        identity=verdict.identity,
        control=verdict.control,
        address=verdict.address,
        severity=verdict.severity,
        verdict=verdict.outcome,
        message=verdict.message,
    )


def write(path: Path, verdicts: Iterable[Verdict]) -> int:
    """Writes the baseline of these verdicts, a finding a line; how many there are."""
    found = rows(verdicts)
    lines = (json.dumps(msgspec.to_builtins(row)) for row in found)
    inside = ",\n    ".join(lines)
    findings = f"[\n    {inside}\n  ]" if found else "[]"
    text = f'{{\n  "schema": {json.dumps(SCHEMA)},\n  "findings": {findings}\n}}\n'
    replace_text(path, text)
    return len(found)


def read(path: Path) -> tuple[Row, ...]:
    """The findings of a baseline. Raises UsageError with file and line."""
    text = _text(path)
    try:
        document = json.loads(text)
    except RecursionError:
        raise _problem(path, 1, "it is nested too deeply") from None
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise _problem(path, line, f"this is not JSON: {error}") from None
    written = _findings(path, document)
    found = [_read_row(path, text, index, one) for index, one in enumerate(written)]
    _refuse_twice(path, text, found)
    return tuple(found)


def compare(before: Iterable[Row], verdicts: Iterable[Verdict]) -> Comparison:
    """What of these verdicts was known before, what is new, and what is gone."""
    then = {row.identity: row for row in before}
    now = [one for one in verdicts if one.outcome is not Outcome.PASSES]
    findings = [one for one in now if one.outcome in _FINDINGS]
    known = frozenset(one.identity for one in findings if _known(then, one))
    present = {one.identity for one in now}
    gone = [_gone(row) for name, row in then.items() if name not in present]
    return Comparison(
        known_before=known,
        new=frozenset(one.identity for one in findings) - known,
        fixed=tuple(sorted(then.keys() - present)),
        gone=tuple(sorted(gone, key=lambda one: (-one.severity.rank, one.address, one.identity))),
    )


def _gone(row: Row) -> Gone:
    return Gone(
        identity=row.identity,
        control=row.control,
        address=row.address,
        severity=row.severity,
        message=row.message,
    )


def _known(then: Mapping[str, Row], verdict: Verdict) -> bool:
    row = then.get(verdict.identity)
    return row is not None and row.verdict.rank >= verdict.outcome.rank


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
        if len(data) > _LIMIT:
            raise _problem(path, 1, f"it has more than {_LIMIT:,} bytes")
        return data.decode("utf-8")
    except OSError as error:
        message = f"the baseline {path} cannot be read: {error.strerror}"
        raise UsageError(message, "Write one with `crenel baseline`") from None
    except UnicodeDecodeError:
        raise _problem(path, 1, "it is not valid UTF-8") from None


def _findings(path: Path, document: object) -> list[object]:
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        named = repr(schema)[:60] if schema else "no schema"
        raise _problem(path, 1, f"it has {named}; this crenel reads {SCHEMA!r}")
    findings = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(findings, list):
        raise _problem(path, 1, "`findings` is no list")
    return findings


def _read_row(path: Path, text: str, index: int, written: object) -> Row:
    try:
        row = msgspec.convert(written, Row)
    except msgspec.ValidationError as error:
        identity = written.get("identity") if isinstance(written, dict) else None
        line = _line(text, identity) if isinstance(identity, str) else 1
        raise _problem(path, line, f"finding {index + 1}: {error}") from None
    if not row.identity:
        raise _problem(path, 1, f"finding {index + 1} has an empty identity")
    return row


def _refuse_twice(path: Path, text: str, found: list[Row]) -> None:
    seen: set[str] = set()
    for row in found:
        if row.identity in seen:
            line = _line(text, row.identity, nth=2)
            raise _problem(path, line, f"the identity {row.identity[:40]} is there twice")
        seen.add(row.identity)


def _line(text: str, identity: str, nth: int = 1) -> int:
    """The line of the nth time that an identity is written."""
    at = -1
    for _ in range(nth):
        after = text.find(json.dumps(identity), at + 1)
        at = after if after >= 0 else at
    return text.count("\n", 0, max(at, 0)) + 1


def _problem(path: Path, line: int, what: str) -> UsageError:
    return UsageError(f"{path}:{line}: {what}", "Write it anew with `crenel baseline`")
