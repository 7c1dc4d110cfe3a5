"""The Condition element: operators, keys, values.

Source: IAM JSON policy elements: Condition operators; multivalued context keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from crenel.policy.document import Clause, Path
from crenel.policy.operators import NULL, OPERATORS, WRITTEN, problem_of
from crenel.policy.parsing.notes import Notes, meant, typed

_QUALIFIERS = ("forallvalues", "foranyvalue")
_IF_EXISTS = "ifexists"


def clauses_of(given: object, path: Path, notes: Notes) -> tuple[Clause, ...]:
    """One clause for each operator and key, in a fixed order."""
    if not isinstance(given, Mapping):
        notes.refuse(path, f"Condition is an object of operators, not {typed(given)}")
        return ()
    found: list[Clause] = []
    for operator, keys in given.items():
        place = (*path, str(operator))
        if not isinstance(keys, Mapping):
            notes.refuse(place, f"an operator has an object of keys, not {typed(keys)}")
            continue
        _check_operator(str(operator), place, notes)
        for key, values in keys.items():
            found.append(_clause(str(operator), str(key), values, (*place, str(key)), notes))
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(clause: Clause) -> tuple[str, ...]:
    return (clause.key, clause.operator, clause.qualifier, str(clause.if_exists), *clause.values)


def split(operator: str) -> tuple[str, str, bool]:
    """Qualifier, name and IfExists of an operator, in lower case."""
    qualifier, colon, name = operator.lower().rpartition(":")
    if_exists = name.endswith(_IF_EXISTS)
    return qualifier if colon else "", name.removesuffix(_IF_EXISTS), if_exists


def _check_operator(operator: str, path: Path, notes: Notes) -> None:
    qualifier, name, if_exists = split(operator)
    if name not in OPERATORS or qualifier not in ("", *_QUALIFIERS):
        hint = meant(name, WRITTEN.values())
        notes.note(path, f"{operator:.80} is no condition operator", hint)
    elif name == NULL and (if_exists or qualifier):
        hint = "Null itself asks whether the key is there"
        notes.note(path, f"{operator:.80} is no condition operator", hint)


def _clause(operator: str, key: str, values: object, path: Path, notes: Notes) -> Clause:
    qualifier, name, if_exists = split(operator)
    texts = _texts(values, path, notes)
    unreadable = name not in OPERATORS or qualifier not in ("", *_QUALIFIERS)
    unreadable |= name == NULL and (if_exists or bool(qualifier))
    if not unreadable:
        for text in texts:
            problem = problem_of(name, text, variables=notes.variables)
            if problem:
                notes.note(path, problem)
    if not key:
        notes.refuse(path, "a condition key is empty")
    return Clause(
        operator=operator if unreadable else name,
        key=key.lower(),
        values=texts,
        qualifier=qualifier,
        if_exists=if_exists,
        variables=notes.variables and any("${" in one for one in texts),
        unreadable=unreadable,
    )


def _texts(values: object, path: Path, notes: Notes) -> tuple[str, ...]:
    listed = values if isinstance(values, list | tuple) else [values]
    found: set[str] = set()
    for number, value in enumerate(listed):
        text = text_of(value)
        if text is None:
            place = (*path, number) if listed is values else path
            notes.refuse(place, f"a condition value is not {typed(value)}")
        else:
            found.add(text)
    return tuple(sorted(found))


def text_of(value: object) -> str | None:
    """A value as IAM keeps it: a string; None where it is none of string, number, boolean."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        # Python refuses to write numbers of many thousand digits, and no key has such values.
        return str(value) if value.bit_length() < 4096 else None  # noqa: PLR2004 - see above
    if isinstance(value, float):
        return repr(value)
    return None
