"""What a tool made: an edit of it would be lost when the tool runs again."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge

FORMATS = frozenset({"cdk", "terraform-plan"})
"""Formats of applications whose source is elsewhere: code, or configuration and state."""


class Generated:
    """The addresses of resources that no edit reaches, gathered while applications are judged."""

    def __init__(self) -> None:
        self._addresses: set[str] = set()

    def gather(self, app: Knowledge) -> None:
        """Remembers the resources of an application that a tool made."""
        application = app.application
        if application.format in FORMATS:
            self._addresses.update(one.origin.address for one in application.entities)

    def __contains__(self, address: str) -> bool:
        return address in self._addresses
