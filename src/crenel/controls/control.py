"""A control: its names, its weight, what it judges, and its check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from crenel.analysis.knowledge import Knowledge
from crenel.controls.judgement import Judged
from crenel.errors import DataError
from crenel.model.entities import Entity
from crenel.model.verdict import Severity

S = TypeVar("S", bound=Entity)
Check = Callable[[S, Knowledge], Judged]


class Control(Generic[S]):
    """One control.

    ``name`` reads well after "accept" and is for ever; ``handle`` is the catalogue's; ``maps_to``
    names rows of public standards (``OWASP-S2``: OWASP Serverless Top 10, ``CSA-A2``: CSA
    serverless risks, ``FSBP-Lambda.1``: AWS Foundational Security Best Practices, ``NIST-AC-3``:
    NIST 800-53r5); ``practices`` the practices that it is evidence for (``crenel practices``).
    """

    def __init__(
        self,
        *,
        name: str,
        handle: str,
        title: str,
        severity: Severity,
        judges: type[S],
        maps_to: tuple[str, ...],
        practices: tuple[str, ...],
        fix: str,
        since: str = "0.1.0",
        aliases: tuple[str, ...] = (),
        masked: bool = False,
    ) -> None:
        self.name = name
        self.handle = handle
        self.title = title
        self.severity = severity
        self.judges = judges
        self.maps_to = maps_to
        self.practices = practices
        self.fix = fix
        """One sentence: what to do about it."""
        self.since = since
        self.aliases = aliases
        self.masked = masked
        """What it points at is secret: outputs show stars in its place."""
        self.text = ""
        """Its page, in Markdown, where no file beside it holds that."""
        self._check: Check[S] | None = None

    def check(self, function: Check[S]) -> Check[S]:
        """Marks the function that judges one subject."""
        self._check = function
        return function

    def guard(self, around: Callable[[Check[S]], Check[S]]) -> None:
        """Puts something around the check: a foreign one is not trusted to end well."""
        if self._check is not None:
            self._check = around(self._check)

    @property
    def has_check(self) -> bool:
        """Is a function marked?"""
        return self._check is not None

    def judge(self, subject: S, app: Knowledge) -> Judged:
        """What the check answers about a subject."""
        return self.asked(subject, app)

    @property
    def asked(self) -> Check[S]:
        """The function that judges one subject. Raises DataError where none is marked."""
        if self._check is None:
            raise DataError(f"the control {self.name} has no check", "Mark one with @control.check")
        return self._check

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it can be called by: name, handle, aliases."""
        return (self.name, self.handle, *self.aliases)
