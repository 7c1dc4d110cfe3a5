"""Proving a plan: the changed application is read and judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Refused
from crenel.fixes.plan import Left, Mending, Plan
from crenel.fixes.written import Places
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.root import Root

Judge = Callable[[Mapping[str, str]], Iterable[Verdict]]
"""File -> its text instead of what is on the disk: the verdicts then."""

_FAILING = (Outcome.FAILS, Outcome.MAY_FAIL, Outcome.UNDECIDED)
_ROUNDS = 4


class Proved(msgspec.Struct, frozen=True):
    """Mendings that hold together, the texts that they give, and what was left."""

    mendings: tuple[Mending, ...]
    texts: Mapping[str, str]
    left: tuple[Left, ...]


def proved(plan: Plan, root: Root, before: Iterable[Verdict], judge: Judge) -> Proved:
    """The mendings after which their findings are gone and no other is new.

    Those that do not hold are left out, and the rest is judged once more. Where several were made
    in one resource and something was worse, those of each control are tried without the others.
    """
    known = {_bad(one) for one in before if one.outcome in _FAILING}
    found = _holding(list(plan.mendings), root, known, judge)
    for again in _groups(plan, found):
        tried = _holding([*found.mendings, *again], root, known, judge)
        if set(map(_of, found.mendings)) <= set(map(_of, tried.mendings)):
            mended = set(map(_of, tried.mendings))
            left = tuple(one for one in found.left if _of(one) not in mended)
            found = Proved(tried.mendings, tried.texts, left)
    return Proved(found.mendings, found.texts, (*plan.left, *found.left))


def _groups(plan: Plan, found: Proved) -> list[list[Mending]]:
    """The mendings that were left beside others, by control."""
    beside = {_of(one) for one in found.left if one.beside}
    groups: dict[str, list[Mending]] = {}
    for one in plan.mendings:
        if _of(one) in beside:
            groups.setdefault(one.verdict.control, []).append(one)
    return list(groups.values())


def _holding(kept: list[Mending], root: Root, known: set[tuple[str, str]], judge: Judge) -> Proved:
    left: list[Left] = []
    for _ in range(_ROUNDS):
        kept, texts, refused = _texts(kept, root)
        left.extend(refused)
        after = [one for one in judge(texts) if one.outcome in _FAILING] if kept else []
        spoiled = _spoiled(kept, known, after)
        if not spoiled:
            return Proved(tuple(kept), texts, tuple(left))
        left.extend(spoiled)
        gone = set(map(_of, spoiled))
        kept = [one for one in kept if _of(one) not in gone]
    left.extend(Left(one.verdict, "it was not proved to help") for one in kept)
    return Proved((), {}, tuple(left))


def _of(one: Mending | Left) -> tuple[str, str]:
    return _bad(one.verdict)


def _bad(verdict: Verdict) -> tuple[str, str]:
    return verdict.control, verdict.address


def _spoiled(kept: list[Mending], known: set[tuple[str, str]], after: list[Verdict]) -> list[Left]:
    """Mendings that do not mend, or after which something else is bad in the same resource."""
    still = {_bad(one) for one in after}
    new = [one for one in after if _bad(one) not in known]
    spoiled: list[Left] = []
    together = Counter(one.verdict.address for one in kept)
    for one in kept:
        beside = together[one.verdict.address] > 1
        worse = next((bad for bad in new if bad.address == one.verdict.address), None)
        if _bad(one.verdict) in still:
            spoiled.append(Left(one.verdict, "the finding would still be there"))
        elif worse is not None:
            spoiled.append(Left(one.verdict, f"it would bring {worse.control}", beside=beside))
    if new and not spoiled:
        reason = f"it would bring {new[0].control} at {new[0].address}"
        spoiled.extend(Left(one.verdict, reason) for one in kept)
    return spoiled


def _texts(mendings: list[Mending], root: Root) -> tuple[list[Mending], dict[str, str], list[Left]]:
    """The text of each file with one mending made after the other; what is refused is left."""
    kept: list[Mending] = []
    left: list[Left] = []
    texts: dict[str, str] = {}
    places = Places(root)
    for one in mendings:
        try:
            place = places.of(one.verdict)
            before = texts.get(place.file) or root.read(place.file).text
            texts[place.file] = one.on(before, place)
            kept.append(one)
        except (Refused, ReadProblem) as problem:
            left.append(Left(one.verdict, str(problem)))
    return kept, texts, left
