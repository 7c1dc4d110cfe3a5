"""What the controls of buckets that start functions share."""

from __future__ import annotations

import re

from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.model.entities import Bucket, Policy, ResourcePolicy, Statement
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Value

_FULL = tuple(
    f":aws:policy/{name}"
    for name in ("AmazonS3FullAccess", "AdministratorAccess", "PowerUserAccess")
)
"""Managed policies of AWS by which objects may be put into every bucket (2026-11)."""

_HOLE = re.compile(r"\$\{[^}]*\}")


def writes(statement: Statement) -> Truth:
    """Does it speak of putting objects?"""
    return speaks_of(statement, "s3:PutObject")


def writable(policy: ResourcePolicy) -> Truth:
    """May anyone put objects, by a bucket's policy?"""
    found = policy.statements
    return any_of(writes(one) & lets_anyone_in(one, found) for one in found).under(policy.guard)


def writers(policy: ResourcePolicy) -> Value:
    """Where a policy says who may put objects."""
    found = (one.principals for one in policy.statements if writes(one).possible)
    return next(found, policy.target)


def blocked(block: Value, *switches: str) -> Truth:
    """Is one of these switches of the public access block on?"""
    return any_of(block.get(switch).is_true() for switch in switches)


def managed_writes(managed: Value, app: Knowledge) -> Truth:
    """Does a managed policy allow it? Of a policy that is neither here nor AWS's, it is unknown."""
    return managed.any(lambda one: _managed_writes(one, app))


def _managed_writes(one: Value, app: Knowledge) -> Truth:
    if app.resolve(one, Policy) is not None:
        return truth(False, one)
    foreign = truth(":aws:policy/" not in one.text() and ":" in one.text(), one)
    return one.endswith(*_FULL) | (foreign & unknown(one))


def reaches(resources: Value, bucket: Bucket, watched: Value) -> Truth:
    """Does a list of resources hold objects of the bucket that its notification watches?"""
    return resources.any(lambda one: _holds(one, bucket, watched))


def _affixes(watched: Value) -> tuple[dict[str, str], list[Value]]:
    """What a notification's filter asks for (``prefix``, ``suffix``), and what it leaves open."""
    rules = [
        (rule.get("Name"), rule.get("Value")) for _, rule in watched.at("S3Key", "Rules").items()
    ]
    known = {name.text().lower(): text.text() for name, text in rules if text.known() is not None}
    return known, [text for _, text in rules if text.known() is None]


def _holds(resource: Value, bucket: Bucket, watched: Value) -> Truth:
    """Objects of the bucket, as far as the text tells; of a name alone it is not known."""
    text, name = resource.text(), bucket.name.text()
    place, slash, key = text.rpartition(":::")[2].partition("/")
    if text == "*":
        return truth(True, resource)
    if bucket.id not in {ref.target for ref in resource.refs()} and place not in (name, "*"):
        holes = [one for one in resource.unknowns() if one.text() in place]
        return unknown(*holes) if holes else truth(False, resource)
    if not slash:
        return truth(False, resource)
    affixes, left_open = _affixes(watched)
    if not _overlap(_HOLE.sub("*", key), affixes):
        return truth(False, resource)
    settled = _overlap(key, affixes) and not left_open
    return truth(True, resource) if settled else unknown(resource, *left_open)


def _overlap(key: str, affixes: dict[str, str]) -> bool:
    """May a key that the pattern matches have this prefix and suffix?"""
    head, _, _ = key.partition("*")
    _, star, tail = key.rpartition("*")
    prefix, suffix = affixes.get("prefix", ""), affixes.get("suffix", "")
    fits_head = head.startswith(prefix) or (bool(star) and prefix.startswith(head))
    return fits_head and (tail.endswith(suffix) or (bool(star) and suffix.endswith(tail)))
