"""Answers as the JSON that docs/reference describes, and policies read with their places."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from crenel.cli.policy.reading import Input, Steps
from crenel.errors import UsageError
from crenel.policy import Comparison, Decision, Kind, Policy, Witness, parse
from crenel.policy.principals import Caller, Principal

_VARIABLE = re.compile(r"\$\{\s*([^\s{},']+)")
MAX_WARNINGS = 20


class Parser:
    """Parses documents, each distinct one once; a malformed one is a UsageError with its place."""

    def __init__(self, source: Input, *, line: int = 0) -> None:
        self._source = source
        self._line = line
        self._known: dict[tuple[Kind, bytes], Policy] = {}
        self.warnings: dict[str, None] = {}

    def policy(self, document: object, kind: Kind, path: Steps) -> Policy:
        """The policy at a path of the file."""
        key = (kind, msgspec.json.encode(document))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = parse(document, kind=kind, data=True)
            for problem in found.problems:
                place = self.place((*path, *problem.path))
                if problem.fatal:
                    raise UsageError(f"{place}: {problem.message}", problem.hint)
                self.warnings[f"{place}: {problem}"] = None
        return found

    def below(self, base: Steps) -> Callable[[object, Kind, Steps], Policy]:
        """The same for documents whose paths begin at ``base``."""
        return lambda document, kind, path: self.policy(document, kind, (*base, *path))

    def place(self, path: Steps) -> str:
        """Where a path stands."""
        if self._line:
            where = ".".join(map(str, path))
            return f"{self._source.path}:{self._line}: {where}"
        return self._source.place(path)


def warn(warnings: Sequence[str], *, quiet: bool) -> None:
    """Tells what IAM would refuse or what is unknown, on standard error."""
    from crenel.report.escape import visible

    for one in () if quiet else warnings[:MAX_WARNINGS]:
        print(f"warning: {visible(one)}", file=sys.stderr)
    if len(warnings) > MAX_WARNINGS and not quiet:
        print(f"warning: and {len(warnings) - MAX_WARNINGS} more", file=sys.stderr)


def decision_row(decision: Decision) -> dict[str, Any]:
    """``crenel.decision/1``."""
    row: dict[str, Any] = {
        "schema": "crenel.decision/1",
        "decision": decision.outcome.value,
        "because": [msgspec.structs.asdict(one) for one in decision.because],
    }
    if decision.withheld_by:
        row["withheld_by"] = list(decision.withheld_by)
    return row


def comparison_row(comparison: Comparison, spelled: dict[str, str]) -> dict[str, Any]:
    """``crenel.comparison/1``; context keys are spelled as the documents do."""
    row: dict[str, Any] = {
        "schema": "crenel.comparison/1",
        "relation": comparison.relation.value,
        "real_relation": comparison.real_relation.value,
    }
    if comparison.witness is not None:
        row["witness"] = _witness(comparison.witness, spelled)
        row["witness_allowed_by"] = comparison.witness.allowed_by
        row["witness_is_real"] = comparison.witness.real
    if comparison.because:
        row["because"] = comparison.because
    return row


def _witness(witness: Witness, spelled: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "action": witness.action,
        "resource": witness.resource,
        "context": {
            spelled.get(key, key): list(values) for key, values in sorted(witness.context.items())
        },
    }
    if witness.principal is not None:
        row["principal"] = principal_value(witness.principal)
    return row


def principal_value(principal: Principal) -> object:
    """A principal as a request states it."""
    if principal.caller is Caller.ANONYMOUS:
        return {"anonymous": True}
    if principal.of_account:
        return principal.arn
    kinds = {Caller.SERVICE: "service", Caller.FEDERATED: "federated"}
    return {kinds.get(principal.caller, "canonical"): principal.name}


def spellings(documents: object) -> dict[str, str]:
    """Context keys as documents write them, by their name in lower case."""
    found: dict[str, str] = {}
    for word in _words(documents):
        found.setdefault(word.lower(), word)
    return found


def _words(value: object, *, inside: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if inside and isinstance(inner, dict):
                yield from inner
            yield from _words(inner, inside=name == "Condition")
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str) and "${" in value:
        yield from _VARIABLE.findall(value)


def kind_of(documents: Sequence[object]) -> Kind:
    """Resource policies name principals; identity policies do not."""
    named = any(
        isinstance(statement, dict) and ("Principal" in statement or "NotPrincipal" in statement)
        for document in documents
        if isinstance(document, dict)
        for statement in _statements(document)
    )
    return Kind.RESOURCE if named else Kind.IDENTITY


def _statements(document: dict[str, Any]) -> list[object]:
    found = document.get("Statement")
    return found if isinstance(found, list) else [found]
