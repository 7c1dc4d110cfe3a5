"""YAML scalars as CloudFormation means them: versions, dates and account ids stay words."""

from __future__ import annotations

import re

from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.value import Absent, Known, Value
from crenel.readers.text.tree import ScalarNode

_INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def scalar_value(node: ScalarNode, span: Span, via: Step | None) -> Value:
    """A plain scalar becomes a switch, a number or nothing; everything else stays text."""
    text = node.text
    if not node.plain or node.tag in ("!", "!!str"):
        return Known(value=text, span=span, via=via)
    if text in _WORDS:
        return Known(value=_WORDS[text], span=span, via=via)
    if text in _NULLS:
        return Absent(span=span, via=via)
    if _INTEGER.fullmatch(text):
        return Known(value=int(text), span=span, via=via)
    if _DECIMAL.fullmatch(text):
        return Known(value=float(text), span=span, via=via)
    return Known(value=text, span=span, via=via)
