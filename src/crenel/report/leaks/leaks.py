"""What a scan says, after baseline and acceptances; and how the run ends."""

from __future__ import annotations

import msgspec

from crenel.model.verdict import Outcome, Severity, Warning  # noqa: A004 - the model's word
from crenel.report.gate import CLEAN, FINDINGS, INCOMPLETE
from crenel.secrets.scan import Coverage
from crenel.triage.leaks import Judged


class Leaks(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one scan says."""

    root: str
    today: str
    coverage: Coverage
    rows: tuple[Judged, ...]
    known_before: frozenset[str] = frozenset()
    compared_with: str = ""
    warnings: tuple[Warning, ...] = ()

    @property
    def new(self) -> list[Judged]:
        """What neither the baseline knew nor anybody accepted."""
        return [one for one in self.rows if not (self._known(one) or _accepted(one))]

    @property
    def known(self) -> list[Judged]:
        """What the baseline knew."""
        return [one for one in self.rows if self._known(one) and not _accepted(one)]

    @property
    def accepted(self) -> list[Judged]:
        """What somebody accepted, and still may."""
        return [one for one in self.rows if _accepted(one)]

    def _known(self, one: Judged) -> bool:
        return one.finding.identity in self.known_before


def _accepted(one: Judged) -> bool:
    return one.verdict.outcome is Outcome.ACCEPTED


def exit_code(leaks: Leaks, fail_on: str, *, strict: bool, changes: bool = False) -> int:
    """0 clean, 1 findings, 3 nothing was looked through, or not all of it.

    ``changes``: only what was changed was asked for, and a commit may bring no text at all.
    """
    nothing = not leaks.coverage.files and not changes
    unfinished = nothing or bool(leaks.coverage.incomplete)
    least = Severity(fail_on).rank if fail_on != "none" else None
    if least is not None and any(one.verdict.severity.rank >= least for one in leaks.new):
        return INCOMPLETE if unfinished and strict else FINDINGS
    return INCOMPLETE if unfinished else CLEAN
