"""What is deployed, as AWS Lambda's own service model lets it be told."""

from __future__ import annotations

import base64
from hashlib import sha256

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from crenel.errors import UsageError
from crenel.supplychain.attest import keys
from crenel.supplychain.attest.deployed import deployed

CODE = bytes(range(32))
ARN = "arn:aws:lambda:eu-central-1:111122223333:function:orders"


@pytest.fixture
def service():
    client = boto3.client(
        "lambda", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as stub:
        yield client, stub


def told(**changes):
    return {
        "FunctionName": "orders",
        "FunctionArn": ARN,
        "Version": "$LATEST",
        "PackageType": "Zip",
        "CodeSha256": base64.b64encode(CODE).decode(),
        "LastUpdateStatus": "Successful",
        "State": "Active",
        **changes,
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("orders", {"FunctionName": "orders"}),
        ("orders:live", {"FunctionName": "orders", "Qualifier": "live"}),
        (f"{ARN}:7", {"FunctionName": f"{ARN}:7"}),
    ],
)
def test_the_digest_is_that_of_the_code(service, name, asked):
    client, stub = service
    stub.add_response("get_function_configuration", told(), asked)
    found = deployed(name, client=client)
    assert (found.sha256, found.function, found.unsettled) == (CODE.hex(), ARN, "")


@pytest.mark.parametrize(
    ("changes", "sha256", "unsettled"),
    [
        ({"PackageType": "Image", "CodeSha256": CODE.hex()}, CODE.hex(), ""),
        ({"CodeSha256": "no base64!"}, "", ""),
        ({"CodeSha256": base64.b64encode(b"short").decode()}, "", ""),
        ({"LastUpdateStatus": "InProgress"}, CODE.hex(), "an update of it is under way"),
        ({"State": "Pending"}, CODE.hex(), "it is still being made"),
    ],
)
def test_what_is_not_known_is_not_guessed(service, changes, sha256, unsettled):
    client, stub = service
    stub.add_response("get_function_configuration", told(**changes))
    found = deployed("orders", client=client)
    assert (found.sha256, found.unsettled) == (sha256, unsettled)


def test_a_function_that_may_not_be_looked_at(service):
    client, stub = service
    stub.add_client_error("get_function_configuration", "ResourceNotFoundException", "Not there")
    with pytest.raises(UsageError, match=r"orders cannot be looked at: .*Not there"):
        deployed("orders", client=client)


class Kms:
    """A key service that holds one real key, with the shapes of AWS KMS."""

    def __init__(self, pem: bytes) -> None:
        loaded = load_pem_private_key(pem, None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        self._key = loaded
        self.refuses = False
        self.hashes_twice = False

    def get_public_key(self, KeyId):  # noqa: N803 - as AWS names it
        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return {"KeyId": KeyId, "PublicKey": der, "SigningAlgorithms": ["ECDSA_SHA_256"]}

    def sign(self, *, KeyId, Message, MessageType, SigningAlgorithm):  # noqa: N803 - the same
        if self.refuses:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "Sign")
        assert (MessageType, SigningAlgorithm) == ("DIGEST", "ECDSA_SHA_256")
        if self.hashes_twice:  # as an emulator does that takes a digest for a message
            Message = sha256(Message).digest()  # noqa: N806 - the same
        made = self._key.sign(Message, ec.ECDSA(utils.Prehashed(SHA256())))
        return {"KeyId": KeyId, "Signature": made}


def test_a_key_of_a_service_signs_and_its_public_half_verifies(pair, monkeypatch):
    curve = pair("curve", "ecdsa-p256")
    kms = Kms(curve.private.read_bytes())
    monkeypatch.setattr(boto3, "client", lambda _: kms)
    key = keys.signing_key("awskms:alias/release", lambda: b"")
    assert key.public.material == curve.key.material
    assert curve.key.verifies(key.sign(b"covered"), b"covered")
    named = keys.signing_key("awskms:alias/release", lambda: b"", curve.public)
    assert curve.key.verifies(named.sign(b"covered"), b"covered")
    kms.hashes_twice = True
    with pytest.raises(UsageError, match="does not verify with its public half"):
        key.sign(b"covered")
    kms.refuses = True
    with pytest.raises(UsageError, match=r"awskms:alias/release does not sign: .*AccessDenied"):
        key.sign(b"covered")


def test_a_service_that_nobody_knows():
    with pytest.raises(UsageError, match=r"no key service 'vault9'.*awskms"):
        keys.signing_key("vault9:release", lambda: b"")
    with pytest.raises(UsageError, match="--public-key"):
        keys.signing_key("azurekms:vault/keys/release", lambda: b"")
