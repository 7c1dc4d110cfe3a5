"""What a change lets each function do more: as JSON, and for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crenel.analysis.permissions.changes import Change, Changed
from crenel.report.escape import visible
from crenel.report.permissions.document import place
from crenel.report.summary import plural

if TYPE_CHECKING:
    from crenel.policy.comparing.comparison import Witness

_ORDER = list(Change)
_WORDS = {
    Change.WIDER: "may do more",
    Change.INCOMPARABLE: "may do more, and less",
    Change.NEW: "is new",
    Change.UNKNOWN: "is not known",
    Change.NARROWER: "may do less",
    Change.GONE: "is gone",
    Change.EQUAL: "may do the same",
}


def change_json(one: Changed) -> dict[str, Any]:
    """One holder."""
    made: dict[str, Any] = {"address": one.address, "relation": one.change.value}
    if one.witness is not None:
        made["witness"] = {
            "action": one.witness.action,
            "resource": one.witness.resource,
            "context": {key: list(values) for key, values in sorted(one.witness.context.items())},
        }
        made["witness_allowed"] = "now" if one.witness.allowed_by == "a" else "before"
        made["witness_is_real"] = one.witness.real
    if one.because:
        made["because"] = one.because
    made["not_known"] = [
        {**place(span), "reason": text} for text, span in (one.now.unread if one.now else ())
    ]
    return made


def lines(found: Sequence[Changed], revision: str) -> Iterator[str]:
    """A line for each holder that changed, and one for the rest."""
    for kind, words in _WORDS.items():
        for one in found:
            if one.change is kind and kind is not Change.EQUAL:
                yield visible(f"{one.address}: {words}{_shown(one.witness)}")
                if one.because:
                    yield visible(f"  {one.because}")
    counted = Counter(one.change for one in found)
    told = ", ".join(f"{counted[kind]} {kind.value}" for kind in _ORDER if counted[kind])
    whole = plural(len(found), "holder")
    yield visible(f"since {revision}: {whole} of powers: {told or 'none'}")


def _shown(witness: Witness | None) -> str:
    if witness is None:
        return ""
    when = "now" if witness.allowed_by == "a" else "before"
    asked = ", ".join(f"{key} = {', '.join(v)}" for key, v in sorted(witness.context.items()))
    with_ = f" with {asked}" if asked else ""
    return f": {witness.action} on {witness.resource or '*'}{with_} is allowed {when} only"
