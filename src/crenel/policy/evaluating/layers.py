"""One layer of policies (identity, boundary, a level of SCPs...) asked about one request."""

from __future__ import annotations

from collections.abc import Sequence

from crenel.policy.document import Policy
from crenel.policy.evaluating.context import Find
from crenel.policy.evaluating.decision import Because
from crenel.policy.evaluating.request import Request
from crenel.policy.evaluating.statements import PreparedStatement, principal_match
from crenel.policy.principals import Match

_CACHED_ACTIONS = 4096

Row = tuple[PreparedStatement, Because]


class Answers:
    """What the layers said: denials, and allows by the way in which they name who asks."""

    __slots__ = ("allows", "denials", "unsure_allows", "unsure_denials")

    def __init__(self) -> None:
        self.denials: list[Because] = []
        self.unsure_denials: list[Because] = []
        self.allows: dict[Match, Because] = {}
        self.unsure_allows: dict[Match, Because] = {}

    def allowed(self, *ways: Match) -> bool | None:
        """Whether it is allowed in one of these ways, in three values."""
        if any(way in self.allows for way in ways):
            return True
        return None if any(way in self.unsure_allows for way in ways) else False


class Layer:
    """Policies of one layer, prepared: which of their statements name an action is kept.

    Its policies are called ``name[0]``, ``name[1]``..., or ``name`` where they are not
    ``numbered``. ``bounded``: who asks has a permissions boundary.
    """

    def __init__(
        self,
        name: str,
        policies: Sequence[Policy],
        *,
        numbered: bool = True,
        bounded: bool = False,
    ) -> None:
        self.name = name
        self._bounded = bounded
        self._rows: list[Row] = [
            (PreparedStatement(statement), Because(label, number))
            for place, policy in enumerate(policies)
            for label in (f"{name}[{place}]" if numbered else name,)
            for number, statement in enumerate(policy.statements)
        ]
        self._naming: dict[str, tuple[Row, ...]] = {}

    def ask(self, request: Request, find: Find) -> Answers:
        """What its statements say."""
        action = request.action.lower()
        rows = self._naming.get(action)
        if rows is None:
            rows = self._named(action)
        answers = Answers()
        for statement, because in rows:
            self._ask_one(statement, because, request, find, answers)
        return answers

    def _named(self, action: str) -> tuple[Row, ...]:
        if len(self._naming) >= _CACHED_ACTIONS:
            self._naming.clear()
        rows = tuple(
            row for row in self._rows if row[0].statement.broken or row[0].names_action(action)
        )
        self._naming[action] = rows
        return rows

    def _ask_one(
        self,
        one: PreparedStatement,
        because: Because,
        request: Request,
        find: Find,
        answers: Answers,
    ) -> None:
        way = Match.DIRECT
        if one.statement.principals is not None:
            way = principal_match(
                one.statement.principals, request.principal, allow=one.allow, bounded=self._bounded
            )
            if way is Match.NONE and not one.statement.broken:
                return
        if one.allow and way in answers.allows:
            return
        applies = one.applies(request.resource, find)
        if applies is None:
            self._note_unsure(one, way, because, answers)
        elif applies and one.allow:
            answers.allows[way] = because
        elif applies:
            answers.denials.append(because)

    def _note_unsure(
        self, one: PreparedStatement, way: Match, because: Because, answers: Answers
    ) -> None:
        if one.statement.broken or not one.allow:
            answers.unsure_denials.append(because)
        if one.statement.broken or one.allow:
            way = Match.DIRECT if one.statement.broken else way
            answers.unsure_allows.setdefault(way, because)
