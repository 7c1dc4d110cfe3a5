"""A whole document: its elements, its version, its statements, its size.

Sources: Grammar of the IAM JSON policy language; IAM policy validation check reference; IAM and
STS quotas; Resource control policy syntax; SCP syntax (AWS documentation).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from crenel.policy.document import NEW, OLD, Kind, Policy, Statement
from crenel.policy.parsing.notes import Notes, meant, typed
from crenel.policy.parsing.statement import BROKEN, statement_of

_ELEMENTS = ("Version", "Id", "Statement")
_SIZES = {
    Kind.IDENTITY: (10_240, "an inline policy of a role"),
    Kind.BOUNDARY: (6_144, "a managed policy"),
    Kind.SESSION: (2_048, "a session policy"),
    Kind.TRUST: (8_192, "a trust policy with a raised quota"),
    Kind.SCP: (10_240, "a service control policy"),
    Kind.RCP: (5_120, "a resource control policy"),
    Kind.RESOURCE: (20_480, "a resource policy, which most services limit further"),
    Kind.ENDPOINT: (20_480, "an endpoint policy"),
}
MAX_STATEMENTS = 50_000


def parse(document: object, *, kind: Kind | str = Kind.IDENTITY, data: bool = False) -> Policy:
    """The policy that a document states, with its problems.

    ``document`` is what a JSON reader makes of one: a mapping of strings, lists and mappings. It
    never raises for what stands in it: what has no meaning is a problem with its path, and its
    statement is ``broken``. With ``data``, actions that AWS does not have are problems as well
    (a service's data takes some milliseconds to load).
    """
    notes = Notes(Kind(kind), data=data)
    if not isinstance(document, Mapping):
        notes.refuse((), f"a policy is an object, not {typed(document)}")
        return Policy(notes.kind, (BROKEN,), sids=("",), problems=notes.problems)
    version = _version(document, notes)
    notes.variables = version == NEW
    _elements(document, notes)
    statements, sids = _statements(document, notes)
    size = _size(document, notes)
    if any(one.fatal and one.path[:1] != ("Statement",) for one in notes.problems):
        # What the whole says is uncertain: nothing is granted or denied for sure.
        statements, sids = (*statements, BROKEN), (*sids, "")
    return Policy(notes.kind, statements, version, sids, notes.problems, size)


def _elements(document: Mapping[Any, Any], notes: Notes) -> None:
    for name in document:
        if name not in _ELEMENTS:
            hint = meant(str(name), _ELEMENTS)
            notes.refuse((str(name),), f"{name!s:.80} is no element of a policy", hint)
    if not isinstance(document.get("Id", ""), str):
        notes.refuse(("Id",), f"Id is a string, not {typed(document['Id'])}")


def _version(document: Mapping[Any, Any], notes: Notes) -> str:
    if "Version" not in document:
        return OLD
    version = document["Version"]
    # YAML reads an unquoted date as one.
    text = version if isinstance(version, str) else str(version)
    if text in (OLD, NEW):
        return text
    notes.refuse(("Version",), f"there is no version {text:.40}", f"Write {NEW} (or {OLD})")
    return NEW


def _statements(
    document: Mapping[Any, Any], notes: Notes
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    if "Statement" not in document:
        notes.refuse((), "the policy has no Statement", meant("statement", document))
        return (), ()
    given = document["Statement"]
    single = isinstance(given, Mapping)
    rows = [given] if single else given
    if not isinstance(rows, list | tuple):
        notes.refuse(("Statement",), f"Statement is a list of objects, not {typed(given)}")
        return (BROKEN,), ("",)
    if not rows:
        notes.note(("Statement",), "the policy has no statements", "IAM refuses an empty list")
    if len(rows) > MAX_STATEMENTS:
        notes.refuse(
            ("Statement",),
            f"only the first {MAX_STATEMENTS} of {len(rows)} statements are read",
        )
    found: list[Statement] = []
    sids: list[str] = []
    for number, row in enumerate(rows[:MAX_STATEMENTS]):
        path = ("Statement",) if single else ("Statement", number)
        statement, sid = statement_of(row, path, notes)
        if sid and sid in sids:
            notes.note((*path, "Sid"), f"the Sid {sid:.80} is used twice", "Sids are unique")
        found.append(statement)
        sids.append(sid)
    return tuple(found), tuple(sids)


def _size(document: Mapping[Any, Any], notes: Notes) -> int:
    try:
        size = len(msgspec.json.encode(document))
    except (TypeError, ValueError, RecursionError, OverflowError):
        notes.refuse((), "the policy is not JSON", "It holds values that JSON cannot state")
        return 0
    limit, whose = _SIZES[notes.kind]
    if size > limit:
        message = f"the policy has {size} characters; {whose} may have {limit}"
        notes.note((), message, "Split it, or merge what its statements share")
    return size
