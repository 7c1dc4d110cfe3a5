"""The managed policies of the provider, by how wide they are."""

from __future__ import annotations

from crenel.controls.identity._lists import table
from crenel.model.truth import Truth, truth
from crenel.model.value import Value


def named(policy: Value, group: str) -> Truth:
    """Is it one of the provider's policies of a group? A policy of the template itself is not."""
    if any(True for _ in policy.refs()):
        return truth(False, policy)
    return policy.endswith(*(f":policy/{name}" for name in table("managed")[group]))
