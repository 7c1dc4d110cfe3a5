"""What statements deny again, asked action by action."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.analysis.globs import covers, fits
from crenel.analysis.reach import Reach
from crenel.model.entities import Statement
from crenel.model.guard import Guard
from crenel.model.truth import FALSE, Truth, any_of, truth
from crenel.model.value import Known, Value


class Denials:
    """The statements that may deny for all resources and without a condition.

    A Deny counts where nothing softens it: it has no condition and holds for all resources (or for
    all but named ones). Each action is looked up once, however many grants cover it.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._denials = [
            _Denial(one, softened) for one in statements if not (softened := _denies(one)).refuted
        ]
        self._found: dict[str, Truth] = {}

    def __bool__(self) -> bool:
        return bool(self._denials)

    def of(self, action: str) -> Truth:
        """Is the action denied?"""
        found = self._found.get(action)
        if found is None:
            found = any_of(one.of(action) for one in self._denials)
            self._found[action] = found
        return found


class _Denial:
    """One statement: patterns that are known in every deployment apart, and names among them."""

    def __init__(self, statement: Statement, denies: Truth) -> None:
        self._statement = statement
        self._denies = denies
        self._names: dict[str, Value] = {}
        self._patterns: list[tuple[str, Value]] = []
        self._open: list[tuple[Guard, Value]] = []
        for guard, pattern in statement.actions.items():
            text = str(pattern.known() or "")
            if guard or not isinstance(pattern, Known):
                self._open.append((guard, pattern))
            elif "*" in text or "?" in text:
                self._patterns.append((text, pattern))
            else:
                self._names[text.lower()] = pattern

    def of(self, action: str) -> Truth:
        spoken = self._speaks_of(action)
        return FALSE if spoken.refuted else (self._denies & spoken).under(self._statement.guard)

    def _speaks_of(self, action: str) -> Truth:
        name = self._names.get(action.lower())
        if name is not None:
            return truth(True, name)
        for text, pattern in self._patterns:
            if fits(text, action):
                return truth(True, pattern)
        named = any_of(covers(one, action).under(guard) for guard, one in self._open)
        return named | leaves_over(self._statement, action)


def leaves_over(statement: Statement, action: str) -> Truth:
    """Is the action one that the statement leaves over by ``NotAction``?"""
    present = statement.not_actions.is_present()
    if present.refuted:
        return present
    return present & ~statement.not_actions.any(lambda pattern: covers(pattern, action))


def _denies(statement: Statement) -> Truth:
    deny = statement.effect.equals("Deny")
    if deny.refuted:
        return deny
    return deny & Reach(statement).open() & statement.condition.is_absent()
