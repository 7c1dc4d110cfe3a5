"""The evaluator's word on a candidate: does one side allow it, and the other not?"""

from __future__ import annotations

from collections.abc import Sequence

from crenel.policy.comparing.search import Candidate
from crenel.policy.document import Policy
from crenel.policy.evaluating.clauses import every
from crenel.policy.evaluating.layers import Answers, Layer
from crenel.policy.evaluating.request import Request
from crenel.policy.principals import ANONYMOUS, Match

_WAYS = (Match.ACCOUNT, Match.ROLE, Match.EVERYONE, Match.DIRECT)


class Replay:
    """Two sides, prepared."""

    def __init__(self, a: Sequence[Policy], b: Sequence[Policy]) -> None:
        self._a = Layer("a", a)
        self._b = Layer("b", b)

    def confirms(self, found: Candidate) -> bool:
        """Whether A certainly allows it, and B certainly does not."""
        return allows(self._a, found) is True and allows(self._b, found) is False


def allows(layer: Layer, found: Candidate) -> bool | None:
    """What documents alone say of a request: an allow, and no denial."""
    request = Request(
        action=found.action, resource=found.resource, principal=found.principal or ANONYMOUS
    )
    said = layer.ask(request, lambda key: found.context.get(key, ()))
    return every([said.allowed(*_WAYS), _undenied(said)])


def _undenied(said: Answers) -> bool | None:
    if said.denials:
        return False
    return None if said.unsure_denials else True
