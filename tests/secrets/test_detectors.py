"""What every detector must do; examples are made at random, so that none stands here."""

import json
from base64 import b32encode, urlsafe_b64encode
from binascii import crc_hqx
from random import Random

import msgspec
import pytest

from crenel.model.verdict import Severity
from crenel.secrets.catalogue import INDEX, Index, catalogue, fresh, slots
from crenel.secrets.engine.pattern import compiled
from crenel.secrets.engine.scanner import Scanner
from crenel.secrets.scan import scan_tree
from crenel.secrets.text import Text
from crenel.triage.leaks import severity_of

DETECTORS = catalogue()
FINDING = [one for one in DETECTORS if one.pattern]
SCANNER = Scanner()


def names(found):
    return [one.name for one in found]


def found_in(line, path="settings.conf", least=0.5):
    return SCANNER.hits(Text(path, line.encode()), least)


def test_there_are_enough_providers():
    assert len({one.provider for one in DETECTORS} - {""}) >= 150


@pytest.mark.parametrize("detector", FINDING, ids=names(FINDING))
def test_a_detector_finds_its_own_examples(detector):
    """Some example of several: one made at random may look like a word, or like a placeholder."""
    pattern = compiled(detector.pattern)
    random = Random(detector.name)
    lines = [detector.example(random) for _ in range(5)]
    assert all(any(pattern.finditer(line.encode())) for line in lines)
    least = 0.3 if detector.identifier else 0.5
    assert any(found_in(line, least=least) for line in lines), lines[0][:12]


@pytest.mark.parametrize("detector", FINDING, ids=names(FINDING))
def test_whatever_is_found_is_masked_and_has_a_keyword(detector):
    line = detector.example(Random(detector.name))
    assert not detector.keywords or any(word in line.lower() for word in detector.keywords)


@pytest.mark.parametrize("detector", DETECTORS, ids=names(DETECTORS))
def test_a_detector_says_what_it_finds_and_what_to_do(detector):
    assert detector.title[0].islower() or detector.title.startswith(("API", "OAuth"))
    assert len(detector.revoke) > 5
    assert detector.docs.startswith("https://") or not detector.provider
    assert 0.5 < detector.confidence <= 1


def test_the_index_fits_the_files():
    """`make docs` writes it; a stale one costs time, never a finding."""
    written = msgspec.json.decode(INDEX.read_bytes(), type=Index)
    assert written == fresh()
    assert list(slots()) == [slot.name for slot in written.slots]


PLACEHOLDERS = ("x", "0", "A")


@pytest.mark.parametrize("char", PLACEHOLDERS)
def test_one_letter_again_and_again_is_no_credential(char):
    lines = [f"ghp_{char * 36}", f"sk_live_{char * 24}", f"AKIA{char * 16}", f"xoxb-{char * 30}"]
    assert [line for line in lines if found_in(f'token = "{line}"')] == []


NEGATIVE = [
    'password = os.environ["DB_PASSWORD"]',
    "password: ${DB_PASSWORD}",
    "password: {{resolve:secretsmanager:prod/db:SecretString:password}}",
    "DB_PASSWORD: !Ref DbPassword",
    'password = "changeme"',
    'password = "<your password>"',
    'api_key = "YOUR_API_KEY"',
    "const token = getToken(user)",
    "token = self.token",
    "key: value",
    "primaryKey: customerOrderIdentifier",
    "PASSWORD_MIN_LENGTH = 12",
    "secretName: prod/orders/database",
    "SECRET_ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf",
    '"integrity": "sha512-W7s+uC5bikET2twEFgq1x7v8Y9zAbCdEfGhIjKlMnOpQrStUvWxYz012345=="',
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGm3 key of somebody",
    "postgres://user:password@localhost/test",
    "https://user:${PASSWORD}@api.internal/",
    "Authorization: Bearer <token>",
    'headers["Authorization"] = "Bearer " + token',
    "token_endpoint = https://auth.internal/oauth2/token",
    '"FORGOT_PASSWORD": "Wachtwoord vergeten"',
    "password: ********",
    "nextToken: null",
    "max_tokens: 4096",
    '"result_key": "ByoipCidrs"',
    "Sec-WebSocket-Key: oWaeekvolZlFevfyQ7SRRw",
    '"patient_key": "P#6700028191"',
    f'"hashed_secret": "{"26f89e75489173ffe046" * 2}"',
    'encrypted_key: "d3qNhUWfqheyPp4H8sjOWsDYajoej4c5Je6rlUtFPWdgtURtmeDV1g"',
    '"LABEL_PASSWORD": "Contrasenya"',
    '"FORGOT_PASSWORD": "Glemt din adgangskode?"',
    '"PASSWORD": "Kies een wachtwoord."',
    'my_new_secret = "somenewvalues123434qradsfjdskafa"',
    '"Postman-Token": "60d4d786-60bf-4ba5-bcde-5a00ac688041"',
    '"accessKey": "ARIA2ZJZYVUEREEIHAKY"',
    '"key": "cmVjb3JkS2V5"',
    '"object": {\n "eTag": "x",\n "key": "b21b84d653bb07b05b1e6b33684dc11b"}',
    "clientSecret: 's3cr3t'",
    "image: shop/wrongsecrets:1.13.5-no-vault",
    'equals("This is not the secret", "hRZqOEB0V0kU6JhEXdm8UH32VDAbAbdRxg5RMpo/fA8caUCvJhs=")',
    "confirmationToken: 'eyJzdGFydFRpbWUiOjE3NDM3MjM2MTE3ODAsImVuZFRpbWUiOjE3NDQzMzIwMTF9'",
]


@pytest.mark.parametrize("line", NEGATIVE)
@pytest.mark.parametrize("path", ["app.py", "config.yaml", "README.md"])
def test_what_only_sounds_like_a_secret_is_none(line, path):
    assert found_in(line, path) == []


def token(**body):
    parts = [json.dumps(one).encode() for one in ({"alg": "HS256", "typ": "JWT"}, body)]
    texts = [urlsafe_b64encode(one).decode().rstrip("=") for one in parts]
    return ".".join([*texts, "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV"])


def test_tokens_of_playgrounds_are_none():
    samples: list[dict[str, object]] = [
        {"sub": "1234567890", "name": "John Doe", "iat": 1516239022},
        {"sub": "tt", "iat": 1516239022},
        {"some": "payload"},
    ]
    assert [found_in(f"Authorization: {token(**one)}") for one in samples] == [[]] * 3
    assert found_in(f"Authorization: {token(sub='ada', iat=1751000000)}")


def test_the_public_half_of_a_key_of_nats_is_none(random):
    made = bytes([20 << 3]) + random.randbytes(32)
    public = b32encode(made + crc_hqx(made, 0).to_bytes(2, "little")).decode()
    assert public[0] == "U"
    assert found_in(f'user_key = "{public}"') == []
    assert found_in(f'user_key = "{public[:-1]}{"A" if public[-1] != "A" else "B"}"') != []


def test_what_a_library_published_is_unsure(random):
    line = 'Password = "' + "".join(random.choice("abcdefgh23456789") for _ in range(20)) + '"'
    assert found_in(line, "src/app.json")
    assert found_in(line, "layer/python/botocore/data/iam/2010-05-08/examples-1.json") == []
    assert found_in(line, "layer.zip!python/PyJWT-2.4.0.dist-info/METADATA") == []
    (found,) = found_in(line, "python/botocore/data/iam/examples-1.json", least=0.3)
    assert "in a published library" in found.why


def test_an_id_is_told_beside_its_account_only_and_never_gates(tmp_path):
    """It says whose message it is, and opens nothing: low, where there is an account to ask."""
    digits = "".join(Random(3).choices("0123456789abcdef", k=32))
    line = f'{{"message": "SM{digits}", "uri": "/2010/ACCOUNTS/AC{digits[::-1]}/Messages"}}'
    (tmp_path / "a.json").write_text(line.replace("ACCOUNTS", "Accounts"))
    (tmp_path / "b.json").write_text(f'{{"message": "SM{digits}"}}')
    found = scan_tree([tmp_path], tmp_path).findings
    assert {(one.file, one.detector) for one in found} == {
        ("a.json", "twilio-account-sid"),
        ("a.json", "twilio-resource-id"),
    }
    assert {severity_of(one) for one in found} == {Severity.LOW}
