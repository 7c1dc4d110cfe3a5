"""JSON -> the tree, where libyaml cannot: surrogate pairs, long keys, control characters in text.

Iterative and strict as RFC 8259, except that trailing commas are let through (JSONC).
"""

from __future__ import annotations

import json
import re

from crenel.errors import ReadProblem
from crenel.readers.text.budget import Budget
from crenel.readers.text.tree import Document, ListNode, MapNode, Node, ScalarNode

_BLANK = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_HOLE = re.compile(r"\$\{[^{}\s\"]+\}")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


class JsonScanner:
    """Scans one text. Raises ReadProblem where it is not JSON or over budget."""

    def __init__(self, text: str, budget: Budget, *, holes: bool = False) -> None:
        self._text = text
        self._holes = holes
        self._budget = budget
        self._position = 0
        self._problems: list[tuple[str, int]] = []
        self._open: list[ListNode | MapNode] = []
        self._keys: list[ScalarNode | None] = []
        self._nodes = 0

    def document(self) -> Document:
        """The one document."""
        root: Node | None = None
        while root is None:
            root = self._step()
        self._skip_blanks()
        if self._position != len(self._text):
            raise self._problem("there is more text after the JSON value")
        return Document(root, self._problems)

    def _step(self) -> Node | None:
        """Reads one token; returns the root once it is whole."""
        self._skip_blanks()
        char = self._text[self._position : self._position + 1]
        if char in ("}", "]") and self._open:
            return self._close(char)
        if self._open and isinstance(self._open[-1], MapNode) and self._keys[-1] is None:
            self._key(self._open[-1])
            return None
        if char in ("{", "["):
            self._push(char)
            return None
        return self._place(self._scalar(char))

    def _push(self, char: str) -> None:
        if len(self._open) >= self._budget.depth:
            raise self._problem(f"nested more than {self._budget.depth} levels deep")
        node_type = MapNode if char == "{" else ListNode
        self._open.append(node_type(self._position, ""))
        self._keys.append(None)
        self._position += 1

    def _close(self, char: str) -> Node | None:
        node = self._open.pop()
        if isinstance(node, MapNode) != (char == "}") or self._keys.pop() is not None:
            raise self._problem(f"{char!r} does not close what is open")
        self._position += 1
        node.end = self._position
        return self._place(node)

    def _key(self, parent: MapNode) -> None:
        key = self._string()
        if key.text in parent.entries:
            self._problems.append((f"the key {key.text!r} is written twice", key.start))
        self._skip_blanks()
        if self._text[self._position : self._position + 1] != ":":
            raise self._problem("a key is not followed by a colon")
        self._position += 1
        self._keys[-1] = key

    def _scalar(self, char: str) -> ScalarNode:
        if char == '"':
            return self._string()
        word = _HOLE if self._holes and char == "$" else _WORD
        found = word.match(self._text, self._position)
        if not found:
            raise self._problem("this is not a JSON value")
        self._position = found.end()
        return ScalarNode(found.start(), found.end(), "", found.group(), plain=True)

    def _string(self) -> ScalarNode:
        found = _STRING.match(self._text, self._position)
        if not found:
            raise self._problem("a string was expected here, or it does not end")
        try:
            text = json.loads(found.group())
        except ValueError:
            raise self._problem("a string holds an escape that JSON does not know") from None
        self._position = found.end()
        return ScalarNode(found.start(), found.end(), "", text, plain=False)

    def _place(self, node: Node) -> Node | None:
        """Puts a finished node into its parent, and eats the comma; returns it where it is root."""
        self._nodes += 1
        if self._nodes > self._budget.nodes:
            raise self._problem(f"more than {self._budget.nodes:,} nodes")
        if not self._open:
            return node
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif key is not None:
            parent.entries[key.text] = (key, node)
            self._keys[-1] = None
        parent.size += node.size
        self._comma()
        return None

    def _comma(self) -> None:
        self._skip_blanks()
        char = self._text[self._position : self._position + 1]
        if char == ",":
            self._position += 1
        elif char not in ("}", "]"):
            raise self._problem("a comma or a closing bracket was expected here")

    def _skip_blanks(self) -> None:
        found = _BLANK.match(self._text, self._position)
        self._position = found.end() if found else self._position

    def _problem(self, what: str) -> ReadProblem:
        before = self._text[: self._position]
        line = before.count("\n") + 1
        column = self._position - before.rfind("\n")
        return ReadProblem(what, "Correct the JSON", line=line, column=column)
