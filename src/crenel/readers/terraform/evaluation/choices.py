"""Computing with values that depend on the deployment: case by case, then one value again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from crenel.model.guard import ALWAYS, Guard
from crenel.model.source import Span
from crenel.model.value import MAX_LEAVES, Absent, Choice, Known, Unknown, UnknownKind, Value

Branches = list[tuple[Guard, Value]]


def each(value: Value, change: Callable[[Value], Value]) -> Value:
    """``change`` of the value, or of each case of a choice."""
    if not isinstance(value, Choice):
        return change(value)
    return chosen(((guard, change(leaf)) for guard, leaf in value.cases()), value.span)


def spread(
    values: Sequence[Value], change: Callable[[Sequence[Value]], Value], span: Span | None = None
) -> Value:
    """``change`` of the values, for every combination of their cases that can be."""
    if not any(isinstance(value, Choice) for value in values):
        return change(values)
    combined: list[tuple[Guard, tuple[Value, ...]]] = [(ALWAYS, ())]
    for value in values:
        combined = [
            (joined, (*chosen_before, leaf))
            for guard, chosen_before in combined
            for inner, leaf in value.cases()
            if (joined := guard.conjoin(inner)) is not None
        ]
        if len(combined) > MAX_LEAVES:
            return over_budget(span)
    return chosen(((guard, change(leaves)) for guard, leaves in combined), span)


def chosen(branches: Iterable[tuple[Guard, Value]], span: Span | None = None) -> Value:
    """One of several values: flat, alike ones merged; unknown where there are too many."""
    flat = [
        (tidied(joined), leaf)
        for guard, value in branches
        for inner, leaf in value.cases()
        if (joined := guard.conjoin(inner)) is not None
    ]
    merged = _merged(flat)
    if not merged:
        return Absent(span=span)
    if len(merged) == 1 or all(value is merged[0][1] for _, value in merged):
        return merged[0][1]
    if len(merged) > MAX_LEAVES:
        return over_budget(span)
    return Choice(branches=tuple(merged), span=span)


def tidied(guard: Guard) -> Guard:
    """Without what follows: where a subject has one value, it has no other."""
    decided = {atom.subject for atom, holds in guard.answers if holds}
    if not decided or len(guard.answers) == 1:
        return guard
    return Guard(
        tuple(
            (atom, holds) for atom, holds in guard.answers if holds or atom.subject not in decided
        )
    )


def over_budget(span: Span | None) -> Unknown:
    """Too many cases to follow."""
    return Unknown(kind=UnknownKind.OVER_BUDGET, name="choice", span=span)


def pruned(value: Value, guard: Guard) -> Value:
    """The value in the deployments where ``guard`` holds."""
    if not guard or not isinstance(value, Choice):
        return value
    kept = [(rest, leaf) for inner, leaf in value.cases() for rest in _given(inner, guard)]
    return chosen(kept, value.span) if kept else value


def _given(inner: Guard, guard: Guard) -> Iterator[Guard]:
    """What is left of a guard where another one holds; nothing where both cannot be."""
    if guard.conjoin(inner) is None:
        return
    implied = {(atom.key, holds) for atom, holds in guard.answers}
    left = tuple(
        (atom, holds)
        for atom, holds in inner.answers
        if (atom.key, holds) not in implied and not _excluded(atom, guard, holds=holds)
    )
    yield Guard(left)


def _excluded(atom: object, guard: Guard, *, holds: bool) -> bool:
    """Is "not this value" said already, since another value of the same subject holds?"""
    if holds:
        return False
    subject, value = atom.key  # type: ignore[attr-defined]  # an Atom
    return any(
        known_holds and known.subject == subject and known.value != value
        for known, known_holds in guard.answers
    )


def _merged(flat: Branches) -> Branches:
    """Alike scalars under guards that differ in one answer only become one."""
    if len(flat) < 2:  # noqa: PLR2004 - nothing to merge
        return flat
    keys = {_key(value) for _, value in flat}
    if len(keys) == 1 and None not in keys:
        return flat[:1]
    done = False
    while not done:
        done = True
        for index, (guard, value) in enumerate(flat):
            found = _twin(flat, index, guard, _key(value))
            if found is not None:
                other, joined = found
                flat = [one for i, one in enumerate(flat) if i not in (index, other)]
                flat.insert(index, (joined, value))
                done = False
                break
    return flat


def _twin(
    flat: Branches, index: int, guard: Guard, key: tuple[str, object] | None
) -> tuple[int, Guard] | None:
    if key is None:
        return None
    for other in range(index + 1, len(flat)):
        if _key(flat[other][1]) == key:
            joined = _without_difference(guard, flat[other][0])
            if joined is not None:
                return other, joined
    return None


def _without_difference(one: Guard, other: Guard) -> Guard | None:
    """The guard of either, where they are the same but for one answer that is turned round."""
    mine = {atom.key: holds for atom, holds in one.answers}
    theirs = {atom.key: holds for atom, holds in other.answers}
    if mine.keys() != theirs.keys():
        return None
    different = [key for key, holds in mine.items() if theirs[key] is not holds]
    if len(different) != 1:
        return None
    return Guard(tuple(answer for answer in one.answers if answer[0].key != different[0]))


def _key(value: Value) -> tuple[str, object] | None:
    """What makes two scalars the same; None for what is never merged."""
    if isinstance(value, Known):
        return type(value.value).__name__, value.value
    return ("absent", None) if isinstance(value, Absent) else None
