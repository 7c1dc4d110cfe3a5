"""Every function that can be narrowed, written and proved; and why the others are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.permissions.names import rendered
from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Refused
from crenel.fixes.generated import FORMATS
from crenel.fixes.narrowing import cloudformation, sam, serverless, terraform
from crenel.fixes.narrowing.idiom import Idiom, Texts
from crenel.fixes.narrowing.proof import Bad, bad, disproved, worse
from crenel.fixes.narrowing.wanted import Case, lacking, refusal, wanted
from crenel.model.verdict import Verdict
from crenel.readers.root import Root

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.grants import Grant

Answering = Callable[[Mapping[str, str]], Iterable["Answer"]]
"""File -> its text instead of what is on the disk: the answers then."""
Judging = Callable[[Mapping[str, str]], Iterable[Verdict]]

_IDIOMS: dict[str, tuple[Idiom, ...]] = {
    "AWS::Serverless::Function": (sam.write, sam.write_role),
    "AWS::Lambda::Function": (cloudformation.write,),
    "Serverless::Function": (serverless.write,),
    "aws_lambda_function": (terraform.write,),
}
"""For each type of function the ways of writing it; a later one where an earlier is not proved."""
_GIVING = frozenset({sam.write, serverless.write})
"""Where a role is made for the function that holds more than what is written."""


class Narrowed(msgspec.Struct, frozen=True):
    """A function whose policy was written, and what is to be known of it."""

    address: str
    notes: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    """A function that was left, and why."""

    address: str
    reason: str


class Narrowing(msgspec.Struct, frozen=True):
    """The texts, what was narrowed, what was left."""

    texts: Mapping[str, str]
    narrowed: tuple[Narrowed, ...] = ()
    left: tuple[Refusal, ...] = ()
    already: tuple[str, ...] = ()
    """Addresses of functions whose policy is the smallest as it is."""
    told: tuple[str, ...] = ()
    """Findings elsewhere that are only seen now: a resource that is named is judged."""


class Narrower:
    """Writes and proves; ``answering`` and ``judging`` read the changed files again."""

    def __init__(
        self, root: Root, answering: Answering, judging: Judging, *, adding: bool = False
    ) -> None:
        self._root = root
        self._answering = answering
        self._judging = judging
        self._adding = adding
        self._tried: dict[str, int] = {}
        """Address -> which way of writing it is tried."""
        self._reasons: dict[str, str] = {}
        """Address -> why the first way was not proved."""
        self._left: list[Refusal] = []
        self._already: list[str] = []
        self._told: list[str] = []

    def narrow(self, cases: Iterable[Case]) -> Narrowing:
        """As many of the functions as can be proved together."""
        kept = [one for one in cases if self._may(one)]
        given = self._given(kept)
        before = bad(self._judging({})) if kept else set()
        while True:
            kept, texts = self._written(kept, given)
            if not kept:
                return Narrowing({}, (), tuple(self._left), tuple(self._already))
            gone = self._unproved(kept, texts, before)
            if gone is None:
                break
            kept = [one for one in kept if one.address not in gone]
        narrowed = tuple(Narrowed(one.address, tuple(_notes(one, self._adding))) for one in kept)
        return Narrowing(
            texts.changed, narrowed, tuple(self._left), tuple(self._already), tuple(self._told)
        )

    # -- choosing ----------------------------------------------------------------------------

    def _may(self, case: Case) -> bool:
        reason = refusal(case)
        if case.app.application.format in FORMATS:
            reason = "a tool made this template: narrow it in its source"
        elif case.function.origin.type not in _IDIOMS:
            reason = f"policies are not written into a {case.function.origin.type}"
        return self._holds(case, reason)

    def _holds(self, case: Case, reason: str) -> bool:
        if reason:
            self._left.append(Refusal(case.address, reason))
        return not reason

    def _idiom(self, case: Case) -> Idiom | None:
        ways = _IDIOMS[case.function.origin.type]
        tried = self._tried.get(case.address, 0)
        return ways[tried] if tried < len(ways) else None

    def _given(self, cases: Sequence[Case]) -> dict[str, tuple[Grant, ...]]:
        """What each function is granted where nothing is written for it."""
        texts = Texts(self._root)
        for case in cases:
            trial = texts.copy()
            try:
                _IDIOMS[case.function.origin.type][0](trial, case, None)
                texts = trial
            except (Refused, ReadProblem):
                continue  # told when it is written
        if not texts.changed:
            return {}
        found = self._answering(texts.changed)
        emptied = {one.address: one.grants.rows for one in found}
        return {one.address: emptied.get(one.address, ()) for one in cases}

    # -- writing -----------------------------------------------------------------------------

    def _written(
        self, cases: Iterable[Case], given: Mapping[str, tuple[Grant, ...]]
    ) -> tuple[list[Case], Texts]:
        texts = Texts(self._root)
        kept: list[Case] = []
        for case in cases:
            reason = ""
            while (idiom := self._idiom(case)) is not None:
                trial = texts.copy()
                ours = given.get(case.address, ()) if idiom in _GIVING else ()
                refused = self._write(trial, case, idiom, ours)
                if not refused:
                    kept.append(case)
                    texts = trial
                    break
                reason = reason or refused
                self._next(case)
            else:
                self._holds(case, self._reasons.get(case.address) or reason)
        return kept, texts

    def _next(self, case: Case, why: str = "") -> bool:
        """Tries the next way; is there one?"""
        self._tried[case.address] = self._tried.get(case.address, 0) + 1
        if why:
            self._reasons.setdefault(case.address, why)
        return self._idiom(case) is not None

    def _write(self, texts: Texts, case: Case, idiom: Idiom, given: tuple[Grant, ...]) -> str:
        try:
            idiom(texts, case, wanted(case, given, adding=self._adding))
        except (Refused, ReadProblem) as problem:
            return str(problem)
        return ""

    # -- proving -----------------------------------------------------------------------------

    def _unproved(self, cases: Sequence[Case], texts: Texts, before: Bad) -> set[str] | None:
        """The addresses of functions to leave out; None where all are proved.

        Where another way of writing one is left, it stays in, and all is written once more.
        """
        found = {one.address: one for one in self._answering(texts.changed)}
        gone: set[str] = set()
        again = False
        for case in cases:
            after = found.get(case.address)
            reason = disproved(case.answer, after, adding=self._adding)
            if reason and self._next(case, reason):
                again = True
            elif not reason and after is not None and not _is_less(case.answer, after):
                self._already.append(case.address)
                gone.add(case.address)
            elif not self._holds(case, self._reasons.get(case.address, reason) if reason else ""):
                gone.add(case.address)
        return gone if gone or again else self._spoiling(cases, found, texts, before) or None

    def _spoiling(
        self, cases: Sequence[Case], found: Mapping[str, Answer], texts: Texts, before: Bad
    ) -> set[str]:
        """Functions whose change brings a finding that was not there."""
        moved = {}
        for case in cases:
            old, new = case.answer.grants.identity, found[case.address].grants.identity
            if old is not None and new is not None:
                moved[new.origin.address] = old.origin.address
        gone: set[str] = set()
        self._told = []
        for control, address in worse(before, bad(self._judging(texts.changed)), moved):
            own = [one for one in cases if address in (one.address, _role_of(found[one.address]))]
            for one in own:
                if one.address not in gone:
                    self._left.append(Refusal(one.address, f"it would bring {control}"))
                    gone.add(one.address)
            if not own:
                self._told.append(f"{control} at {address}")
        return gone


def _role_of(answer: Answer) -> str:
    identity = answer.grants.identity
    return identity.origin.address if identity is not None else ""


def _is_less(before: Answer, after: Answer) -> bool:
    """Is less granted than before, or to this function alone?"""
    from crenel.analysis.permissions.proof import nothing_more  # noqa: PLC0415 - one use
    from crenel.analysis.permissions.smallest import document_of  # noqa: PLC0415

    if before.grants.shared > 1:
        return True
    return bool(nothing_more(document_of(before.grants.rows), document_of(after.grants.rows)))


def _notes(case: Case, adding: bool) -> Iterable[str]:  # noqa: FBT001
    for need in lacking(case.answer):
        on = ", ".join(map(rendered, need.resources))
        where = f"{need.span.file}:{need.span.line}" if need.span else "the template"
        told = "is added: nothing granted it" if adding else "is granted by nothing: not added"
        yield f"{need.action} on {on} ({where}) {told}"
