"""The condition operators: what each makes of a value in the policy and one in the request.

Source: IAM JSON policy elements: Condition operators (IAM User Guide).
"""

from crenel.policy.operators.table import (
    NULL,
    OPERATORS,
    WRITTEN,
    Family,
    Operator,
    problem_of,
)
from crenel.policy.operators.values import ValueTest, value_test

__all__ = [
    "NULL",
    "OPERATORS",
    "WRITTEN",
    "Family",
    "Operator",
    "ValueTest",
    "problem_of",
    "value_test",
]
