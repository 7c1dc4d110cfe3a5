"""``--format`` and ``--output``: several formats in one run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from crenel.cli.ending import tell
from crenel.errors import UsageError
from crenel.files import replace_text
from crenel.model.verdict import Report
from crenel.report.render import find
from crenel.report.settings import Settings


class Targets:
    """Which formats go where. Raises UsageError for an unknown one before anything is read."""

    def __init__(
        self, formats: list[str], outputs: list[str], check: Callable[[str], object]
    ) -> None:
        self._files = list(map(_pair, outputs))
        written = {name for name, _ in self._files}
        wanted = list(dict.fromkeys(formats))
        self._printed = [name for name in wanted if name not in written]
        if not wanted and not self._files:
            self._printed = ["text"]
        if len(self._printed) > 1:
            names = ", ".join(self._printed)
            raise UsageError(f"{names} cannot all go to standard output", "Use --output F=FILE")
        for name in (*self._printed, *written):
            check(name)
        files = [os.path.realpath(path) for _, path in self._files]
        for place, file in enumerate(files):
            if file in files[:place]:
                raise UsageError(f"two outputs go to {self._files[place][1]}", "Name two files")

    def wants(self, name: str) -> bool:
        """Is this format among them?"""
        return name in self._printed or any(name == one for one, _ in self._files)

    def write(self, render: Callable[[str, bool], str]) -> None:
        """Writes the files whole or not at all, and prints the rest.

        ``render`` takes a format and whether a person may be watching.
        """
        for name, path in self._files:
            replace_text(path, render(name, False))
        for name in self._printed:
            tell(render(name, True), utf8=name != "text")


class Outputs:
    """The formats of a report."""

    def __init__(self, formats: list[str], outputs: list[str]) -> None:
        self._targets = Targets(formats, outputs, find)

    def wants(self, name: str) -> bool:
        """Is this format among them?"""
        return self._targets.wants(name)

    def write(self, report: Report, settings: Settings) -> None:
        """Writes the files whole or not at all, and prints the rest."""
        import msgspec

        plain = msgspec.structs.replace(settings, color=False)
        self._targets.write(
            lambda name, watched: find(name).render(report, settings if watched else plain)
        )


def _pair(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise UsageError(f"--output {text} names no file", "Write --output sarif=crenel.sarif")
    if path == "-":
        raise UsageError(f"--output {text} names no file", f"Print it with --format {name}")
    return name, Path(path)
