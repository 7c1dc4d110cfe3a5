"""The IAM language: its documents, what they decide, and how two of them compare.

``parse`` reads a document, ``decide`` answers one request, ``compare`` answers for all requests
at once. ``globs`` relates patterns; ``authorization`` knows AWS's actions.
"""

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
