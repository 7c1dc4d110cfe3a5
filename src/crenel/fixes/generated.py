"""What a tool made or fetched: an edit of it would be lost when the tool runs again."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge

FORMATS = frozenset({"cdk", "terraform-plan"})
"""Formats of applications whose source is elsewhere: code, or configuration and state."""

_INSTALLED = ".terraform"
"""The folder that ``terraform init`` downloads modules into."""


class Generated:
    """The addresses of resources that no edit reaches, gathered while applications are judged."""

    def __init__(self) -> None:
        self._addresses: set[str] = set()

    def gather(self, app: Knowledge) -> None:
        """Remembers the resources of an application that a tool made."""
        whole = app.application.format in FORMATS
        self._addresses.update(
            one.origin.address
            for one in app.application.entities
            if whole or _INSTALLED in one.origin.span.file.split("/")
        )

    def __contains__(self, address: object) -> bool:
        return address in self._addresses
