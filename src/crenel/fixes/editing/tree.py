"""Setting a path in YAML or JSON, in block and in flow style, keeping comments and layout."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.editing.template_values import as_json, block, inline
from crenel.fixes.recipe import Setting
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_BREAK = re.compile(r"\r\n|\r|\n")
_GAP = re.compile(r"\s*(?:#[^\n]*\s*)*:?\s*(?:#[^\n]*\s*)*(?:&\S+\s*)?[\"']?:?\s*")
_FIRST_LEVEL = re.compile(r"\n( +)\S")
_TRAILING = re.compile(r"[ \t]+(?=\r|\n|$)")
_STEP = 2


class TreeText:
    """A text, and its tree to find one's way in it."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root
        self.newline = "\r\n" if "\r\n" in text else "\n"

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

    def putting(self, home: MapNode, path: Sequence[str], value: Setting) -> Edit:
        """The edit after which ``value`` stands under a path, whatever was there. Raises Refused.

        Functions of CloudFormation are given in their long form.
        """
        node = home
        for depth, key in enumerate(path):
            self._plain_map(node)
            entry = node.entries.get(key)
            if entry is None:
                return self._addition(node, key, _nested(path[depth + 1 :], value))
            self._written_here(node, *entry)
            if depth == len(path) - 1:
                return self._whole(node, key, value)
            node = self._inside(entry[1])
        raise Refused("the path is empty")

    def removing(self, holder: MapNode, key: str) -> Edit:
        """The edit after which a key of a map in block style is gone. Raises Refused."""
        name, value = holder.entries[key]
        self._written_here(holder, name, value)
        line = self.text.rfind("\n", 0, name.start) + 1
        alone = len(holder.entries) == 1 or self.text[line : name.start].strip()
        if alone or self._is_flow(holder):
            raise Refused(f"{key} cannot be taken out of a map like this: decide it by hand")
        stop = _BREAK.search(self.text, self._end_of(name, value))
        return Edit(line, stop.end() if stop else len(self.text), "")

    def _is_flow(self, holder: MapNode) -> bool:
        return self.text[holder.start : holder.start + 1] == "{"

    def _end_of(self, key: ScalarNode, value: Node) -> int:
        """Where an entry ends, before the break after it."""
        end = max(key.end, value.end)
        while end > key.end and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _whole(self, holder: MapNode, key: str, value: Setting) -> Edit:
        """The entry written anew."""
        name, old = holder.entries[key]
        if self._is_flow(holder):
            return Edit(old.start, old.end, self._in_flow(name, value))
        lines = block(key, value, self._column(name.start))
        text = self.newline.join(lines).lstrip(" ")
        end = self._end_of(name, old)
        blanks = _TRAILING.match(self.text, end)
        return Edit(name.start, blanks.end() if blanks else end, text)

    def _addition(self, holder: MapNode, key: str, value: Setting) -> Edit:
        """A new entry: behind the last one in block style, as the first one in flow style."""
        if not self._is_flow(holder):
            return self._into_block(holder, key, value, whole=True)
        names = [entry[0] for entry in holder.entries.values()]
        if not names:
            return Edit(
                holder.start + 1, holder.end - 1, f"{self._key(key)}: {self._json_or(value)}"
            )
        first = min(names, key=lambda one: one.start)
        gap = self.text[holder.start + 1 : first.start]
        lead = self.newline + gap[len(gap.rstrip(" \t")) :] if _BREAK.search(gap) else " "
        entry = f"{self._key(key)}: {self._in_flow(first, value)},{lead}"
        return Edit(first.start, first.start, entry)

    def _in_flow(self, name: ScalarNode, value: Setting) -> str:
        """A value in a map in flow style; in JSON with a line for each entry, with lines too."""
        line = self.text.rfind("\n", 0, name.start) + 1
        indent = name.start - line
        if self._json and not self.text[line : name.start].strip():
            return as_json(value, indent, self._json_step()).replace("\n", self.newline)
        return self._json_or(value)

    def _json_step(self) -> int:
        """The blanks of a level: those of the first line that has some."""
        found = _FIRST_LEVEL.search(self.text)
        return len(found[1]) if found else _STEP

    def _json_or(self, value: Setting) -> str:
        return json.dumps(value, ensure_ascii=False) if self._json else inline(value)

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
        return Edit(node.start, node.end, lead * (node.start == node.end) + self.flow(value))

    # -- inserting ---------------------------------------------------------------------------

    def _insertion(self, holder: MapNode, key: str, value: Setting) -> Edit:
        if self.text[holder.start : holder.start + 1] == "{":
            return self._into_flow(holder, key, value)
        return self._into_block(holder, key, value)

    def _into_flow(self, holder: MapNode, key: str, value: Setting) -> Edit:
        inside = holder.start + 1
        written = f"{self._key(key)}: {self.flow(value)}"
        if not holder.entries:
            return Edit(inside, holder.end - 1, written)
        first = min(entry[0].start for entry in holder.entries.values())
        gap = self.text[inside:first]
        if _BREAK.search(gap):  # one entry a line: keep it so
            lead = gap[len(gap.rstrip(" \t")) :]
            return Edit(first, first, f"{written},{self.newline}{lead}")
        return Edit(first, first, f"{written}, ")

    def _into_block(
        self, holder: MapNode, key: str, value: Setting, *, whole: bool = False
    ) -> Edit:
        own = [entry for entry in holder.entries.values() if entry[0].start >= holder.start]
        if not own:
            raise Refused("nothing is written there yet")
        indent = self._column(min(entry[0].start for entry in own))
        lines = block(key, value, indent) if whole else self._block(key, value, indent)
        last_key, last = max(own, key=lambda entry: entry[0].start)
        end = max(last_key.end, last.end)
        if self.text[end - 1 : end] in ("\n", "\r"):  # a block scalar ends where a line begins
            return Edit(end, end, "".join(f"{line}{self.newline}" for line in lines))
        stop = _BREAK.search(self.text, end)
        place = stop.start() if stop else len(self.text)
        return Edit(place, place, "".join(f"{self.newline}{line}" for line in lines))

    def addition(self, holder: ListNode, value: Setting) -> Edit:
        """The edit that makes ``value`` the last element of a list. Raises Refused."""
        if holder.tag or not holder.items:
            raise Refused("it is computed there, or empty: decide it by hand")
        written = self.flow(value)
        last = holder.items[-1]
        if self.text[holder.start : holder.start + 1] == "[":
            return Edit(last.end, last.end, f", {written}")
        dash = self.text.rfind("-", 0, holder.items[0].start)
        lead = " " * self._column(dash)
        end = max(last.end, last.start)
        if self.text[end - 1 : end] in ("\n", "\r"):
            return Edit(end, end, f"{lead}- {written}{self.newline}")
        stop = _BREAK.search(self.text, end)
        place = stop.start() if stop else len(self.text)
        return Edit(place, place, f"{self.newline}{lead}- {written}")

    def _column(self, offset: int) -> int:
        before = self.text[:offset]
        return len(before) - max(before.rfind("\n"), before.rfind("\r")) - 1

    def _block(self, key: str, value: Setting, indent: int) -> list[str]:
        lead = " " * indent
        if not isinstance(value, dict):
            return [f"{lead}{key}: {self.flow(value)}"]
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

    def flow(self, value: Setting) -> str:
        """A value as it is written in one line."""
        if self._json:
            return json.dumps(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
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
