"""Adding an item to a list in YAML or JSON, in the style in which the list is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.recipe import Setting
from crenel.readers.text.tree import ListNode, MapNode

_BREAK = re.compile(r"\r\n|\r|\n")


def appending(tree: TreeText, home: MapNode, path: Sequence[str], item: Setting) -> Edit:
    """The edit after which the list under a path of ``home`` ends with ``item``.

    A list that is not there is made. Raises Refused.
    """
    node = home
    for key in path[:-1]:
        inner = node.get(key)
        if not isinstance(inner, MapNode):
            return tree.setting(home, path, [item])
        node = inner
    held = node.get(path[-1])
    if held is None:
        return tree.setting(home, path, [item])
    if not isinstance(held, ListNode) or held.tag:
        raise Refused("it is computed there: decide it by hand")
    if not held.items:
        raise Refused("an empty list stands there: decide it by hand")
    flow = tree.text[held.start : held.start + 1] == "["
    return _in_flow(tree, held, item) if flow else _in_block(tree, held, item)


def _in_flow(tree: TreeText, held: ListNode, item: Setting) -> Edit:
    end = held.items[-1].end
    last = tree.text.rfind("\n", 0, held.items[-1].start)
    lead = tree.text[last + 1 : held.items[-1].start]
    gap = f"{tree.newline}{lead}" if last > held.start and not lead.strip() else " "
    return Edit(end, end, f",{gap}{tree.flow(item)}")


def _in_block(tree: TreeText, held: ListNode, item: Setting) -> Edit:
    last = held.items[-1]
    dash = tree.text.rfind("-", held.start, last.start)
    line = max(tree.text.rfind("\n", 0, dash), tree.text.rfind("\r", 0, dash)) + 1
    lead = tree.text[line:dash]
    if dash < 0 or lead.strip():
        raise Refused("the list is written in a way that is left alone")
    stop = _BREAK.search(tree.text, max(last.end - 1, last.start))
    place = stop.start() if stop else len(tree.text)
    return Edit(place, place, f"{tree.newline}{lead}- {tree.flow(item)}")
