"""How a report is to be shown: the view, the gate, the width, and the text of the controls."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal

import msgspec

from crenel.model.verdict import Severity, Verdict


class View(Enum):
    """How much a person wants to see; see :mod:`crenel.report.view`."""

    ACT = "act"
    REVIEW = "review"
    AUDIT = "audit"


class ControlText(msgspec.Struct, frozen=True, kw_only=True):
    """What a control says of itself; whoever loads the controls fills one of these."""

    name: str
    handle: str = ""
    title: str = ""
    severity: Severity = Severity.MEDIUM
    summary: str = ""
    help_markdown: str = ""
    fix: str = ""
    maps_to: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a format may ask beside the report itself."""

    view: View = View.ACT
    verdicts: Literal["failing", "all"] = "failing"
    fail_on: Severity | None = Severity.MEDIUM
    """The severity at or above which a finding gates; None: nothing gates."""
    strict: bool = False
    """Whether exit code 3 (something was not read) wins over 1 (findings)."""
    color: bool = False
    width: int = 100
    """Columns of the terminal; 0: never cut or wrap."""
    version: str = ""
    shown_at_most: int = 10
    prefix: str = ""
    """The analysed root as seen from the working folder: put before files, never in ``json``."""
    catalogue: Mapping[str, ControlText] = {}

    def control(self, verdict: Verdict) -> ControlText:
        """The text of a verdict's control, or the little that the verdict itself tells."""
        found = self.catalogue.get(verdict.control)
        if found is not None:
            return found
        return ControlText(
            name=verdict.control, handle=verdict.catalogue, severity=verdict.severity
        )

    def path(self, file: str) -> str:
        """A file of the report as seen from the working folder."""
        prefix = self.prefix.rstrip("/")
        return f"{prefix}/{file}" if prefix and prefix != "." else file
