"""Leaked credentials as verdicts, so that baselines, acceptances and formats take them, too."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.model.source import Source, Span
from crenel.model.verdict import Certainty, Outcome, Severity, Verdict
from crenel.secrets.catalogue import detector
from crenel.secrets.finding import Finding
from crenel.secrets.judgement.places import in_example, in_test
from crenel.secrets.verification.answer import State

_CERTAIN, _LIKELY = 0.9, 0.7


class Judged(msgspec.Struct, frozen=True):
    """A finding with its verdict."""

    finding: Finding
    verdict: Verdict


def judged(findings: Iterable[Finding]) -> list[Judged]:
    """Each finding as the verdict of a control that has the name of its detector."""
    return [Judged(one, verdict_of(one)) for one in findings]


def verdict_of(finding: Finding) -> Verdict:
    """A failing verdict; its address is ``FILE::DETECTOR``."""
    where = f" (commit {finding.commit[:12]})" if finding.commit else ""
    return Verdict(
        control=finding.detector,
        catalogue="",
        severity=severity_of(finding),
        outcome=Outcome.FAILS,
        certainty=_certainty(finding.confidence),
        address=f"{finding.file}::{finding.detector}",
        type="credential",
        logical_id=finding.detector,
        span=_span(finding),
        message=f"{finding.title} leaked: {finding.masked}{where}",
        identity=finding.identity,
        masked=True,
    )


def severity_of(finding: Finding) -> Severity:
    """How much harm: what opens a door of a provider's most, what its provider refuses least."""
    if finding.answer is not None and finding.answer.state is not State.UNKNOWN:
        return Severity.CRITICAL if finding.answer.state is State.VERIFIED else Severity.LOW
    if detector(finding.detector).identifier:
        return Severity.LOW
    if in_test(finding.file) or in_example(finding.file):
        return Severity.MEDIUM
    if finding.confidence >= _CERTAIN and not finding.detector.startswith("generic-"):
        return Severity.CRITICAL
    return Severity.HIGH if finding.confidence >= _LIKELY else Severity.MEDIUM


def _certainty(confidence: float) -> Certainty:
    if confidence >= _CERTAIN:
        return Certainty.CERTAIN
    return Certainty.LIKELY if confidence >= _LIKELY else Certainty.POSSIBLE


class _Place(Source):
    """Two places in a text that is not kept: nothing holds a credential longer than needed."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.file, "")
        self._begin = (finding.line, finding.column)
        self._end = (finding.end_line, finding.end_column)

    def place(self, offset: int) -> tuple[int, int]:
        return self._end if offset else self._begin


def _span(finding: Finding) -> Span:
    return Span(_Place(finding), 0, 1)
