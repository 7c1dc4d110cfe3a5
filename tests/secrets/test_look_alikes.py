"""What looked like a credential in repositories that nobody had read before, and was none."""

import json
from base64 import b64encode, urlsafe_b64encode
from uuid import UUID

import pytest

from crenel.secrets.engine.scanner import Scanner
from crenel.secrets.text import Text

ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SCANNER = Scanner()


def secret(random, size=24):
    return "".join(random.choice(ALPHABET) for _ in range(size))


def uuid(random):
    return str(UUID(int=random.getrandbits(128), version=4))


def found(line, path="src/a.ts", least=0.5):
    return [one.detector for one in SCANNER.hits(Text(path, line.encode()), least)]


def token(random, **claims):
    header, body = (
        urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return f"{header}.{body}.{secret(random, 43)}"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("- Pass: TTFBQX < 50% of total (proves delivery)", "notes.md"),
        ('echo "  PASS: XqZkvrWt found in the job"', "check.sh"),
    ],
)
def test_a_sentence_that_goes_on_is_no_password(line, path):
    assert found(line, path) == []


def test_a_password_of_letters_at_the_end_of_its_line_is_one():
    assert found("PASS: XqZkvrWtqzj\n", "a.yaml") == ["generic-password"]


@pytest.mark.parametrize("name", ["creditcard", "creditCards", "credit_note", "credibility"])
def test_credit_is_no_credential(random, name):
    assert found(f'"{name}": "{uuid(random)}"', "a.json") == []


def test_the_argument_of_a_getter_is_the_id_of_something(random):
    value = secret(random)
    assert found(f"let it = entities.getValidAccessKey('{value}');") == []
    assert found(f"client.setAccessKey('{value}');") == ["generic-key"]


def test_a_uuid_under_the_key_of_another_thing_is_an_id(random):
    assert found(f'orderKey: "{uuid(random)}"') == []
    assert found(f'apiKey: "{uuid(random)}"') == ["generic-key"]
    assert found(f'merchant_key: "{uuid(random)}"') == ["generic-key"]


def test_the_fingerprint_of_a_key_to_fetch_is_public(random):
    digits = "".join(random.choice("0123456789ABCDEF") for _ in range(40))
    assert found(f"RUN gpg --keyserver keys.test --recv-keys {digits}", "Dockerfile") == []


@pytest.mark.parametrize("name", ["mockToken", "fake_password", "password.return_value", "stubKey"])
def test_a_name_that_says_that_it_is_made_up_is_believed(random, name):
    assert found(f"{name} = '{secret(random)}'", "test_a.py") == []


def test_what_is_encrypted_leaks_nothing_by_itself(random):
    salted = b64encode(b"Salted__" + random.randbytes(24)).decode()
    assert found(f'secretKey = "{salted}"') == []
    assert found(f'db_password: "{{cipher}}{secret(random)}"', "application.yml") == []


def test_a_token_that_a_test_made_opens_nothing(random):
    assert found(f'"auth": "Bearer {token(random, sub="user-123", iat=1)}"', "a.json") == []
    real = token(random, sub=uuid(random), iss="https://login.shop.dev")
    assert found(f'"auth": "Bearer {real}"', "a.json") == ["json-web-token"]


def test_the_header_of_a_token_is_none(random):
    header = token(random).partition(".")[0]
    assert found(f'"authorization": "Bearer {header}"', "a.json") == []


@pytest.mark.parametrize(
    "parts",
    [
        ("550e8400-e29b-41d4-", "a716-446655440000"),
        ("AQoXny", "c4lcK4w=="),
        ("sk_test_", "4eC39HqLyjWDarj", "tT1zdp7dc"),
    ],
)
def test_what_well_known_documents_publish_is_no_leak(parts):
    """Built from parts: hosting sites refuse what looks like a key, whosoever it is."""
    value = "".join(parts)
    for line in (f'x-api-key: "{value}"', f'API_TOKEN="{value.upper()}"', f"secret = '{value}'"):
        assert found(line) == []


def test_a_salt_is_told_and_gates_nothing(random):
    digits = "".join(random.choice("0123456789abcdef") for _ in range(40))
    assert found(f'salt = "{digits}"', "a.rb") == ["generic-salt"]


@pytest.mark.parametrize(
    "line",
    [
        '    "@aws-sdk/token-providers": "npm:3.577.0"',
        '    js-tokens: "npm:^4.0.0"',
        '    generate-password: "npm:~1.7.0-beta.2"',
        '    auth-library: "workspace:*"',
        '  "access-token": "patch:access-token@npm%3A1.0.2#~/.yarn/patches/a.patch"',
        '  "api-key": ">=1.2.3"',
    ],
)
def test_what_a_lock_file_pins_is_a_version(line):
    assert found(line, "yarn.lock") == []


def test_the_id_of_a_temporary_key_is_in_every_log(random):
    """Its secret opens a door; the id says who came in."""
    body = "".join(random.choice("QRSTUVWXYZ234567") for _ in range(16))
    assert found(f'"accessKeyId": "ASIA{body}"', "cloudtrail.json") == []
    assert found(f'"accessKeyId": "ASIA{body}"', "cloudtrail.json", 0.3) == ["aws-temporary-key-id"]
    assert found(f'"accessKeyId": "AKIA{body}"', "cloudtrail.json") == ["aws-access-key-id"]


def test_what_a_package_manager_brings_is_its_authors(random):
    line = f'apiKey:"{secret(random)}",indexName:"npm-search"'
    assert found(line, ".yarn/releases/yarn-4.1.1.cjs") == []
    assert found(line, "src/search.cjs") == ["generic-key"]


def test_a_made_up_key_of_an_address_is_an_example():
    assert found("such as dotenv://:key_1234@vault.test/a?b=c", "README.md") == []


def test_a_uuid_under_key_alone_is_an_id_in_a_program(random):
    assert found(f"{{ key: '{uuid(random)}', bucket }}", "a.test.ts") == []
    assert found(f'"Jwt": {{"Key": "{uuid(random)}"}}', "appsettings.json") == ["generic-key"]


@pytest.mark.parametrize("number", ["0x6001550", "0x600003A", "0x7fff5fbff8c0"])
def test_a_number_in_hexadecimal_is_an_address(number):
    assert found(f'"token" : "{number}",', "mono_crash.json") == []


def test_a_port_and_a_query_are_no_login():
    for address in ("http://localhost:7071/api?userId=ada9876@shop.dev", "tcp://h:80?a=b1@c.dev"):
        assert found(f'$uri = "{address}"', "health.ps1") == []


def test_a_password_that_begins_with_digits_in_an_address_is_one():
    assert found("amqp://shop:98143207x@queue.internal/orders", "a.env") == ["url-credentials"]


def test_a_piece_of_an_arn_names_a_secret(random):
    name = f"PROD/Billing-OAuth/Support-{secret(random, 6)}"
    assert found(f'      ":secret:{name}",', "stack.test.ts.snap") == []


@pytest.mark.parametrize(
    "line",
    [
        'g_pwd = os.getenv("PSWDQX7")',
        'db_password: config.get("db.Pw7Zq")',
        "const apiKey = process.env['K7QXZ_9W']",
        'password = await ssm.getParameter("Qx7/zKw9")',
    ],
)
def test_what_something_is_asked_for_is_a_name(line):
    assert found(line, "a.py") == []


def test_what_a_value_is_made_of_is_one(random):
    assert found(f'password = base64.b64decode("{secret(random)}")', "a.py") == ["generic-password"]
    assert found(f'var secret = b("{secret(random)}")', "a.py") == ["generic-secret"]


def test_a_folder_of_a_bucket_is_a_place():
    assert found('Key="2020-11-11/cicd/" + project + "/source.zip"', "a.py") == []


def test_a_placeholder_in_base64_is_one():
    for text in ("00000000-0000-0000-0000-000000000000", "changeme-please"):
        assert found(f'["Shop:ApiKey"] = "{b64encode(text.encode()).decode()}"', "a.cs") == []


def test_a_message_that_ends_with_key_shows_an_id(random):
    digits = "".join(random.choice("0123456789abcdef") for _ in range(32))
    assert found(f"\"Cannot find entity by key: '{digits}'.\",") == []
    assert found(f"{{ a: 1, key: '{digits}' }}") == ["generic-key"]


def test_a_column_of_a_table_holds_no_secrets(random):
    """Words of a language that the table of letters does not know: ``"key": "kjottdeig_2"``."""
    rows = [f'  {{"key": "{secret(random, 12).lower()}_2", "n": {n}}},' for n in range(40)]
    assert found("\n".join(rows), "categories.json") == []
    assert found(rows[0].replace('"key"', '"api_key"'), "categories.json") == ["generic-key"]


def test_what_is_made_to_be_published_is_no_secret(random):
    assert found(f'supabase_publishable_key = "{secret(random)}"', "dev.tfvars") == []
    assert found(f'KEY = "sb_publishable_{secret(random)}"', "dev.tfvars") == []
    assert found(f'ANON = "{token(random, role="anon", iss="supabase")}"', "dev.tfvars") == []
