"""Policy variables given values, so that what depends on them can be shown by a request."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.policy.comparing.formula import Pins
from crenel.policy.comparing.sides import Side
from crenel.policy.document import Clause, Names, Statement, names_of
from crenel.policy.operators import OPERATORS
from crenel.policy.operators.texts import pattern_of
from crenel.policy.tokens import Tokens, Variable, bound, variables_of

MAX_ASSIGNMENTS = 24


def assignments(a: Side, b: Side) -> Iterator[Pins]:
    """Values to try for the variables: unlike all else, absent, and words of the documents."""
    keys = sorted({one.key for one in _variables(a, b)})
    if not keys:
        return
    yield {key: (f"someone{number}",) for number, key in enumerate(keys)}
    yield dict.fromkeys(keys, ())
    words = sorted(_words(a, b))
    count = 2
    for key in keys:
        for word in words:
            if count >= MAX_ASSIGNMENTS:
                return
            count += 1
            others = {one: (f"someone{number}",) for number, one in enumerate(keys)}
            yield {**others, key: (word,)}


def _variables(*sides: Side) -> Iterator[Variable]:
    for side in sides:
        for statement in side.statements.values():
            for pattern in _patterns(statement):
                yield from variables_of(pattern)


def _patterns(statement: Statement) -> Iterator[Tokens]:
    yield from statement.resources.wild
    for clause in statement.clauses:
        if clause.variables and not clause.unreadable:
            family = OPERATORS[clause.operator].family
            if family.textual:
                for text in clause.values:
                    yield pattern_of(family.name, text, variables=True)


def _words(*sides: Side) -> set[str]:
    """The values of text conditions, and the parts of resources between slashes and colons."""
    found: set[str] = set()
    for side in sides:
        for statement in side.statements.values():
            for clause in statement.clauses:
                found.update(one for one in clause.values if "${" not in one and "*" not in one)
            for pattern in statement.resources.patterns:
                found.update(_parts(pattern))
    return found


def _parts(pattern: Tokens) -> Iterator[str]:
    text = "".join(one if isinstance(one, str) else "\x00" for one in pattern)
    fields = text.split(":", 5)
    yield from (part for part in fields[-1].split("/") if part and "\x00" not in part)


def filled(side: Side, pins: Pins) -> Side:
    """The side with its variables replaced; a pattern whose variable is absent matches nothing."""
    made = Side(())
    made.statements = {}
    for statement in side.statements.values():
        one = _filled(statement, pins)
        made.statements[one.key] = one
    made.allows = [one for one in made.statements.values() if one.allow]
    made.denies = [one for one in made.statements.values() if not one.allow]
    return made


def _filled(statement: Statement, pins: Pins) -> Statement:
    return msgspec.structs.replace(
        statement,
        resources=_filled_names(statement.resources, pins),
        clauses=tuple(_filled_clause(one, pins) for one in statement.clauses),
    )


def _value(pins: Pins, key: str) -> str | None:
    found = pins.get(key, ())
    return found[0] if found else None


def _filled_names(names: Names, pins: Pins) -> Names:
    if not any(map(variables_of, names.wild)):
        return names
    made = [bound(one, lambda key: _value(pins, key)) for one in names.patterns]
    return names_of((one for one in made if one is not None), negated=names.negated)


def _filled_clause(clause: Clause, pins: Pins) -> Clause:
    """A clause whose values hold no variables; those without a value are left out."""
    if not clause.variables or clause.unreadable:
        return clause
    family = OPERATORS[clause.operator].family
    if not family.textual:
        return clause
    made: list[str] = []
    for text in clause.values:
        found = bound(pattern_of(family.name, text, variables=True), lambda key: _value(pins, key))
        if found is not None:
            made.append(_written(found))
    return msgspec.structs.replace(clause, values=tuple(sorted(made)))


def _written(found: Tokens) -> str:
    """As a document of version 2012-10-17 writes it, so that literal wildcards stay literal."""
    made: list[str] = []
    for token in found:
        if isinstance(token, str):
            made.append(f"${{{token}}}" if token in ("*", "?", "$") else token)
        elif not isinstance(token, Variable):
            made.append(token.value[0])
    return "".join(made)
