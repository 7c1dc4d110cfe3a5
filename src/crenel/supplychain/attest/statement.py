"""In-toto statements (in-toto/attestation, spec/v1/statement): what is said of which artifact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from crenel.supplychain.attest.envelope import PAYLOAD_TYPE, Envelope
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import MALFORMED, strict

TYPE = "https://in-toto.io/Statement/v1"
_TYPES = (TYPE, "https://in-toto.io/Statement/v0.1")
"""The older one, which some tools still write, has the same fields."""
_HEX = re.compile(r"[0-9a-f]+")
MAX_SUBJECTS = 10_000


class Subject(msgspec.Struct, frozen=True):
    """An artifact: only its digests say which; the name is for people."""

    name: str
    digest: Mapping[str, str]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is said of artifacts."""

    subject: tuple[Subject, ...]
    predicate_type: str
    predicate: Mapping[str, Any]

    def payload(self) -> bytes:
        """The bytes to be signed: JSON with sorted keys and nothing between, so always the same."""
        content = {
            "_type": TYPE,
            "subject": [{"name": one.name, "digest": one.digest} for one in self.subject],
            "predicateType": self.predicate_type,
            "predicate": self.predicate,
        }
        return msgspec.json.encode(content, order="deterministic")


def statement_of(envelope: Envelope) -> Statement:
    """What an envelope says. Raises Refused."""
    if envelope.payload_type != PAYLOAD_TYPE:
        shown = envelope.payload_type[:100]
        reason = f"the payload's type is {shown!r}; only {PAYLOAD_TYPE} is understood"
        raise Refused("wrong-payload-type", reason)
    loaded = strict(envelope.payload, "the statement")
    if not isinstance(loaded, dict):
        raise Refused(MALFORMED, "the statement is no JSON object")
    if loaded.get("_type") not in _TYPES:
        raise Refused(MALFORMED, f"the statement's _type is {str(loaded.get('_type'))[:100]!r}")
    predicate = loaded.get("predicate") or {}
    if not isinstance(predicate, dict) or not isinstance(loaded.get("predicateType"), str):
        raise Refused(MALFORMED, "the statement's predicate has no type, or is no JSON object")
    return Statement(
        subject=tuple(_subjects(loaded.get("subject"))),
        predicate_type=loaded["predicateType"],
        predicate=predicate,
    )


def _subjects(loaded: object) -> Iterable[Subject]:
    if not isinstance(loaded, list) or not loaded:
        raise Refused("no-subject", "the statement names no artifact")
    if len(loaded) > MAX_SUBJECTS:
        reason = f"the statement names {len(loaded):,} artifacts; at most {MAX_SUBJECTS:,} are read"
        raise Refused(MALFORMED, reason)
    return [_subject(one) for one in loaded]


def _subject(loaded: object) -> Subject:
    digest = loaded.get("digest") if isinstance(loaded, dict) else None
    if not isinstance(digest, dict) or not digest:
        raise Refused("no-subject", "an artifact of the statement has no digest")
    for algorithm, value in digest.items():
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            reason = f"the {algorithm[:40]} digest of an artifact is not in lower-case hex"
            raise Refused(MALFORMED, reason)
    name = loaded.get("name", "") if isinstance(loaded, dict) else ""
    return Subject(name if isinstance(name, str) else "", digest)
