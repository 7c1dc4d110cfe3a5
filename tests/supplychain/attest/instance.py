"""A Sigstore instance of the tests' own: an authority, a log of certificates, a transparency log.

It makes what the public one makes (RFC 5280, 6962, Rekor's entries of kind ``dsse`` 0.0.1), with
keys that are thrown away; each part can be told to lie.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785
from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MINUTES = timedelta(minutes=10)
PIPELINE = "https://git.example/shop/.workflows/release.yml@refs/heads/main"
ISSUER = "https://token.git.example"
SOURCE = "https://git.example/shop"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED = datetime(2026, 11, 28, 10, tzinfo=UTC)
ARC = "1.3.6.1.4.1.57264.1"
_SCT = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def der(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.DER, form)


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def signature(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def pae(type_: str, payload: bytes) -> bytes:
    return b"DSSEv1 %d %s %d %s" % (len(type_), type_.encode(), len(payload), payload)


class Log:
    """A Merkle tree (RFC 6962) whose head is signed; others' entries lie in it already."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(der(self.key)).digest()
        self._leaves = [self._leaf(b"somebody else's %d" % number) for number in range(5)]

    @staticmethod
    def _leaf(data: bytes) -> bytes:
        return hashlib.sha256(b"\0" + data).digest()

    def _head(self, leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        half = 1 << (len(leaves) - 1).bit_length() - 1
        both = self._head(leaves[:half]) + self._head(leaves[half:])
        return hashlib.sha256(b"\1" + both).digest()

    def _path(self, index: int, leaves: list[bytes]) -> list[bytes]:
        if len(leaves) == 1:
            return []
        half = 1 << (len(leaves) - 1).bit_length() - 1
        if index < half:
            return [*self._path(index, leaves[:half]), self._head(leaves[half:])]
        return [*self._path(index - half, leaves[half:]), self._head(leaves[:half])]

    def checkpoint(self) -> str:
        note = f"log.example - 1\n{len(self._leaves)}\n{b64(self._head(self._leaves))}\n"
        signed = b64(self.id[:4] + signature(self.key, note.encode()))
        return f"{note}\n\N{EM DASH} log.example {signed}\n"

    def entry(self, body: bytes, when: datetime) -> dict[str, Any]:
        """As the log answers (Rekor's API, v1)."""
        index = len(self._leaves)
        self._leaves.append(self._leaf(body))
        told: dict[str, Any] = {
            "body": b64(body),
            "integratedTime": int(when.timestamp()),
            "logID": self.id.hex(),
            "logIndex": index,
        }
        proof = {
            "checkpoint": self.checkpoint(),
            "hashes": [one.hex() for one in self._path(index, self._leaves)],
            "logIndex": index,
            "rootHash": self._head(self._leaves).hex(),
            "treeSize": len(self._leaves),
        }
        promise = b64(signature(self.key, rfc8785.dumps(told)))
        return {**told, "verification": {"inclusionProof": proof, "signedEntryTimestamp": promise}}


class Instance:
    """The whole of it."""

    def __init__(self) -> None:
        self.log = Log()
        self.certificates = ec.generate_private_key(ec.SECP256R1())
        self._authority = ec.generate_private_key(ec.SECP256R1())
        self.root = self._root()

    def _root(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority.example")])
        public = self._authority.public_key()
        usage = dict.fromkeys(
            (
                "digital_signature",
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        return (
            x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public)
            .serial_number(1)
            .not_valid_before(EPOCH)
            .not_valid_after(EPOCH + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .sign(self._authority, hashes.SHA256())
        )

    def certified(
        self, key: ec.EllipticCurvePublicKey, at: datetime, **who: Any
    ) -> x509.Certificate:
        """A certificate for ten minutes, with the promise of the log of certificates in it."""
        unpromised = self._leaf(key, at, **who)
        signed = unpromised.sign(self._authority, hashes.SHA256())
        promise = self._promise(signed.tbs_certificate_bytes, at)
        octets = b"\x04" + _length(len(promise)) + promise
        return unpromised.add_extension(
            x509.UnrecognizedExtension(_SCT, octets), critical=False
        ).sign(self._authority, hashes.SHA256())

    def _leaf(
        self, key: ec.EllipticCurvePublicKey, at: datetime, **who: Any
    ) -> x509.CertificateBuilder:
        subject = who.get("subject", PIPELINE)
        name = x509.UniformResourceIdentifier if ":" in subject else x509.RFC822Name
        names = [name(one) for one in (subject, *who.get("more", ()))]
        public = self._authority.public_key()
        builder = (
            x509.CertificateBuilder(issuer_name=self.root.subject, public_key=key)
            .subject_name(x509.Name([]))
            .serial_number(x509.random_serial_number())
            .not_valid_before(at)
            .not_valid_after(at + MINUTES)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False
            )
            .add_extension(_SIGNS, critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False
            )
            .add_extension(x509.SubjectAlternativeName(names), critical=True)
        )
        issuer = who.get("issuer", ISSUER)
        told = {"1": issuer.encode(), "8": asn1.encode_der(issuer)}
        for number, word in (("12", who.get("source")), ("14", who.get("ref"))):
            if word:
                told[number] = asn1.encode_der(word)
        for number, data in {**told, **who.get("extensions", {})}.items():
            oid = x509.ObjectIdentifier(f"{ARC}.{number}")
            builder = builder.add_extension(x509.UnrecognizedExtension(oid, data), critical=False)
        return builder

    def _promise(self, certificate: bytes, at: datetime) -> bytes:
        """A SignedCertificateTimestampList with one (RFC 6962, 3.2 and 3.3)."""
        moment = int(at.timestamp() * 1000)
        issuer = hashlib.sha256(der(self._authority)).digest()
        length = struct.pack("!I", len(certificate))[1:]
        data = struct.pack("!BBQH", 0, 0, moment, 1) + issuer + length + certificate + b"\0\0"
        signed = signature(self.certificates, data)
        log = hashlib.sha256(der(self.certificates)).digest()
        one = b"\0" + log + struct.pack("!QHBBH", moment, 0, 4, 3, len(signed)) + signed
        return struct.pack("!HH", len(one) + 2, len(one)) + one

    def bundle(self, payload: bytes, at: datetime = SIGNED, **how: Any) -> dict[str, Any]:
        """What a person or a pipeline gets for a statement: a bundle of version 0.3."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.certified(key.public_key(), how.pop("certified", at), **how)
        type_ = "application/vnd.in-toto+json"
        signed = signature(key, pae(type_, payload))
        entry = self.log.entry(entry_body(payload, signed, certificate), at)
        return {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": {
                "certificate": {
                    "rawBytes": b64(certificate.public_bytes(serialization.Encoding.DER))
                },
                "tlogEntries": [_as_bundled(entry)],
            },
            "dsseEnvelope": {
                "payload": b64(payload),
                "payloadType": type_,
                "signatures": [{"sig": b64(signed)}],
            },
        }

    def trusted_root(self) -> dict[str, Any]:
        """What verifiers trust."""
        since = {"start": "2026-01-01T00:00:00Z"}

        def log(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
            public = {"rawBytes": b64(der(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256"}
            return {
                "baseUrl": "https://log.example",
                "hashAlgorithm": "SHA2_256",
                "publicKey": {**public, "validFor": since},
                "logId": {"keyId": b64(hashlib.sha256(der(key)).digest())},
            }

        root = self.root.public_bytes(serialization.Encoding.DER)
        return {
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": [log(self.log.key)],
            "ctlogs": [log(self.certificates)],
            "certificateAuthorities": [
                {
                    "subject": {"organization": "example", "commonName": "authority.example"},
                    "uri": "https://authority.example",
                    "certChain": {"certificates": [{"rawBytes": b64(root)}]},
                    "validFor": since,
                }
            ],
        }


_SIGNS = x509.KeyUsage(
    digital_signature=True,
    **dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    ),
)


def _length(number: int) -> bytes:
    """Of DER, for what has 128 to 255 bytes, or fewer."""
    return bytes([number]) if number < 0x80 else bytes([0x81, number])


def entry_body(payload: bytes, signed: bytes, certificate: x509.Certificate) -> bytes:
    """An entry of kind dsse 0.0.1: hashes, the signature, the certificate."""
    content = {
        "apiVersion": "0.0.1",
        "kind": "dsse",
        "spec": {
            "envelopeHash": {"algorithm": "sha256", "value": "0" * 64},
            "payloadHash": {"algorithm": "sha256", "value": hashlib.sha256(payload).hexdigest()},
            "signatures": [{"signature": b64(signed), "verifier": b64(pem(certificate).encode())}],
        },
    }
    return json.dumps(content, separators=(",", ":"), sort_keys=True).encode()


def _as_bundled(entry: dict[str, Any]) -> dict[str, Any]:
    """The same entry as a bundle writes it (sigstore/protobuf-specs, sigstore_rekor.proto)."""
    proof = entry["verification"]["inclusionProof"]
    return {
        "logIndex": str(entry["logIndex"]),
        "logId": {"keyId": b64(bytes.fromhex(entry["logID"]))},
        "kindVersion": {"kind": "dsse", "version": "0.0.1"},
        "integratedTime": str(entry["integratedTime"]),
        "inclusionPromise": {"signedEntryTimestamp": entry["verification"]["signedEntryTimestamp"]},
        "inclusionProof": {
            "logIndex": str(proof["logIndex"]),
            "rootHash": b64(bytes.fromhex(proof["rootHash"])),
            "treeSize": str(proof["treeSize"]),
            "hashes": [b64(bytes.fromhex(one)) for one in proof["hashes"]],
            "checkpoint": {"envelope": proof["checkpoint"]},
        },
        "canonicalizedBody": entry["body"],
    }
