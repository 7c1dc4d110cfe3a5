"""One concrete request through the whole evaluation logic."""

from crenel.policy.evaluating.decision import Because, Decision, Outcome
from crenel.policy.evaluating.logic import Prepared, decide
from crenel.policy.evaluating.reading import read_request
from crenel.policy.evaluating.request import Policies, Request

__all__ = [
    "Because",
    "Decision",
    "Outcome",
    "Policies",
    "Prepared",
    "Request",
    "decide",
    "read_request",
]
