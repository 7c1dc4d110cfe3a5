"""Parameter values that a person gave, and whether any template asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import StackParameter
from crenel.model.verdict import Warning  # noqa: A004 - the model's word


class Inputs:
    """Collects what templates declare while they pass by."""

    def __init__(self, given: Iterable[str]) -> None:
        self._given = sorted(given)
        self._declared: set[str] = set()
        self._asked_freely = False

    def gather(self, app: Knowledge) -> None:
        """The parameters of one application."""
        self._declared.update(one.origin.logical_id for one in app.all(StackParameter))
        # The Serverless Framework's variables take values that nothing declares.
        self._asked_freely |= app.application.format == "serverless"

    def warnings(self) -> tuple[Warning, ...]:
        """A name that no template declares decided nothing: it is told, not passed over."""
        if self._asked_freely:
            return ()
        unknown = (name for name in self._given if name not in self._declared)
        return tuple(Warning(message=self._sentence(name)) for name in unknown)

    def _sentence(self, name: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(name, self._declared, n=2)
        meant = f". Did you mean {' or '.join(close)}?" if close else ""
        return f"no template has the parameter {name!r}: its value decides nothing{meant}"
