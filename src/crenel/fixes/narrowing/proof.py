"""Reading the written policies again: enough, no more than was granted, and nothing else worse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crenel.analysis.permissions.proof import nothing_more
from crenel.analysis.permissions.smallest import document_of, document_of_needs
from crenel.fixes.narrowing.wanted import lacking
from crenel.model.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.needs import Need

_FAILING = (Outcome.FAILS, Outcome.MAY_FAIL, Outcome.UNDECIDED)
Bad = set[tuple[str, str]]
"""Controls that fail, each with an address."""


def disproved(before: Answer, after: Answer | None, *, adding: bool) -> str:
    """Why the policy that was written is not what it is to be; empty where it is proved.

    Needs within the policy, and the policy within what was granted; ``adding``: and what lacked.
    """
    if after is None:
        return "the function was not found again"
    if not after.complete:
        first = next(after.reasons())
        return f"it could not be read again: {first.text}"
    if after.grants.shared > 1:
        return "its role would still be shared"
    return _not_enough(before, after, adding=adding) or _too_much(before, after, adding=adding)


def _not_enough(before: Answer, after: Answer, *, adding: bool) -> str:
    known = () if adding else tuple(map(_key, lacking(before)))
    gone = [one.need for one in after.judged.missing if _key(one.need) not in known]
    old = {_key(one.need) for one in before.judged.missing}
    worse = next((need for need in gone if _key(need) not in old or adding), None)
    if worse is not None:
        return f"{worse.action} would not be granted"
    bound = [
        need
        for need in before.wanted
        if need.confidence.bound and not need.optional and _key(need) not in known
    ]
    return nothing_more(document_of_needs(bound), document_of(after.grants.rows))


def _too_much(before: Answer, after: Answer, *, adding: bool) -> str:
    granted = document_of(before.grants.rows)
    if adding:
        granted["Statement"].extend(document_of_needs(lacking(before))["Statement"])
    return nothing_more(document_of(after.grants.rows), granted)


def _key(need: Need) -> tuple[str, tuple[str, ...]]:
    return need.action, need.resources


def bad(verdicts: Iterable[Verdict]) -> Bad:
    """What fails."""
    return {(one.control, one.address) for one in verdicts if one.outcome in _FAILING}


def worse(before: Bad, after: Bad, moved: dict[str, str]) -> list[tuple[str, str]]:
    """What fails after and did not before; ``moved``: address of a new role -> of the old one."""
    return sorted(
        (control, address)
        for control, address in after - before
        if (control, moved.get(address, "")) not in before
    )
