"""The statements of one side, and how elements of two statements relate, variables included."""

from __future__ import annotations

from collections.abc import Sequence

from crenel.policy.comparing.index import index_of
from crenel.policy.document import Names, Policy, names_of
from crenel.policy.globs import tokens_cover, tokens_disjoint
from crenel.policy.tokens import Tokens, variables_of, widened


class Side:
    """Documents that are judged together: what they allow, less what they deny."""

    def __init__(self, policies: Sequence[Policy]) -> None:
        found = {one.key: one for policy in policies for one in policy.statements}
        self.statements = found
        self.allows = [one for one in found.values() if one.allow]
        self.denies = [one for one in found.values() if not one.allow]
        self.broken = any(one.broken for one in found.values())


def names_cover(names: Names, pattern: Tokens) -> bool:
    """Does the element name all that a pattern matches? May say no where it does."""
    index = index_of(names)
    if names.negated:
        return all(tokens_disjoint(one, pattern) for one in index.meeting(pattern))
    return any(tokens_cover(one, pattern) for one in index.above(pattern))


def names_disjoint(names: Names, pattern: Tokens) -> bool:
    """Does the element name nothing that a pattern matches? May say no where it does not."""
    index = index_of(names)
    if names.negated:
        return any(tokens_cover(one, pattern) for one in index.above(pattern))
    return all(tokens_disjoint(one, pattern) for one in index.meeting(pattern))


def names_within(inner: Names, outer: Names) -> bool:
    """Is all that ``inner`` names named by ``outer``? May say no where it is."""
    if outer.everything or inner.key == outer.key:
        return True
    if inner.negated:
        # All but X lies within all but Y where each Y is among the X.
        return outer.negated and all(
            any(tokens_cover(one, other) for one in inner.patterns) for other in outer.patterns
        )
    if outer.negated:
        return all(names_cover(outer, one) for one in inner.patterns)
    left = map(tuple, inner.literals - outer.literals)
    return all(names_cover(outer, one) for one in (*left, *inner.wild))


def names_apart(one: Names, other: Names) -> bool:
    """Do the two name nothing in common? May say no where they do not."""
    if one.negated and other.negated:
        return False
    if one.negated:
        one, other = other, one
    return all(names_disjoint(other, pattern) for pattern in one.patterns)


def without_variables(names: Names, *, more: bool) -> Names:
    """The element with each variable gone: naming at least what it may, or at most what it must."""
    if not any(map(variables_of, names.wild)):
        return names
    if more is not names.negated:
        return names_of((widened(one) for one in names.patterns), negated=names.negated)
    kept = (one for one in names.patterns if not variables_of(one))
    return names_of(kept, negated=names.negated)
