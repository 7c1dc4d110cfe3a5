"""DSSE envelopes (secure-systems-lab/dsse, protocol and envelope, 1.0): bytes with signatures."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

import msgspec

from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import MALFORMED, strict

PAYLOAD_TYPE = "application/vnd.in-toto+json"
"""The one type of payload that is understood: in-toto's envelope layer, 1.0."""
MAX_SIGNATURES = 64
_SIGSTORE = "application/vnd.dev.sigstore.bundle"
"""How the media types of all versions of Sigstore's bundles begin."""
_URL_SAFE = str.maketrans("-_", "+/")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_QUANTUM = 4


class Signed(msgspec.Struct, frozen=True):
    """A signature, and the name that its signer gives the key: a hint that proves nothing."""

    signature: bytes
    keyid: str = ""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """A payload with the signatures over it."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signed, ...] = ()
    place: str = ""
    """Where it was read: a file and a line."""
    bundle: str = ""
    """The bundle of Sigstore's that holds it with a certificate, as JSON; empty for any other."""

    def covered(self) -> bytes:
        """The bytes that signatures are over: the pre-authentication encoding."""
        covered: bytes = _library(self).pae()
        return covered

    def with_signature(self, one: Signed) -> Envelope:
        """The envelope with one more signature."""
        return msgspec.structs.replace(self, signatures=(*self.signatures, one))


def _library(envelope: Envelope) -> Any:  # noqa: ANN401 - a type of an optional library
    from securesystemslib.dsse import Envelope as Dsse  # noqa: PLC0415 - an extra

    return Dsse(envelope.payload, envelope.payload_type, {})


def read(text: str, place: str) -> Envelope:
    """The envelope that a JSON text holds. Raises Refused."""
    loaded = strict(text, "the envelope")
    if not isinstance(loaded, dict):
        raise Refused(MALFORMED, "the envelope is no JSON object")
    if str(loaded.get("mediaType")).startswith(_SIGSTORE):
        return _of_sigstore(loaded, text, place)
    return _envelope(loaded, place)


def _of_sigstore(loaded: dict[str, Any], text: str, place: str) -> Envelope:
    """The envelope in a bundle of Sigstore's. Raises Refused."""
    inner = loaded.get("dsseEnvelope")
    if not isinstance(inner, dict):
        reason = "the bundle signs bytes and says nothing of them: it holds no statement"
        raise Refused(MALFORMED, reason)
    found = _envelope(inner, place)
    material = loaded.get("verificationMaterial")
    if isinstance(material, dict) and "publicKey" in material:
        return found  # by a key that somebody keeps: its signature is judged as any other's
    return msgspec.structs.replace(found, bundle=text)


def _envelope(loaded: dict[str, Any], place: str) -> Envelope:
    missing = [key for key in ("payload", "payloadType", "signatures") if key not in loaded]
    if missing:
        raise Refused(MALFORMED, f"this is no DSSE envelope: it lacks {', '.join(missing)}")
    if not isinstance(loaded["payloadType"], str):
        raise Refused(MALFORMED, "the envelope's payloadType is no text")
    return Envelope(
        payload=_decoded(loaded["payload"], "payload"),
        payload_type=loaded["payloadType"],
        signatures=tuple(_signatures(loaded["signatures"])),
        place=place,
    )


def _signatures(loaded: object) -> list[Signed]:
    if not isinstance(loaded, list) or not loaded:
        raise Refused("not-signed", "the envelope has no signature")
    if len(loaded) > MAX_SIGNATURES:
        reason = f"the envelope has {len(loaded):,} signatures; at most {MAX_SIGNATURES} are tried"
        raise Refused(MALFORMED, reason)
    found = [_signature(one) for one in loaded]
    if len({one.signature for one in found}) < len(found):
        reason = "a signature is there twice: it counts once, and no signer writes it so"
        raise Refused("duplicate-signature", reason)
    return found


def _signature(loaded: object) -> Signed:
    if not isinstance(loaded, dict) or "sig" not in loaded:
        raise Refused(MALFORMED, "a signature of the envelope lacks `sig`")
    keyid = loaded.get("keyid", "")
    if not isinstance(keyid, str | None):
        raise Refused(MALFORMED, "the keyid of a signature is no text")
    signature = _decoded(loaded["sig"], "sig")
    if not signature:
        raise Refused("not-signed", "a signature of the envelope is empty")
    return Signed(signature=signature, keyid=keyid or "")


def _decoded(value: object, name: str) -> bytes:
    """Standard or URL-safe base64: a verifier must take either."""
    text = value.translate(_URL_SAFE) if isinstance(value, str) else ""
    try:
        if not isinstance(value, str) or not _BASE64.fullmatch(text):
            raise binascii.Error  # noqa: TRY301 - one sentence for all of it
        return base64.b64decode(text + "=" * (-len(text) % _QUANTUM), validate=True)
    except binascii.Error:
        raise Refused(MALFORMED, f"the envelope's {name} is not base64") from None


def written(envelope: Envelope) -> str:
    """One line of JSON, as it stands in a bundle."""
    if envelope.bundle:
        return json.dumps(json.loads(envelope.bundle), separators=(",", ":")) + "\n"
    signatures = [
        {**({"keyid": one.keyid} if one.keyid else {}), "sig": _encoded(one.signature)}
        for one in envelope.signatures
    ]
    content = {
        "payload": _encoded(envelope.payload),
        "payloadType": envelope.payload_type,
        "signatures": signatures,
    }
    return msgspec.json.encode(content).decode() + "\n"


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
