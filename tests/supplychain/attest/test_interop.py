"""Others verify what we sign, and we verify what others sign."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from google.protobuf.json_format import MessageToDict, ParseDict
from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
from in_toto_attestation.predicates.vsa.v1.vsa_pb2 import VerificationSummary
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as StatementMessage
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey
from tests.supplychain.attest.conftest import PROVENANCE, VSA, codes, decision, provenance

from crenel.supplychain.attest.bundle import beside


@pytest.mark.parametrize("name", ["release", "curve"])
def test_securesystemslib_verifies_ours(release, pair, name):
    pair("curve", "ecdsa-p256")
    release.say(PROVENANCE, provenance(), name)
    row = release.rows()[0]
    theirs = Envelope.from_dict(json.loads(json.dumps(row)))
    key = SSlibKey.from_crypto(pair(name).key.library._crypto_key())
    assert list(theirs.verify([key], 1)) == [key.keyid]
    theirs.payload += b" "
    with pytest.raises(VerificationError):
        theirs.verify([key], 1)


def test_in_toto_reads_ours(release):
    release.say(PROVENANCE, provenance())
    statement = ParseDict(json.loads(release.said[0].payload), StatementMessage())
    Statement.copy_from_pb(statement).validate()


@pytest.mark.parametrize(
    ("type_", "message", "said"),
    [(PROVENANCE, Provenance, provenance()), (VSA, VerificationSummary, decision())],
)
def test_predicates_have_the_shapes_of_the_specification(release, type_, message, said):
    """Extensions (``crenel_...``) are left out as the specification says; the rest must fit."""
    release.say(type_, said)
    predicate = json.loads(release.said[0].payload)["predicate"]
    read = ParseDict(predicate, message(), ignore_unknown_fields=True)
    assert MessageToDict(read).keys() <= predicate.keys()
    assert read.ByteSize()


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_we_verify_theirs(release, pair, tmp_path, kind):
    """A statement that in-toto's library wrote, signed by securesystemslib."""
    signer = getattr(CryptoSigner, f"generate_{kind}")()
    subject = ResourceDescriptor(name="orders.zip", digest={"sha256": release.artifact.sha256})
    statement = Statement([subject.pb], PROVENANCE, provenance())
    statement.validate()
    payload = json.dumps(
        {
            "_type": statement.pb.type,
            "subject": [{"name": "orders.zip", "digest": dict(subject.pb.digest)}],
            "predicateType": statement.pb.predicate_type,
            "predicate": provenance(),
        },
        indent=4,
    )
    theirs = Envelope(payload.encode(), "application/vnd.in-toto+json", {})
    theirs.sign(signer)
    # One envelope in a whole file, laid out for people.
    beside(release.path).write_text(json.dumps(theirs.to_dict(), indent=2), encoding="utf-8")
    trusted = pair("theirs")
    pem = signer.public_key._crypto_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    trusted.public.write_bytes(pem)
    assert codes(release.judged(trusted.trusted(), required=("provenance",))) == []
    assert codes(release.judged(pair().trusted())) == ["unknown-key"]
