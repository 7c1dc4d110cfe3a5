"""The IAM language: its documents, what they decide, and how two of them compare.

``parse`` reads a document, ``decide`` answers one request, ``compare`` answers for all requests
at once. ``globs`` relates patterns; ``authorization`` knows AWS's actions.

A name is loaded when it is first asked for: whoever reads documents needs no automata.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crenel.policy.comparing import Comparison, Relation, Witness, compare
    from crenel.policy.document import Kind, Policy, Problem, Statement
    from crenel.policy.evaluating import (
        Decision,
        Outcome,
        Policies,
        Prepared,
        Request,
        decide,
        read_request,
    )
    from crenel.policy.parsing import parse

__all__ = [
    "Comparison",
    "Decision",
    "Kind",
    "Outcome",
    "Policies",
    "Policy",
    "Prepared",
    "Problem",
    "Relation",
    "Request",
    "Statement",
    "Witness",
    "compare",
    "decide",
    "parse",
    "read_request",
]

_ROOMS = {
    "comparing": ("Comparison", "Relation", "Witness", "compare"),
    "document": ("Kind", "Policy", "Problem", "Statement"),
    "evaluating": (
        "Decision",
        "Outcome",
        "Policies",
        "Prepared",
        "Request",
        "decide",
        "read_request",
    ),
    "parsing": ("parse",),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    room = _HOME.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{room}"), name)
