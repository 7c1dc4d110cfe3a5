"""Text -> documents: YAML, JSON and JSON with comments, one tree for all."""

from __future__ import annotations

import re

from crenel.errors import ReadProblem
from crenel.readers.text.budget import BUDGET, Budget
from crenel.readers.text.builder import TreeBuilder
from crenel.readers.text.pyyaml import yaml
from crenel.readers.text.tree import Document

_YAML_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks for YAML, which would fold them; characters like any other for JSON."""


def parse(text: str, budget: Budget = BUDGET, *, holes: bool = False) -> list[Document]:
    """Every document of a text. Raises ReadProblem with the place of what cannot be read.

    With ``holes`` a ``${name}`` may stand in JSON where a value does: something fills it in later.
    """
    if text.lstrip()[:1] in ("{", "["):
        return _parse_flow(text, budget, holes=holes)
    return _parse_events(text, budget)


def _parse_flow(text: str, budget: Budget, *, holes: bool) -> list[Document]:
    """JSON-looking text: libyaml is fast; what it refuses, the scanner reads or explains."""
    from crenel.readers.text.json_scanner import JsonScanner  # noqa: PLC0415 - most files are YAML
    from crenel.readers.text.jsonc import blank_comments  # noqa: PLC0415

    blanked = blank_comments(text)
    if _YAML_BREAKS.search(blanked):
        return [JsonScanner(blanked, budget, holes=holes).document()]
    try:
        return _parse_events(blanked, budget)
    except ReadProblem as first:
        try:
            return [JsonScanner(blanked, budget, holes=holes).document()]
        except ReadProblem as second:
            raise (first if text.lstrip()[:2] in ("{{", "{%") else second) from None


def _parse_events(text: str, budget: Budget) -> list[Document]:
    try:
        return list(TreeBuilder(text, budget).documents())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(filter(None, (error.context, error.problem))) or "this is not YAML"
        raise ReadProblem(what, "Correct the YAML", line=line, column=column) from None
    except yaml.reader.ReaderError as error:
        what = f"the character at position {error.position} is not allowed in YAML"
        line = text.count("\n", 0, error.position) + 1
        raise ReadProblem(what, "Remove it", line=line) from None
