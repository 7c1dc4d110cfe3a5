"""Collects what is wrong with a document while it is read."""

from __future__ import annotations

from difflib import get_close_matches

from crenel.policy.document import Kind, Path, Problem

MAX_PROBLEMS = 1000
"""Kept of one document; the rest is counted in a last one."""


class Notes:
    """The problems of one document, and its kind and language."""

    def __init__(self, kind: Kind, *, data: bool = False) -> None:
        self.kind = kind
        self.data = data
        """Whether actions are looked up in the authorization data."""
        self.variables = False
        """Whether ``${...}`` is a variable."""
        self._problems: list[Problem] = []
        self._left_out = 0
        self.fatal = False
        """Whether anything fatal was noted since this was last set to False."""

    def note(self, path: Path, message: str, hint: str = "", *, fatal: bool = False) -> None:
        """One problem, at a place in the document."""
        self.fatal |= fatal
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(Problem(path, message, hint, fatal))
        else:
            self._left_out += 1

    def refuse(self, path: Path, message: str, hint: str = "") -> None:
        """One that leaves the document without a meaning there."""
        self.note(path, message, hint, fatal=True)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of the document."""
        if not self._left_out:
            return tuple(self._problems)
        rest = Problem((), f"{self._left_out} more problems are not listed", fatal=True)
        return (*self._problems, rest)


def meant(word: str, known: object) -> str:
    """``Did you mean Condition?``, or nothing where no known word is close."""
    names = {str(one).lower(): str(one) for one in known} if hasattr(known, "__iter__") else {}
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.75)
    return f"Did you mean {names[close[0]]}?" if close else ""


def typed(value: object) -> str:
    """What a value is, as JSON calls it."""
    if isinstance(value, bool):
        return "a boolean"
    if value is None:
        return "null"
    names = {str: "a string", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")
