"""``--format`` and ``--output``: several formats in one run."""

from __future__ import annotations

import sys
from pathlib import Path

from crenel.errors import UsageError
from crenel.files import replace_text
from crenel.model.verdict import Report
from crenel.report.render import find
from crenel.report.settings import Settings


class Outputs:
    """Which formats go where. Raises UsageError for an unknown one before anything is read."""

    def __init__(self, formats: list[str], outputs: list[str]) -> None:
        self._files = dict(map(_pair, outputs))
        wanted = list(dict.fromkeys(formats))
        self._printed = [name for name in wanted if name not in self._files]
        if not wanted and not self._files:
            self._printed = ["text"]
        if len(self._printed) > 1:
            names = ", ".join(self._printed)
            raise UsageError(f"{names} cannot all go to standard output", "Use --output F=FILE")
        for name in (*self._printed, *self._files):
            find(name)

    def write(self, report: Report, settings: Settings) -> None:
        """Writes the files whole or not at all, and prints the rest."""
        import msgspec

        plain = msgspec.structs.replace(settings, color=False)
        for name, path in self._files.items():
            replace_text(path, find(name).render(report, plain))
        for name in self._printed:
            sys.stdout.write(find(name).render(report, settings))


def _pair(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise UsageError(f"--output {text} names no file", "Write --output sarif=crenel.sarif")
    return name, Path(path)
