"""Colours for a terminal. They only underline what the words say already."""

from __future__ import annotations

import msgspec

from crenel.model.verdict import Severity

_BOLD, _RED, _YELLOW, _BLUE, _CYAN = "1", "1;31", "1;33", "1;34", "36"
_SEVERITIES = {
    Severity.CRITICAL: _RED,
    Severity.HIGH: _RED,
    Severity.MEDIUM: _YELLOW,
    Severity.LOW: _CYAN,
    Severity.INFO: _CYAN,
}


class Palette(msgspec.Struct, frozen=True):
    """Paints, or leaves text as it is."""

    on: bool = False

    def severity(self, text: str, severity: Severity) -> str:
        """What tells how bad it is."""
        return self._paint(text, _SEVERITIES[severity])

    def strong(self, text: str) -> str:
        """What is to be read first."""
        return self._paint(text, _BOLD)

    def gutter(self, text: str) -> str:
        """Line numbers, rules and arrows."""
        return self._paint(text, _BLUE)

    def warning(self, text: str) -> str:
        """What a person should mend in how crenel is used."""
        return self._paint(text, _YELLOW)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text
