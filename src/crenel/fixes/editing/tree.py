"""Setting a path in YAML or JSON, in block and in flow style, keeping comments and layout."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.recipe import Setting
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_BREAK = re.compile(r"\r\n|\r|\n")
_GAP = re.compile(r"\s*(?:#[^\n]*\s*)*:?\s*(?:#[^\n]*\s*)*(?:&\S+\s*)?[\"']?:?\s*")
_STEP = 2


class TreeText:
    """A text, and its tree to find one's way in it."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def at(self, *path: str) -> Node | None:
        """The node under a path of keys."""
        node: Node | None = self.root
        for key in path:
            node = node.get(key) if isinstance(node, MapNode) else None
        return node

    def setting(self, home: MapNode, path: Sequence[str], value: Setting) -> Edit:
        """The edit that makes ``value`` stand under a path of ``home``. Raises Refused."""
        node = home
        for depth, key in enumerate(path):
            self._plain_map(node)
            entry = node.entries.get(key)
            if entry is None:
                return self._insertion(node, key, _nested(path[depth + 1 :], value))
            self._written_here(node, *entry)
            if depth == len(path) - 1:
                return self._replacement(entry[1], value)
            if _is_short(entry[1]):
                return self._replacement(entry[1], _nested(path[depth + 1 :], value))
            node = self._inside(entry[1])
        raise Refused("the path is empty")

    def _inside(self, node: Node) -> MapNode:
        if not isinstance(node, MapNode):
            raise Refused("something that is no map stands there")
        return node

    def _plain_map(self, node: MapNode) -> None:
        computed = [key for key in node.entries if key == "Ref" or key.startswith("Fn::")]
        if node.tag or computed:
            raise Refused("it is computed there: decide it by hand")

    def _written_here(self, holder: MapNode, key: ScalarNode, value: Node) -> None:
        """An alias or a merged map stands elsewhere: others would change with it."""
        inside = holder.start <= key.start < max(holder.end, holder.start + 1)
        if (
            not inside
            or value.start < key.end
            or not _GAP.fullmatch(self.text[key.end : value.start])
        ):
            raise Refused("it is written by reference: decide it by hand")

    def _replacement(self, node: Node, value: Setting) -> Edit:
        computed = isinstance(node, MapNode | ListNode) or "${" in self.text[node.start : node.end]
        if node.tag or computed:
            raise Refused("it is computed there: decide it by hand")
        lead = "" if self.text[node.start - 1 : node.start] in (" ", "\t") else " "
        return Edit(node.start, node.end, lead * (node.start == node.end) + self._flow(value))

    # -- inserting ---------------------------------------------------------------------------

    def _insertion(self, holder: MapNode, key: str, value: Setting) -> Edit:
        if self.text[holder.start : holder.start + 1] == "{":
            return self._into_flow(holder, key, value)
        return self._into_block(holder, key, value)

    def _into_flow(self, holder: MapNode, key: str, value: Setting) -> Edit:
        inside = holder.start + 1
        written = f"{self._key(key)}: {self._flow(value)}"
        if not holder.entries:
            return Edit(inside, holder.end - 1, written)
        first = min(entry[0].start for entry in holder.entries.values())
        gap = self.text[inside:first]
        if _BREAK.search(gap):  # one entry a line: keep it so
            lead = gap[len(gap.rstrip(" \t")) :]
            return Edit(first, first, f"{written},{self._newline}{lead}")
        return Edit(first, first, f"{written}, ")

    def _into_block(self, holder: MapNode, key: str, value: Setting) -> Edit:
        own = [entry for entry in holder.entries.values() if entry[0].start >= holder.start]
        if not own:
            raise Refused("nothing is written there yet")
        indent = self._column(min(entry[0].start for entry in own))
        lines = self._block(key, value, indent)
        last_key, last = max(own, key=lambda entry: entry[0].start)
        end = max(last_key.end, last.end)
        if self.text[end - 1 : end] in ("\n", "\r"):  # a block scalar ends where a line begins
            return Edit(end, end, "".join(f"{line}{self._newline}" for line in lines))
        stop = _BREAK.search(self.text, end)
        place = stop.start() if stop else len(self.text)
        return Edit(place, place, "".join(f"{self._newline}{line}" for line in lines))

    def addition(self, holder: ListNode, value: Setting) -> Edit:
        """The edit that makes ``value`` the last element of a list. Raises Refused."""
        if holder.tag or not holder.items:
            raise Refused("it is computed there, or empty: decide it by hand")
        written = self._flow(value)
        last = holder.items[-1]
        if self.text[holder.start : holder.start + 1] == "[":
            return Edit(last.end, last.end, f", {written}")
        dash = self.text.rfind("-", 0, holder.items[0].start)
        lead = " " * self._column(dash)
        end = max(last.end, last.start)
        if self.text[end - 1 : end] in ("\n", "\r"):
            return Edit(end, end, f"{lead}- {written}{self._newline}")
        stop = _BREAK.search(self.text, end)
        place = stop.start() if stop else len(self.text)
        return Edit(place, place, f"{self._newline}{lead}- {written}")

    def _column(self, offset: int) -> int:
        before = self.text[:offset]
        return len(before) - max(before.rfind("\n"), before.rfind("\r")) - 1

    def _block(self, key: str, value: Setting, indent: int) -> list[str]:
        lead = " " * indent
        if not isinstance(value, dict):
            return [f"{lead}{key}: {self._flow(value)}"]
        inner = [
            line for name, one in value.items() for line in self._block(name, one, indent + _STEP)
        ]
        return [f"{lead}{key}:", *inner]

    # -- writing values ----------------------------------------------------------------------

    @property
    def _json(self) -> bool:
        return self.text.lstrip()[:1] == "{"

    def _key(self, key: str) -> str:
        return json.dumps(key) if self._json else key

    def _flow(self, value: Setting) -> str:
        if self._json:
            return json.dumps(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self._flow, value)) + "]"
        if isinstance(value, str) and (not _PLAIN.fullmatch(value) or value.lower() in _WORDS):
            return json.dumps(value)
        return str(value).lower() if isinstance(value, bool) else str(value)


def _is_short(node: Node) -> bool:
    """``url: true`` is short for a map in which nothing is set."""
    return isinstance(node, ScalarNode) and node.plain and node.text == "true"


def _nested(path: Sequence[str], value: Setting) -> Setting:
    for key in reversed(path):
        value = {key: value}
    return value
