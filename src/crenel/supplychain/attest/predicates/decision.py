"""A decision about an artifact (slsa.dev/spec/v1.0/verification_summary): may it be released?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crenel.supplychain.attest import times as moments
from crenel.supplychain.attest.artifact import Artifact
from crenel.supplychain.attest.predicates.kind import Case, Predicate
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import table, word
from crenel.supplychain.attest.terms import LEVELS

NAME = "decision"
TYPES = ("https://slsa.dev/verification_summary/v1",)
NEWEST = True
PASSED, FAILED = "PASSED", "FAILED"
_FAILING = ("fails", "may-fail")

Json = dict[str, Any]


def made(
    report: Json, digest: str, artifact: Artifact, *, fail_on: str, version: str, now: datetime
) -> Predicate:
    """The decision that a document of ``crenel check`` (its sha256 is ``digest``) leads to.

    PASSED only where nothing fails at or above ``fail_on`` and everything was read.
    """
    failing = [one for one in report["verdicts"] if one["verdict"] in _FAILING]
    grave = [one for one in failing if one["verdict"] == "fails" and _counts(one, fail_on)]
    unread = len(report["coverage"]["unread"])
    passed = not grave and not unread and bool(report["coverage"]["resources"])
    return {
        "verifier": {"id": "urn:crenel:check", "version": {"crenel": version}},
        "timeVerified": moments.written(now),
        "resourceUri": f"pkg:generic/{artifact.name}?checksum=sha256:{artifact.sha256}",
        "policy": {"uri": f"urn:crenel:check:fail-on:{fail_on}"},
        "inputAttestations": [{"uri": "urn:crenel:report:1", "digest": {"sha256": digest}}],
        "verificationResult": PASSED if passed else FAILED,
        "verifiedLevels": ["CRENEL_CHECK" if passed else FAILED],
        "crenel_check": {
            "failOn": fail_on,
            "failing": {
                level: sum(one["severity"] == level for one in failing) for level in LEVELS[:-1]
            },
            "unread": unread,
        },
    }


def _counts(verdict: Json, fail_on: str) -> bool:
    if fail_on == "none" or verdict["severity"] not in LEVELS:
        return False
    return LEVELS.index(verdict["severity"]) <= LEVELS.index(fail_on)


def times(predicate: Predicate) -> Iterator[tuple[str, datetime]]:
    """When it was decided."""
    yield from moments.told(predicate, "timeVerified")


def told(predicate: Predicate, _: Case) -> str:
    """Who decided what, by which policy."""
    verifier = word(table(predicate.get("verifier")).get("id")) or "nobody named"
    policy = word(table(predicate.get("policy")).get("uri"))
    return f"{word(predicate.get('verificationResult')) or 'no result'} by {verifier}" + (
        f" ({policy})" if policy else ""
    )


def judged(predicate: Predicate, _: Case) -> Iterator[Refused]:
    """A decision against it holds, whatever else is said."""
    result = word(predicate.get("verificationResult"))
    if result != PASSED:
        said = f"the result is {result}" if result else "it tells no result"
        yield Refused("decision-against", f"it was decided against the artifact: {said}")
