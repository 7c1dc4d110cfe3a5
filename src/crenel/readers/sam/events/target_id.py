"""The id of a rule's target, and a rule's state."""

from __future__ import annotations

from crenel.model.value import Absent, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, maybe_written, written

_LONGEST = 64


def target_id(maker: Maker, given: Value, suffix: str) -> Value:
    """The id that is given, or one made from the logical id, cut where it is too long."""
    own = given.get("Id")
    if not isinstance(own, Absent):
        return own
    return maker.known(maker.base[: _LONGEST - len(suffix)] + suffix)


def rule_state(maker: Maker, state: Value, enabled: Value) -> Value:
    """``State``, or what ``Enabled`` says."""
    if maybe_written(state) or isinstance(enabled, Absent):
        return state

    def named(leaf: Value) -> Value:
        if isinstance(leaf, Absent):
            return leaf
        on = written(leaf) and leaf.text().lower() != "false"
        return maker.known("ENABLED" if on else "DISABLED")

    return each(enabled, named)
