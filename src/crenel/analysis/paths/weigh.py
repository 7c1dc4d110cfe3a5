"""How bad a path is, and how sure.

Exposure x weakness x target: who may begin (everyone, everyone who signs up, users, principals of
the account), whether the attacker's own code or credentials act in the end or a function does what
it always does, and what is there to get. A path that is only possible weighs one level less.
"""

from __future__ import annotations

from crenel.analysis.paths.nodes import Label, State
from crenel.analysis.paths.path import Kind
from crenel.model.provenance import How
from crenel.model.truth import Truth
from crenel.model.verdict import Certainty, Severity

_LEVELS = (Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
_LOW, _MEDIUM, _HIGH, _CRITICAL = 1, 2, 3, 4
_MESSAGES = frozenset({"queue", "topic", "stream", "bus", "stored-parameter"})
_OWN_USE = frozenset({"secret", "stored-parameter"})
"""What a function reads for itself: that it hands it on is another matter."""
_CROWD, _SIGN_UP = 4, 3
_USERS = 2


def severity(label: Label, kind: Kind, crowd: int, end_kind: str, sure: Certainty) -> Severity:
    """The severity of one way."""
    if crowd < _USERS:
        level = _inside(label, kind)
    elif _in_hand(label):
        level = _taken(kind, crowd, end_kind)
    else:
        level = _handed_over(label, kind, end_kind)
    if sure is Certainty.POSSIBLE:
        level -= 1
    return _LEVELS[max(level, _LOW)]


def certainty(label: Label) -> Certainty:
    """How sure one way is."""
    if label.weak or not label.truth.certain:
        return Certainty.POSSIBLE
    return Certainty.LIKELY if label.likely or _by_default(label.truth) else Certainty.CERTAIN


def _inside(label: Label, kind: Kind) -> int:
    """Somebody who already has credentials of the account gets more."""
    return _HIGH if kind is Kind.ACCOUNT or label.node.state is State.ACCOUNT else _MEDIUM


def _taken(kind: Kind, crowd: int, end_kind: str) -> int:
    """Code or credentials of the attacker's own act."""
    whole = kind is not Kind.ESCALATION or end_kind == "account"
    level = _CRITICAL if whole else _HIGH
    if kind is Kind.DATA and end_kind in _MESSAGES:
        level = _HIGH
    return level if crowd >= _SIGN_UP or kind is Kind.ACCOUNT else level - 1


def _handed_over(label: Label, kind: Kind, end_kind: str) -> int:
    """Functions do what they do of themselves, for everybody who asks."""
    level = _HIGH if end_kind not in _MESSAGES else _MEDIUM
    edge = label.edge
    if edge is not None and edge.code and set(edge.verbs) == {"reads"}:
        level -= 2 if end_kind in _OWN_USE else 1
    relays = sum(step.to.state is State.FEEDS for _, step in label.edges())
    return _HIGH if kind is Kind.ACCOUNT else level - min(relays, 1)


def _in_hand(label: Label) -> bool:
    """Is it the attacker who acts in the end, and no function that does its work?"""
    if label.node.strong or label.node.state is State.HOLDS:
        return True
    before = label.before
    return (
        label.node.state is State.ACCOUNT
        and before is not None
        and (before.node.state is State.HOLDS)
    )


def _by_default(truth: Truth) -> bool:
    """Does it rest on the default of a parameter?"""
    return any(
        step.how is How.PARAMETER_DEFAULT
        for case in truth.cases
        for value in case.because
        if value.via is not None
        for step in value.via.chain()
    )
