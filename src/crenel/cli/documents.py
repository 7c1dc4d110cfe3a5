"""``--format`` and ``--output`` of the verbs that print documents of their own."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Collection
from pathlib import Path

from crenel.cli.common import wants_color
from crenel.cli.ending import tell
from crenel.errors import UsageError
from crenel.files import replace_text

Render = Callable[[str, bool], str]
"""The text of a format, coloured or not."""


class Formats:
    """The formats of a verb, the first of them where nobody names one."""

    def __init__(self, *names: str) -> None:
        self.default, *self._others = names

    def add(self, parser: argparse.ArgumentParser) -> None:
        """The flags that choose among them."""
        group = parser.add_argument_group("what is written, and where")
        told = ", ".join([f"{self.default} (default)", *self._others])
        group.add_argument("--format", action="append", default=[], metavar="F", help=told)
        group.add_argument("--output", action="append", default=[], metavar="F=FILE")

    def asked(self, args: argparse.Namespace) -> Documents:
        """What goes where. Raises UsageError."""
        known = (self.default, *self._others)
        return Documents(args.format, args.output, known, default=self.default)


class Documents:
    """Which formats go where. Raises UsageError for an unknown one before anything is read."""

    def __init__(
        self, formats: list[str], outputs: list[str], known: Collection[str], default: str = "text"
    ) -> None:
        self._files = [_pair(output) for output in outputs]
        written = {name for name, _ in self._files}
        for name in (*formats, *written):
            if name not in known:
                raise UsageError(
                    f"there is no output format {name!r} here",
                    f"Known formats: {', '.join(sorted(known))}",
                )
        self._printed = [name for name in dict.fromkeys(formats) if name not in written]
        if not formats and not outputs:
            self._printed = [default]
        if len(self._printed) > 1:
            names = ", ".join(self._printed)
            raise UsageError(f"{names} cannot all go to standard output", "Use --output F=FILE")
        real = [os.path.realpath(path) for _, path in self._files]
        if len(set(real)) < len(real):
            raise UsageError("two outputs go to one file", "Name two files")

    def write(self, render: Render, color: str = "never") -> None:
        """Writes the files whole or not at all, and prints the rest."""
        for name, path in self._files:
            replace_text(path, render(name, False))
        for name in self._printed:
            tell(render(name, wants_color(color)), utf8=name != "text")


def _pair(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path or path == "-":
        raise UsageError(f"--output {text} names no file", "Write --output json=audit.json")
    return name, Path(path)
