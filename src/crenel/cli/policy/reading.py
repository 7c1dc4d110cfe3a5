"""JSON (or YAML) files as plain values, and where in a file each of them stands."""

from __future__ import annotations

import json
import re
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source

STDIN = "-"
MAX_BYTES = 256 * 1024 * 1024
_NUMBER = re.compile(r"-?\d{1,4000}")
_FRACTION = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")

Steps = tuple[str | int, ...]


class Input:
    """One file: its text, its value, and places in it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = _text(path)

    @cached_property
    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """What the file states. Raises UsageError where it cannot be read."""
        try:
            return json.loads(self.text, object_pairs_hook=_unique, parse_constant=_refused)
        except (ValueError, RecursionError):
            return self._by_tree()

    def _by_tree(self) -> Any:  # noqa: ANN401 - any JSON
        """The slower way: it reads YAML too, and knows the place of what is wrong."""
        root = self._root
        if root is None:
            raise UsageError(f"{self.path} is empty", "Write a JSON document into it")
        return _plain(root)

    @cached_property
    def _root(self) -> Any:  # noqa: ANN401 - a node of the reader's tree
        from crenel.readers.text.parse import parse

        try:
            documents = parse(self.text)
        except ReadProblem as problem:
            place = f"{self.path}:{problem.line}:{problem.column}"
            raise UsageError(f"{place}: {problem.what}", problem.do) from None
        if len(documents) > 1:
            raise UsageError(f"{self.path} holds {len(documents)} documents", "Keep one")
        for sentence, offset in documents[0].problems if documents else ():
            line, column = Source(self.path, self.text).place(offset)
            raise UsageError(f"{self.path}:{line}:{column}: {sentence}", "Write it once")
        return documents[0].root if documents else None

    def place(self, steps: Steps) -> str:
        """``file:line:column`` of what stands at a path of keys and positions."""
        try:
            node, offset = self._root, 0
        except UsageError:
            return self.path
        for step in steps:
            entries = getattr(node, "entries", None)
            items = getattr(node, "items", None)
            if isinstance(step, str) and entries and step in entries:
                key, node = entries[step]
                offset = key.start
            elif isinstance(step, int) and isinstance(items, list) and step < len(items):
                node = items[step]
                offset = node.start
            else:
                break
        line, column = Source(self.path, self.text).place(offset)
        return f"{self.path}:{line}:{column}"


def _text(path: str) -> str:
    if path == STDIN:
        return sys.stdin.read(MAX_BYTES)
    file = Path(path)
    try:
        if not file.exists() or file.is_dir():
            raise UsageError(f"{path} is no file", "Name a JSON file, or - for standard input")
        # Not all has a size before it is read: a shell's <(...) is a pipe.
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UsageError(f"{path} has more than {MAX_BYTES} bytes", "Split it")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 at byte {error.start}"
        raise UsageError(message, "Save it in UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        message = "a key is written twice"
        raise ValueError(message)
    return made


def _refused(word: str) -> None:
    message = f"{word} is not JSON"
    raise ValueError(message)


def _plain(root: Any) -> Any:  # noqa: ANN401 - any JSON
    """The tree's value; it nests no deeper than the reader's budget."""
    if hasattr(root, "entries"):
        return {name: _plain(value) for name, (_, value) in root.entries.items()}
    if isinstance(getattr(root, "items", None), list):
        return [_plain(item) for item in root.items]
    return _scalar(root.text) if root.plain and not root.tag else root.text


def _scalar(text: str) -> Any:  # noqa: ANN401 - any JSON
    words = {"true": True, "false": False, "null": None, "~": None, "": None}
    if text.lower() in words:
        return words[text.lower()]
    if _NUMBER.fullmatch(text):
        return int(text)
    return float(text) if _FRACTION.fullmatch(text) else text
