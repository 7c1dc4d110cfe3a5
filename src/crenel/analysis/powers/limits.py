"""What Deny statements and permissions boundaries leave of a grant.

A grant is asked about as what it speaks of: a named resource, or one that nobody named where it is
about all of them. What one holder of a policy keeps is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from crenel.analysis.powers.arns import UNWRITTEN, Thing
from crenel.analysis.powers.letters import ACCOUNT, REGION, arn_letters, matches
from crenel.model.entities import Identity, Policy, PolicyHolder
from crenel.model.guard import ALWAYS, Guard
from crenel.model.truth import FALSE, TRUE, Truth, any_of, unknown
from crenel.model.value import Absent
from crenel.pattern import Pattern
from crenel.policy.authorization import action as known_action

if TYPE_CHECKING:
    from crenel.analysis.grants import Grant
    from crenel.analysis.knowledge import Knowledge
    from crenel.analysis.powers.powers import Powers
    from crenel.analysis.powers.reach import PowerBase

_MOST_ANSWERS = 16
"""So many different answers about the actions of one grant are told apart."""
_KNOWN_HOLES = {"Partition": "aws", "Region": REGION, "Account": ACCOUNT}
_HOLE = Pattern(r"\$\{([^}]*)\}")


class Limits:
    """The limits of every holder of one application."""

    def __init__(self, app: Knowledge, powers: PowerBase) -> None:
        self._app = app
        self._powers = powers

    def leave(
        self, holder: PolicyHolder, grant: Grant, actions: Iterable[str], **context: str
    ) -> Truth:
        """Do they leave at least one of these actions of a grant?

        ``context`` is what is known of the request, by key with ``_`` for ``:``.
        """
        holders = self._holders(holder)
        if not holders:
            return self._unattached(holder, actions)
        if any(one.free() for one in holders):
            return TRUE
        told = (self._left(one, grant, name, context) for name in actions for one in holders)
        if all(one.clouded() for one in holders):  # no answer is better than the first open one
            return next((one for one in told if not one.refuted), FALSE)
        return _one_of(told, grant)

    def left(self, holder: PolicyHolder, grant: Grant, actions: Iterable[str]) -> list[str]:
        """Those that are not certainly taken away."""
        return [one for one in actions if not self.leave(holder, grant, [one]).refuted]

    def none(self, holder: PolicyHolder) -> bool:
        """Does one who holds it have no limit at all?"""
        holders = self._holders(holder)
        if not holders:
            return not self._app.denials_of(holder)
        return any(one.free() for one in holders)

    def _holders(self, holder: PolicyHolder) -> list[Powers]:
        if isinstance(holder, Identity):
            return [self._powers.of(holder)]
        identities = self._app.holders_of(holder) if isinstance(holder, Policy) else ()
        return [self._powers.of(one) for one in identities]

    def _unattached(self, holder: PolicyHolder, actions: Iterable[str]) -> Truth:
        """A policy that no identity of the application holds: its own statements count."""
        denials = self._app.denials_of(holder)
        return any_of(~denials.of(one) for one in actions) if denials else TRUE

    def _left(self, powers: Powers, grant: Grant, action: str, context: dict[str, str]) -> Truth:
        request = powers.request.given(**context) if context else powers.request
        things = self._things(grant, action)
        return any_of(powers.left(TRUE, action, one, request).under(guard) for guard, one in things)

    def _things(self, grant: Grant, action: str) -> Iterator[tuple[Guard, Thing]]:
        """What a grant lets the action be done to: one example of each of its patterns."""
        if not isinstance(grant.statement.not_resources, Absent):
            yield from ((ALWAYS, one) for one in _examples("*", action))
        for pattern in self._powers.arns.patterns(grant.statement.resources):
            yield from ((pattern.guard, one) for one in _examples(pattern.text, action))


def _examples(pattern: str, action: str) -> Iterator[Thing]:
    """Things that a pattern covers: for an open one, of each type that the action is asked on."""
    if "*" not in pattern and "?" not in pattern:
        yield Thing((pattern,))
        return
    made = [one for one in _arns(action) if matches(pattern, one) is True]
    yield from (Thing((one,)) for one in made)
    if not made:
        yield Thing((), anything=True) if pattern == "*" else Thing((_example(pattern),))


@lru_cache(maxsize=4096)
def _arns(action: str) -> tuple[str, ...]:
    """An ARN of each type that an action is asked on, of a name that nobody wrote."""
    known = known_action(action)
    forms = (form for kind in known.resource_types for form in kind.formats) if known else ()
    return tuple(dict.fromkeys(arn_letters(_HOLE.sub(_filled, form)) for form in forms))


def _filled(hole: re.Match[str]) -> str:
    return _KNOWN_HOLES.get(hole[1], UNWRITTEN)


def _example(pattern: str) -> str:
    return pattern.replace("*", UNWRITTEN).replace("?", UNWRITTEN[0])


def _one_of(answers: Iterator[Truth], grant: Grant) -> Truth:
    """Does one hold? Of many that differ, only the first few are combined."""
    seen: dict[Truth, None] = {}
    for one in answers:
        if one.certain:
            return one
        seen[one] = None
    found = any_of(islice(seen, _MOST_ANSWERS))
    return found if len(seen) <= _MOST_ANSWERS else found | unknown(grant.action)
