"""What statements deny again, asked action by action."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.analysis.globs import covers, fits
from crenel.analysis.reach import Reach
from crenel.model.entities import Statement
from crenel.model.guard import Guard
from crenel.model.truth import FALSE, Truth, any_of
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
        self._joined: dict[tuple[int, ...], Truth] = {}

    def __bool__(self) -> bool:
        return bool(self._denials)

    def of(self, action: str) -> Truth:
        """Is the action denied?"""
        found = self._found.get(action)
        if found is None:
            found = self._found[action] = self._any([one.of(action) for one in self._denials])
        return found

    def _any(self, truths: list[Truth]) -> Truth:
        """Actions that the same statements speak of share one answer: the same object."""
        told = [one for one in truths if one is not FALSE]
        key = tuple(map(id, told))
        found = self._joined.get(key)
        if found is None:
            found = self._joined[key] = any_of(told)
        return found


class _Denial:
    """One statement: patterns that are known in every deployment apart, and names among them."""

    def __init__(self, statement: Statement, denies: Truth) -> None:
        self._statement = statement
        self._denies = denies
        self._whole = denies.under(statement.guard)
        self._names: set[str] = set()
        self._patterns: list[str] = []
        self._open: list[tuple[Guard, Value]] = []
        for guard, pattern in statement.actions.items():
            text = str(pattern.known() or "")
            if guard or not isinstance(pattern, Known):
                self._open.append((guard, pattern))
            elif "*" in text or "?" in text:
                self._patterns.append(text)
            else:
                self._names.add(text.lower())

    def of(self, action: str) -> Truth:
        if self._names_plainly(action):
            return self._whole
        named = any_of(covers(one, action).under(guard) for guard, one in self._open)
        spoken = named | leaves_over(self._statement, action)
        return FALSE if spoken.refuted else (self._denies & spoken).under(self._statement.guard)

    def _names_plainly(self, action: str) -> bool:
        return action.lower() in self._names or any(fits(one, action) for one in self._patterns)


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
