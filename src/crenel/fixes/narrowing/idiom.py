"""What every way of writing a policy shares: the texts that are changed, and trees in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.homes import home
from crenel.fixes.recipe import Setting
from crenel.readers.root import Root
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import MapNode

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Case, Statement

Idiom = Callable[["Texts", "Case", "Sequence[Statement] | None"], None]
"""Writes the statements of a function into the texts; None: it is to be granted nothing of its own,
to see what it is given anyway. Raises Refused."""


class Texts:
    """The files as they are to be: what was changed, and behind it what is on the disk."""

    def __init__(self, root: Root, changed: dict[str, str] | None = None) -> None:
        self.root = root
        self.changed = dict(changed or {})

    def copy(self) -> Texts:
        """The same, to try something."""
        return Texts(self.root, self.changed)

    def text(self, file: str) -> str:
        """The text of a file. Raises Refused where it cannot be read."""
        if file in self.changed:
            return self.changed[file]
        try:
            return self.root.read(file).text
        except ReadProblem as problem:
            raise Refused(f"{file} cannot be read: {problem}") from None

    def tree(self, file: str) -> TreeText:
        """The one document of a file. Raises Refused."""
        text = self.text(file)
        try:
            documents = parse(text)
        except ReadProblem as problem:
            raise Refused(f"{file} cannot be read: {problem}") from None
        if len(documents) != 1:
            raise Refused(f"{file} holds {len(documents)} documents")
        return TreeText(text, documents[0].root)

    def edit(self, file: str, edit: Edit) -> None:
        """Makes an edit."""
        self.changed[file] = edit.on(self.text(file))

    # -- resources in trees ------------------------------------------------------------------

    def resource(self, file: str, kind: str, name: str) -> tuple[TreeText, MapNode]:
        """A resource, or a function of a service. Raises Refused."""
        tree = self.tree(file)
        return tree, home(tree, kind, name)

    def put(self, at: tuple[str, str, str], path: Sequence[str], value: Setting) -> None:
        """Makes a value stand under a path of a resource (file, type, name). Raises Refused."""
        tree, place = self.resource(*at)
        self.edit(at[0], tree.putting(place, path, value))

    def take_out(self, at: tuple[str, str, str], path: Sequence[str]) -> None:
        """Takes out what stands under a path; in flow style a list is emptied. Raises Refused."""
        tree, place = self.resource(*at)
        *outer, key = path
        for word in outer:
            found = place.get(word)
            if not isinstance(found, MapNode):
                return
            place = found
        if key not in place.entries:
            return
        try:
            edit = tree.removing(place, key)
        except Refused:
            edit = tree.putting(place, [key], [])
        self.edit(at[0], edit)
