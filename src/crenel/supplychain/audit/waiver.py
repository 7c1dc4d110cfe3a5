"""What a project accepts for a while: an advisory, or that something could not be audited."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import msgspec


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A reason, the last day on which it holds (ISO), and what it is about.

    With an ``advisory`` it accepts findings that go by that name; without, it accepts that
    a ``package`` (a glob of package URLs, layers or images) was not audited.
    """

    reason: str
    until: str
    advisory: str = ""
    package: str = ""
    function: str = ""
    """A glob of the addresses of functions; empty for all."""
    by: str = ""
    file: str = ""
    line: int = 1

    def holds(self, today: str) -> bool:
        """Is its last day still to come, or today?"""
        return today <= self.until

    def about_finding(self, ids: Iterable[str], subject: str, functions: Iterable[str]) -> bool:
        """Does it mean a finding in all of its functions?"""
        known = {one.lower() for one in ids}
        return self.advisory.lower() in known and self.about(subject, functions)

    def about(self, subject: str, functions: Iterable[str]) -> bool:
        """Does it mean a package URL (its version may be left out), in all of these functions?"""
        bare = subject.rpartition("@")[0] or subject
        named = not self.package or any(fnmatchcase(one, self.package) for one in (subject, bare))
        return named and (not self.function or self._all(functions))

    def _all(self, functions: Iterable[str]) -> bool:
        found = list(functions)
        return bool(found) and all(fnmatchcase(one, self.function) for one in found)


class Waivers:
    """The waivers of a run, and which of them were of use."""

    def __init__(self, waivers: Iterable[Waiver], today: str) -> None:
        self.all = tuple(waivers)
        self._today = today
        self._used: set[int] = set()

    def of_finding(
        self, ids: tuple[str, ...], subject: str, functions: tuple[str, ...]
    ) -> Waiver | None:
        """The waiver that accepts a finding today."""
        return self._first(
            one for one in self.all if one.advisory and one.about_finding(ids, subject, functions)
        )

    def of_state(self, subject: str, functions: tuple[str, ...]) -> Waiver | None:
        """The waiver that accepts that something was not audited."""
        return self._first(
            one for one in self.all if not one.advisory and one.about(subject, functions)
        )

    def _first(self, found: Iterable[Waiver]) -> Waiver | None:
        candidates = list(found)
        self._used.update(map(id, candidates))
        return next((one for one in candidates if one.holds(self._today)), None)

    def left(self) -> list[tuple[Waiver, str]]:
        """Those to mend: expired, or about nothing."""
        ended = [(one, f"ended on {one.until}") for one in self.all if not one.holds(self._today)]
        unused = [
            (one, "is not used: nothing goes by that name")
            for one in self.all
            if one.holds(self._today) and id(one) not in self._used
        ]
        return [*ended, *unused]
