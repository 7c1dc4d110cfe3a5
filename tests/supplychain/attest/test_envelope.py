"""DSSE: the vectors of its specification, and envelopes that are none."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given
from hypothesis import strategies as st

from crenel.supplychain.attest import envelope
from crenel.supplychain.attest.envelope import PAYLOAD_TYPE, Envelope, Signed
from crenel.supplychain.attest.keys import of_library
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.signatures import signers_of
from crenel.supplychain.attest.terms import Terms, Trusted

# secure-systems-lab/dsse: testvectors/vectors.json (2026) and the example of protocol.md 1.0.0.
# The public keys are those of RFC 8032, 7.1, TEST 1 and TEST 2.
KEYS = {
    "A": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "B": "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
}
STATEMENT = "eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ=="
BY_A = "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA=="
BY_B = "c1+67/aT0yqEpwx8PsVY3MLHsj9D0CZ014/Fv/QlG59P+9CobUZ7xECJ/V3USG0Ob9CiE5LjReEZUzNF2l7eBw=="
URL_SAFE = (
    "P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw=="
)
NON_ASCII = (
    "xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw=="
)
EMPTY = "gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg=="
RAW = "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="
NO_TYPE = "iC3q/+3Rm0+lpAJRueDmDh15PnwCfxKmS0NAfKsbv+zgulXQC/WM9trc+j1XEqlwDIg/vf/uNfebeD6sxInrDg=="


def ed(name: str) -> Trusted:
    loaded = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEYS[name]))
    return Trusted(who=of_library(loaded, name, name))


def enveloped(
    signatures: Iterable[str], payload: str = STATEMENT, type_: str = PAYLOAD_TYPE, keyid: str = ""
) -> Envelope:
    rows = [{"sig": one, **({"keyid": keyid} if keyid else {})} for one in signatures]
    text = json.dumps({"payload": payload, "payloadType": type_, "signatures": rows})
    return envelope.read(text, "vector:1")


def number(made: Envelope, keys: str) -> int:
    return len(
        signers_of(made, Terms(trusted=tuple(ed(name) for name in keys)), date(2026, 11, 28))
    )


@pytest.mark.parametrize(
    ("made", "keys", "signers"),
    [
        (lambda: enveloped([BY_A], keyid="A"), "A", 1),
        (lambda: enveloped([URL_SAFE], "-_-_Pj8="), "A", 1),
        (lambda: enveloped([NON_ASCII], type_="application/vnd.exämple+json"), "A", 1),
        (lambda: enveloped([EMPTY], ""), "A", 1),
        (lambda: enveloped([NO_TYPE], type_=""), "A", 1),
        (lambda: enveloped([BY_A, BY_B]), "AB", 2),
        (lambda: enveloped([BY_A, BY_B], keyid="the same for both"), "AB", 2),
        (lambda: enveloped([BY_A]), "AA", 1),
    ],
    ids=[
        "single",
        "url-safe",
        "non-ascii",
        "empty",
        "no-type",
        "two",
        "one keyid",
        "one key twice",
    ],
)
def test_vectors_of_the_specification_hold(made, keys, signers):
    assert number(made(), keys) == signers


def test_the_type_is_signed_too():
    with pytest.raises(Refused) as refused:
        number(enveloped([BY_A], type_="application/vnd.example.other+json"), "A")
    assert refused.value.code == "unknown-key"


def test_one_signature_twice_is_refused():
    with pytest.raises(Refused) as refused:
        enveloped([BY_A, BY_A], keyid="A")
    assert refused.value.code == "duplicate-signature"


def test_the_encoding_is_the_specification_s():
    made = Envelope(payload=b"hello world", payload_type="http://example.com/HelloWorld")
    assert made.covered() == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert (
        enveloped([NON_ASCII], type_="application/vnd.exämple+json")
        .covered()
        .startswith(b"DSSEv1 29 application/vnd.ex")
    )


def test_the_specification_s_own_ecdsa_example():
    """Its signature is r and s side by side; tools write DER."""
    numbers = ec.EllipticCurvePublicNumbers(
        46950820868899156662930047687818585632848591499744589407958293238635476079160,
        5640078356564379163099075877009565129882514886557779369047442380624545832820,
        ec.SECP256R1(),
    )
    made = enveloped(
        [
            RAW,
        ],
        "aGVsbG8gd29ybGQ=",
        "http://example.com/HelloWorld",
    )
    key = Trusted(who=of_library(numbers.public_key(), "example", "example"))
    assert len(signers_of(made, Terms(trusted=(key,)), date(2026, 11, 28))) == 1
    changed = made.payload.replace(b"world", b"WORLD")
    with pytest.raises(Refused):
        signers_of(
            Envelope(payload=changed, payload_type=made.payload_type, signatures=made.signatures),
            Terms(trusted=(key,)),
            date(2026, 11, 28),
        )


def whole(**changes: Any) -> str:
    content = {"payload": STATEMENT, "payloadType": PAYLOAD_TYPE, "signatures": [{"sig": BY_A}]}
    return json.dumps({**content, **changes})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[]", "no JSON object"),
        ("{}", "lacks payload, payloadType, signatures"),
        ('{"payload": "YQ==", "payload": "Yg=="}', "'payload' is there twice"),
        ('{"payload": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
        (whole(payload=1), "payload is not base64"),
        (whole(payload="!!!!"), "payload is not base64"),
        (whole(payload="a"), "payload is not base64"),
        (whole(payload="YQ==YQ=="), "payload is not base64"),
        (whole(payloadType=None), "payloadType is no text"),
        (whole(signatures=[]), "no signature"),
        (whole(signatures={}), "no signature"),
        (whole(signatures=["x"]), "lacks `sig`"),
        (whole(signatures=[{"sig": ""}]), "is empty"),
        (whole(signatures=[{"sig": BY_A, "keyid": 1}]), "keyid of a signature is no text"),
        (
            whole(signatures=[{"sig": base64.b64encode(b"%d" % n).decode()} for n in range(65)]),
            "65",
        ),
    ],
)
def test_what_is_no_envelope_is_refused_with_a_reason(text, says):
    with pytest.raises(Refused, match=says):
        envelope.read(text, "x:1")


@given(
    st.binary(max_size=200),
    st.text(max_size=40),
    st.lists(st.tuples(st.binary(min_size=1, max_size=80), st.text(max_size=20)), min_size=1),
)
def test_what_is_written_is_read_again(payload, type_, signatures):
    unique = {one: Signed(one, keyid) for one, keyid in signatures}
    made = Envelope(
        payload=payload, payload_type=type_, signatures=tuple(unique.values()), place="x:1"
    )
    assert envelope.read(envelope.written(made), "x:1") == made


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        envelope.read(text, "x:1")
    except Refused as refused:
        assert refused.reason
