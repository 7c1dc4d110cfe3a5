"""Names and their values along one run, through branches that may or may not be taken."""

from __future__ import annotations

from crenel.code.syntax import Branch
from crenel.code.values import Value, either

Changes = dict[str, Value | None]


class _Fork:
    """One place where control divides; each arm's changes are kept and undone for the next."""

    __slots__ = ("alive", "before", "ends")

    def __init__(self, *, alive: bool) -> None:
        self.alive = alive
        """Whether control got to the fork."""
        self.before: Changes | None = None
        """What the names changed in this arm were before it; None before the first arm."""
        self.ends: list[Changes] = []
        """What each arm changed, of those that control leaves at their end."""


class Bindings:
    """The names of a unit as they are now. The time a branch takes is that of its changes."""

    def __init__(self) -> None:
        self.dead = False
        """Control does not get here: after a return or a raise."""
        self._now: dict[str, Value] = {}
        self._forks: list[_Fork] = []

    def get(self, name: str) -> Value | None:
        """The value of a name; None where it is not bound here."""
        return self._now.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self._now

    def set(self, name: str, value: Value) -> None:
        """From here on the name is this."""
        before = self._forks[-1].before if self._forks else None
        if before is not None and name not in before:
            before[name] = self._now.get(name)
        self._now[name] = value

    def mark(self, branch: Branch) -> None:
        """Control divides, takes another arm, or comes together."""
        if branch is Branch.OPEN:
            self._forks.append(_Fork(alive=not self.dead))
            return
        fork = self._forks[-1]
        self._end_arm(fork)
        if branch is Branch.ARM:
            fork.before = {}
            self.dead = not fork.alive
            return
        self._forks.pop()
        self._join(fork, exhaustive=branch is Branch.CLOSE_ALL)

    def _end_arm(self, fork: _Fork) -> None:
        if fork.before is None:
            return
        if not self.dead:
            fork.ends.append({name: self._now.get(name) for name in fork.before})
        for name, value in fork.before.items():
            if value is None:
                self._now.pop(name, None)
            else:
                self._now[name] = value
        fork.before = None

    def _join(self, fork: _Fork, *, exhaustive: bool) -> None:
        """Each name that some arm changed may be what any of them made it."""
        ends = fork.ends
        if not exhaustive and fork.alive:
            ends = [*ends, {}]
        self.dead = not ends
        for name in dict.fromkeys(name for end in ends for name in end):
            options = (end.get(name, self._now.get(name)) for end in ends)
            self.set(name, either([option for option in options if option is not None]))
