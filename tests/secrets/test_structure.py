from base64 import b32encode, b64encode, urlsafe_b64encode
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.secrets.structure import aws, checksum, decodable, jwt, pem

# A token that GitHub's documentation shows; in two parts, so that it stands nowhere whole.
DOCUMENTED = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"


def test_the_checksum_is_the_one_of_the_documented_token():
    assert checksum.crc32_tail(DOCUMENTED) == "checksum"


@given(st.integers(0, 2**32), st.integers(0, 29))
def test_a_changed_character_breaks_the_checksum(seed, place):
    token = checksum.with_crc32("npm_", 36, Random(seed))
    other = "a" if token[4 + place] != "a" else "b"
    changed = token[: 4 + place] + other + token[5 + place :]
    assert checksum.crc32_tail(token) == "checksum"
    assert checksum.crc32_tail(changed) is None


@given(st.integers(0, 10**12 - 1))
def test_an_account_decodes_from_its_key_id(account):
    # The layout as AWS makes key ids since 2019: a bit, 40 bits of account, the rest at random.
    data = ((1 << 79) | (account << 39)).to_bytes(10, "big")
    assert aws.account_of("AKIA" + b32encode(data).decode()) == f"{account:012d}"


def test_an_older_key_id_says_nothing_of_its_account():
    assert aws.account_of("AKIA" + "I" * 16) == ""
    assert aws.account_of("AKIA" + "1" * 16) == ""


def made(header, body='{"sub":"1"}', signature="c2lnbmF0dXJl"):
    parts = [urlsafe_b64encode(one.encode()).decode().rstrip("=") for one in (header, body)]
    return ".".join([*parts, signature])


@pytest.mark.parametrize(
    ("token", "holds"),
    [
        (made('{"alg":"RS256"}'), True),
        (made('{"alg":"none"}'), False),
        (made('{"name":"x"}'), False),
        (made("[1]"), False),
        (made('{"alg":"RS256"}', signature=""), False),
        (made('{"alg":"RS256"}', body='{"iss":"https://idp.example/"}'), False),
        ("eyJ.eyJ.x", False),
    ],
)
def test_a_token_is_one_where_its_header_parses(token, holds):
    assert (jwt.token(token) is not None) is holds


def frame(body, kind="PRIVATE KEY"):
    dashes = "-" * 5
    return f"{dashes}BEGIN {kind}{dashes}{body}{dashes}END {kind}{dashes}"


def body(size=300, seed=3):
    return b64encode(b"\x30" + Random(seed).randbytes(size)).decode()


@pytest.mark.parametrize("joint", ["\n", "\\n", '" +\n  "', "\n * ", "\r\n"])
def test_a_key_may_stand_in_source_code(joint):
    whole = body()
    lines = [whole[at : at + 64] for at in range(0, len(whole), 64)]
    assert pem.private_key(frame(joint + joint.join(lines) + joint))


@pytest.mark.parametrize(
    "text", ["\n...\n", "\nMIIE...\n", "", "\n" + "A" * 200 + "\n", "\nthe body of a key\n"]
)
def test_a_frame_without_a_key_is_none(text):
    assert pem.private_key(frame(text)) is None


@given(st.binary(max_size=60))
def test_decoding_never_fails(data):
    text = b64encode(data).decode()
    assert decodable.decoded(text) in {"", data.decode("latin-1")}
    assert decodable.decoded(text[1:]) is not None
