"""Values as a template gives them, each with its place and how it came to be.

Known, unknown, absent, chosen by a condition, text with holes, or a reference.

A control never looks inside: it asks (``value.equals("NONE")``) and gets a ``Truth``.
"""

from crenel.model.value.choice import MAX_LEAVES, Choice, leaves
from crenel.model.value.collections import List, Map
from crenel.model.value.leaves import Absent, Known, Ref, Unknown
from crenel.model.value.make import NOTHING, known, mapping, sequence, where
from crenel.model.value.root import Scalar, Test, UnknownKind, Value
from crenel.model.value.text import Text

__all__ = [
    "MAX_LEAVES",
    "NOTHING",
    "Absent",
    "Choice",
    "Known",
    "List",
    "Map",
    "Ref",
    "Scalar",
    "Test",
    "Text",
    "Unknown",
    "UnknownKind",
    "Value",
    "known",
    "leaves",
    "mapping",
    "sequence",
    "where",
]
