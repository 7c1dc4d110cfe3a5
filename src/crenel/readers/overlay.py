"""A root some of whose files hold something else than on the disk: what a change would give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crenel.readers.root import Root
from crenel.readers.text.budget import BUDGET


class Overlay(Root):
    """The files of a folder, with other texts in place of some."""

    def __init__(self, folder: Path, texts: Mapping[str, str]) -> None:
        super().__init__(folder)
        self._texts = texts

    def read_bytes(self, path: str, limit: int = BUDGET.bytes) -> bytes:
        """The other text, where there is one; what is on the disk elsewhere."""
        if path in self._texts:
            return self._texts[path].encode("utf-8", "surrogatepass")
        return super().read_bytes(path, limit)
