"""Objects from the JSON files of a project: package.json, tsconfig.json, comments and all."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from crenel.errors import ReadProblem
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.code.tree import Tree

_COMMENT = Pattern(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


def object_in(tree: Tree, path: str | None) -> dict[str, Any]:
    """The object that a file holds; empty where there is none, or none that can be read."""
    if path is None or not tree.exists(path):
        return {}
    try:
        text = tree.read(path).text.removeprefix("\ufeff")
        found = json.loads(_COMMENT.sub(lambda match: match.group(1) or "", text))
    except (ReadProblem, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
