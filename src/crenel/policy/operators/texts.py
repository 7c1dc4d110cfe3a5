"""Values that are texts: what a policy's value matches, with its variables filled in."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from crenel.policy.tokens import Tokens, arn_tokens, exact, fold, tokens

MAX_TEXT = 65_536
"""Characters of a request's value that are looked at; none is longer in AWS."""


@lru_cache(maxsize=16384)
def pattern_of(family: str, text: str, *, variables: bool) -> Tokens:
    """A policy's value as tokens, variables included."""
    if family in ("LIKE", "ARN"):
        return tokens(text, variables=variables)
    return exact(text, variables=variables)


def shaped(family: str, pattern: Tokens) -> Tokens | None:
    """A pattern whose variables are filled in, as its family reads it; None: it is none."""
    if family == "ARN":
        return arn_tokens(pattern)
    return fold(pattern) if family == "FOLDED" else pattern


@lru_cache(maxsize=4096)
def binary(text: str) -> str | None:
    """Base64 in its one canonical spelling; None where it is none."""
    try:
        return base64.b64encode(base64.b64decode(text, validate=True)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
