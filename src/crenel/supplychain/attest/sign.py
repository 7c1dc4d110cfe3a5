"""From what is to be vouched for to envelopes, and from envelopes to more signatures."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.attest.artifact import CONTENT, SHA256, Artifact
from crenel.supplychain.attest.bundle import Bundle
from crenel.supplychain.attest.envelope import PAYLOAD_TYPE, Envelope, Signed
from crenel.supplychain.attest.keys import SigningKey
from crenel.supplychain.attest.predicates.kind import Predicate
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.statement import Statement, Subject, statement_of


def statement(artifact: Artifact, predicate_type: str, predicate: Predicate) -> Statement:
    """Something said of one artifact."""
    return Statement(
        subject=(Subject(artifact.name, artifact.digests()),),
        predicate_type=predicate_type,
        predicate=predicate,
    )


def signed(statement_: Statement, keys: Iterable[SigningKey]) -> Envelope:
    """The statement in an envelope with a signature of each key, each once."""
    envelope = Envelope(payload=statement_.payload(), payload_type=PAYLOAD_TYPE)
    return countersigned(envelope, keys)


def countersigned(envelope: Envelope, keys: Iterable[SigningKey]) -> Envelope:
    """The envelope with the signatures of more keys; one that signed already is passed over.

    A bundle of Sigstore's holds one signature: around its statement a new envelope is laid.
    """
    if envelope.bundle:
        envelope = msgspec.structs.replace(envelope, bundle="", signatures=())
    covered = envelope.covered()
    for key in keys:
        done = any(key.public.verifies(one.signature, covered) for one in envelope.signatures)
        if not done:
            made = Signed(signature=key.sign(covered), keyid=key.public.keyid)
            envelope = envelope.with_signature(made)
    return envelope


def about(bundle: Bundle, artifact: Artifact, place: str) -> list[Envelope]:
    """The envelopes that lie beside an artifact. Raises UsageError where one is about another."""
    if bundle.refusals:
        first = bundle.refusals[0]
        raise UsageError(f"{first.about}: {first.reason}", "Mend it, or write it anew: --replace")
    for envelope in bundle.envelopes:
        try:
            subjects = statement_of(envelope).subject
        except Refused as refused:
            message = f"{envelope.place}: {refused.reason}"
            raise UsageError(message, "Mend it, or write it anew: --replace") from None
        if not any(one.digest.get(SHA256) == artifact.sha256 for one in subjects):
            message = f"{place} is about other bytes than {artifact.name}"
            raise UsageError(message, "Write it anew: --replace")
        if any(_contradicts(one, artifact) for one in subjects):
            raise UsageError(f"{place} tells another content of {artifact.name}")
    return bundle.envelopes


def _contradicts(subject: Subject, artifact: Artifact) -> bool:
    told = subject.digest.get(CONTENT, "")
    same = subject.digest.get(SHA256) == artifact.sha256
    return same and bool(told and artifact.content) and told != artifact.content
