"""What the controls of buckets that start functions share."""

from __future__ import annotations

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
_WRITES = ("s3:putobject", "s3:put*", "s3:*", "*")


def writes(statement: Statement) -> Truth:
    """Does it speak of putting objects?"""
    return statement.actions.any(lambda one: one.test(lambda word: str(word).lower() in _WRITES))


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
    return resources.any(lambda one: _holds(one, bucket, _affixes(watched)))


def _affixes(watched: Value) -> tuple[str, str]:
    """The prefix and the suffix of a notification's filter; empty where there is none."""
    rules = watched.at("S3Key", "Rules").items()
    found = {rule.get("Name").text().lower(): rule.get("Value").text() for _, rule in rules}
    return found.get("prefix", ""), found.get("suffix", "")


def _holds(resource: Value, bucket: Bucket, affixes: tuple[str, str]) -> Truth:
    """Objects of the bucket, as far as the text tells; of a name alone it is not known."""
    text, name = resource.text(), bucket.name.text()
    place, slash, key = text.rpartition(":::")[2].partition("/")
    if text == "*":
        return truth(True, resource)
    if bucket.id not in {ref.target for ref in resource.refs()} and place not in (name, "*"):
        holes = [one for one in resource.unknowns() if one.text() in place]
        return unknown(*holes) if holes else truth(False, resource)
    return truth(bool(slash) and _overlap(key, affixes), resource)


def _overlap(key: str, affixes: tuple[str, str]) -> bool:
    """May a key that the pattern matches have this prefix and suffix?"""
    head, _, _ = key.partition("*")
    _, star, tail = key.rpartition("*")
    prefix, suffix = affixes
    fits_head = head.startswith(prefix) or (bool(star) and prefix.startswith(head))
    return fits_head and (tail.endswith(suffix) or (bool(star) and suffix.endswith(tail)))
