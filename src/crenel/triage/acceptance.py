"""Claims applied to verdicts: accepted, no longer accepted, or about nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from crenel.model.verdict import Outcome, Verdict, Warning  # noqa: A004 - the model's word
from crenel.triage.claim import Claim, warning
from crenel.triage.names import Names, canonical, meant, quoted

_ACCEPTABLE = frozenset({Outcome.FAILS, Outcome.MAY_FAIL, Outcome.UNDECIDED})

Applied = tuple[tuple[Verdict, ...], tuple[Warning, ...]]


def apply(
    verdicts: Iterable[Verdict],
    claims: Iterable[Claim],
    today: date,
    known_names: Names,
    *,
    judged: Collection[str] | None = None,
    files: Collection[str] | None = None,
) -> Applied:
    """The verdicts in their order, accepted where a claim holds, and what to mend.

    ``judged`` (controls) and ``files`` say what a partial run looked at: a claim about anything
    else is not called unused.
    """
    ledger = _Ledger(claims, today, known_names)
    settled = tuple(ledger.settle(verdict) for verdict in verdicts)
    return settled, ledger.warnings(judged, files)


class _Ledger:
    """The claims by control, and which of them were of use."""

    def __init__(self, claims: Iterable[Claim], today: date, known: Names) -> None:
        self._today = today.isoformat()
        self._known = known
        self._unknown: list[Claim] = []
        self._by_control: dict[str, list[Claim]] = {}
        self._used: set[int] = set()
        for claim in _distinct(claims):
            name = canonical(claim.control, known)
            if name is None:
                self._unknown.append(claim)
            else:
                self._by_control.setdefault(name, []).append(claim)
        for group in self._by_control.values():
            group.sort(key=lambda claim: claim.terms.until, reverse=True)

    def settle(self, verdict: Verdict) -> Verdict:
        """The verdict under the claim that lasts longest."""
        if verdict.outcome not in _ACCEPTABLE:
            return verdict
        group = self._by_control.get(verdict.control, ())
        found = [claim for claim in group if claim.target.covers(verdict)]
        if not found:
            return verdict
        self._used.update(map(id, found))
        return self._expired(verdict, found[0]) or msgspec.structs.replace(
            verdict,
            outcome=Outcome.ACCEPTED,
            accepted=found[0].acceptance(verdict.control),
        )

    def _expired(self, verdict: Verdict, claim: Claim) -> Verdict | None:
        if not self._past(claim):
            return None
        note = f"accepted until {claim.terms.until}, which is past"
        return msgspec.structs.replace(
            verdict,
            message=f"{verdict.message} ({note})",
            accepted=claim.acceptance(verdict.control),
        )

    def _past(self, claim: Claim) -> bool:
        return claim.terms.until < self._today

    def warnings(
        self, judged: Collection[str] | None, files: Collection[str] | None
    ) -> tuple[Warning, ...]:
        """Claims of unknown controls, expired ones, unused ones; in the order of their places."""
        found = [self._no_control(claim) for claim in self._unknown]
        for control, group in self._by_control.items():
            for claim in group:
                seen = judged is None or control in judged
                seen = seen and (files is None or claim.target.file in files)
                found.extend(self._about(claim, control, seen=seen))
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.message)))

    def _about(self, claim: Claim, control: str, *, seen: bool) -> Iterable[Warning]:
        subject = f"the acceptance of {control} for {claim.target.words}"
        until = claim.terms.until
        if id(claim) not in self._used:
            if seen:
                message = f"{subject} is not used: nothing there fails. Remove it"
                yield warning(message, claim.place)
        elif self._past(claim):
            message = f"{subject} ended on {until}. Mend the finding, or accept it anew"
            yield warning(message, claim.place)

    def _no_control(self, claim: Claim) -> Warning:
        message = f"there is no control {quoted(claim.control)}: nothing is accepted"
        return warning(
            ". ".join(filter(None, (message, meant(claim.control, self._known)))), claim.place
        )


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Each claim once: a template that is read in several stacks is scanned as often."""
    unique = {
        (claim.control.lower(), claim.target, claim.terms, _start(claim)): claim for claim in claims
    }
    return sorted(unique.values(), key=lambda claim: (*claim.where, _start(claim), claim.control))


def _start(claim: Claim) -> tuple[str, int]:
    return (claim.place.file, claim.place.start) if claim.place else ("", 0)
