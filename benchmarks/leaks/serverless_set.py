"""Made-up serverless applications: credentials where they really stand, and hard negatives.

    python benchmarks/leaks/serverless_set.py TARGET [SEED]

Everything is drawn from the seed; nothing in it was ever valid. ``labels.json`` beside the files
lists the true places: file, line, and what kind of place it is.
"""

from __future__ import annotations

import io
import json
import string
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from random import Random

APPLICATIONS = 120
_ALNUM = string.ascii_letters + string.digits
_HEX = string.digits + "abcdef"
_SEASONS = ("Winter", "Summer", "Autumn", "Spring", "Dragon", "Falcon", "Tiger", "Orange")

_SYMBOLS = "!@#%&*?"


class Writer:
    """Lines of files, with a mark on those that hold a credential."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.files: dict[str, list[str]] = {}
        self.true: list[tuple[str, int, str]] = []

    def put(self, file: str, line: str, what: str = "") -> None:
        """A line; ``what`` names the kind of place where it holds a credential."""
        lines = self.files.setdefault(file, [])
        lines.append(line)
        if what:
            self.true.append((file, len(lines), what))

    def text(self, alphabet: str, size: int) -> str:
        """Characters at random."""
        return "".join(self.random.choice(alphabet) for _ in range(size))

    def strong(self) -> str:
        """A value that a machine made."""
        kinds: list[Callable[[], str]] = [
            lambda: self.text(_ALNUM, self.random.randint(16, 40)),
            lambda: self.text(_HEX, self.random.choice([32, 40, 64])),
            lambda: b64encode(self.random.randbytes(self.random.randint(18, 36))).decode(),
            lambda: self.text(_ALNUM + "!#%^*-_+", self.random.randint(14, 24)),
        ]
        return self.random.choice(kinds)()

    def human(self) -> str:
        """A password that a person thought of."""
        word = self.random.choice(_SEASONS)
        number = self.random.randint(10, 2026)
        shapes = [
            f"{word}{number}{self.random.choice(_SYMBOLS)}",
            f"{word[0]}{word[1:].replace('a', '4').replace('o', '0').replace('e', '3')}{number}",
            f"{word}-{self.random.choice(_SEASONS)}-{number}",
            f"{self.text(string.ascii_lowercase, 5)}{number}{self.random.choice(_SYMBOLS)}",
        ]
        return self.random.choice(shapes)

    def password(self) -> str:
        """Of a machine twice as often as of a person."""
        return self.strong() if self.random.random() < 2 / 3 else self.human()


_SECRET_NAMES = (
    "DB_PASSWORD",
    "API_KEY",
    "JWT_SECRET",
    "STRIPE_SECRET_KEY",
    "REDIS_PASSWORD",
    "SESSION_SECRET",
    "AUTH_TOKEN",
    "SMTP_PASSWORD",
    "ENCRYPTION_KEY",
    "WEBHOOK_SECRET",
    "CLIENT_SECRET",
    "ACCESS_TOKEN",
    "MASTER_PASSWORD",
    "PRIVATE_API_KEY",
    "SLACK_TOKEN",
    "DATABASE_PASSWORD",
    "SIGNING_KEY",
    "RDS_PASSWORD",
)


def _negatives(one: Writer) -> list[tuple[str, str]]:
    """Names and values that only look like credentials."""
    text, random = one.text, one.random
    account, region = text(string.digits, 12), random.choice(["eu-west-1", "us-east-1"])
    return [
        ("DB_PASSWORD", "'{{resolve:secretsmanager:prod/db:SecretString:password}}'"),
        ("API_KEY", "!Ref ApiKeyParameter"),
        (
            "SECRET_ARN",
            f"arn:aws:secretsmanager:{region}:{account}:secret:prod/db-{text(_ALNUM, 6)}",
        ),
        ("SECRET_NAME", "prod/orders/database"),
        ("TOKEN_TABLE", "orders-tokens-production"),
        (
            "KMS_KEY_ID",
            f"{text(_HEX, 8)}-{text(_HEX, 4)}-4{text(_HEX, 3)}-a{text(_HEX, 3)}-{text(_HEX, 12)}",
        ),
        ("USER_POOL_ID", f"{region}_{text(_ALNUM, 9)}"),
        ("USER_POOL_CLIENT_ID", text(string.ascii_lowercase + string.digits, 26)),
        ("AUTH_TOKEN_URL", "https://auth.internal/oauth2/token"),
        ("PASSWORD_MIN_LENGTH", "14"),
        ("TOKEN_TTL_SECONDS", "3600"),
        ("COMMIT_SHA", text(_HEX, 40)),
        ("IMAGE_DIGEST", f"sha256:{text(_HEX, 64)}"),
        ("API_KEY_HEADER", "x-api-key"),
        ("JWT_ALGORITHM", "RS256"),
        ("SESSION_SECRET", "changeme"),
        ("WEBHOOK_SECRET", "<your-webhook-secret>"),
        ("ACCESS_TOKEN", "your-access-token-here"),
        ("PARTITION_KEY", "customerId"),
        ("SORT_KEY", "orderDate#status"),
        ("S3_KEY", f"layers/{text(_HEX, 12)}/python.zip"),
        ("PASSWORD_PARAMETER", "/prod/orders/db/password"),
        ("AUTH_TYPE", "COGNITO_USER_POOLS"),
        ("CACHE_KEY_PREFIX", "orders:v2:"),
        ("REDIS_URL", "redis://cache.internal:6379/0"),
        ("DATABASE_URL", "postgres://$DB_USER:$DB_PASSWORD@db.internal:5432/orders"),
        ("PUBLIC_KEY", f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{text(_ALNUM, 43)}"),
        ("HOSTED_ZONE_ID", f"Z{text(string.ascii_uppercase + string.digits, 13)}"),
        ("SECRET_VERSION_STAGE", "AWSCURRENT"),
        ("CLIENT_TOKEN", text(_HEX, 32)),
    ]


def sam(one: Writer, name: str) -> None:
    """A SAM template: environment, parameters, inline code, a state machine, stage variables."""
    file = f"{name}/template.yaml"
    one.put(file, "Transform: AWS::Serverless-2016-10-31")
    one.put(file, "Parameters:")
    one.put(file, "  DbPassword:")
    one.put(file, "    Type: String")
    one.put(file, f"    Default: {one.strong()}", "parameter-default")
    one.put(file, "  ApiKeyParameter:\n    Type: String\n    NoEcho: true".replace("\n", " #"))
    one.put(file, "Resources:")
    one.put(file, "  Orders:")
    one.put(file, "    Type: AWS::Serverless::Function")
    one.put(file, "    Properties:")
    one.put(file, "      Environment:")
    one.put(file, "        Variables:")
    for key, value in _picked(one):
        one.put(file, f"          {key}: {value}")
    key = one.random.choice(_SECRET_NAMES)
    one.put(file, f'          {key}: "{one.password()}"', "environment")
    one.put(file, f"          TOKEN_GITHUB: {_github(one)}", "environment-provider")
    one.put(
        file,
        f"          DATABASE_URL: postgres://orders:{_in_address(one.password())}@db.internal:5432/orders",
        "url",
    )
    one.put(file, "      InlineCode: |")
    one.put(file, f"        api_key = '{one.strong()}'", "inline-code")
    one.put(file, "        password = os.environ['DB_PASSWORD']")
    one.put(file, "  Flow:")
    one.put(file, "    Properties:")
    one.put(
        file,
        f'      DefinitionString: \'{{"Parameters": {{"ApiKey": "{one.text(_ALNUM, 32)}"}}}}\'',
        "definition",
    )
    one.put(file, "  Stage:")
    one.put(file, "    Properties:")
    one.put(
        file,
        f"      Variables: {{authToken: {one.text(_ALNUM, 28)}, table: orders}}",
        "stage-variables",
    )


def _login(one: Writer) -> str:
    return b64encode(f"orders:{one.text(_ALNUM, 16)}".encode()).decode()


def _in_address(password: str) -> str:
    """As it may stand in an address without escapes."""
    return "".join(char if char.isalnum() or char in "-_!*" else "_" for char in password)


def _github(one: Writer) -> str:
    from crenel.secrets.structure.checksum import with_crc32  # noqa: PLC0415 - the package under test

    return with_crc32("ghp_", 36, one.random)


def serverless(one: Writer, name: str) -> None:
    """A serverless.yml with custom values and environment."""
    file = f"{name}/serverless.yml"
    one.put(file, "service: orders")
    one.put(file, "custom:")
    one.put(file, f"  stripeSecret: {one.strong()}", "custom")
    one.put(file, "  kmsKey: ${ssm:/orders/kms}")
    one.put(file, "provider:")
    one.put(file, "  environment:")
    for key, value in _picked(one):
        one.put(file, f"    {key}: {value if not value.startswith('!') else '${param:key}'}")
    one.put(file, f"    {one.random.choice(_SECRET_NAMES)}: {one.strong()}", "environment")
    one.put(file, "    SLACK_TOKEN: ${env:SLACK_TOKEN}")
    one.put(file, f"    API_AUTHORIZATION: Bearer {one.text(_ALNUM, 40)}", "header")


def terraform(one: Writer, name: str) -> None:
    """Terraform: variables, environment, a provider with keys, tfvars, state."""
    file = f"{name}/main.tf"
    one.put(file, 'provider "aws" {')
    one.put(
        file, f'  access_key = "AKIA{one.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}"', "provider"
    )
    one.put(file, f'  secret_key = "{one.text(_ALNUM + "+/", 40)}"', "provider")
    one.put(file, "}")
    one.put(file, 'resource "aws_lambda_function" "orders" {')
    one.put(file, "  environment {\n    variables = {".replace("\n", " "))
    for key, value in _picked(one):
        written = "var.api_key" if value.startswith("!") else json.dumps(value.strip("'"))
        one.put(file, f"      {key} = {written}")
    one.put(file, f'      {one.random.choice(_SECRET_NAMES)} = "{one.password()}"', "environment")
    one.put(file, "      DB_SECRET = aws_secretsmanager_secret.db.arn")
    one.put(file, "    }\n  }\n}".replace("\n", " "))
    one.put(file, 'resource "aws_db_instance" "db" {')
    one.put(file, f'  password = "{one.password()}"', "resource")
    one.put(file, "  kms_key_id = aws_kms_key.db.arn")
    one.put(file, "}")
    one.put(f"{name}/prod.tfvars", f'db_password = "{one.password()}"', "tfvars")
    one.put(f"{name}/prod.tfvars", 'region = "eu-west-1"')
    state = {
        "resources": [{"instances": [{"attributes": {"password": one.strong(), "id": "db-1"}}]}]
    }
    for line in json.dumps(state, indent=1).splitlines():
        one.put(f"{name}/terraform.tfstate", line, "state" if '"password"' in line else "")


def clients(one: Writer, name: str) -> None:
    """Dot files, samconfig, code, a header, a key, a package that was built."""
    one.put(f"{name}/.env", f"DB_PASSWORD={one.password()}", "dotenv")
    one.put(f"{name}/.env", f"export API_TOKEN={one.strong()}", "dotenv")
    one.put(f"{name}/.env", "LOG_LEVEL=info")
    one.put(f"{name}/.env.example", "DB_PASSWORD=")
    one.put(f"{name}/.env.example", "API_TOKEN=your_token_here")
    one.put(f"{name}/.npmrc", f"//registry.npmjs.org/:_authToken={one.text(_HEX, 36)}", "npmrc")
    one.put(f"{name}/samconfig.toml", "[default.deploy.parameters]")
    one.put(
        f"{name}/samconfig.toml",
        f'parameter_overrides = "DbPassword={one.strong().replace("=", "")} Stage=prod"',
        "samconfig",
    )
    code = f"{name}/src/app.py"
    one.put(code, "import os")
    one.put(code, 'TABLE = os.environ["TABLE"]')
    one.put(code, f'API_SECRET = "{one.strong()}"', "code")
    one.put(
        code,
        f'headers = {{"Authorization": "Basic {_login(one)}"}}',
        "header",
    )
    one.put(code, "token = get_token(client_id)")
    one.put(code, 'cache_key = f"orders:{customer_id}"')
    one.put(code, f'ETAG = "{one.text(_HEX, 32)}"')
    script = f"{name}/src/handler.js"
    one.put(script, f"const jwtSecret = '{one.strong()}';", "code")
    one.put(script, "const password = process.env.DB_PASSWORD;")
    one.put(script, "exports.keyPath = 'detail.requestParameters.key';")
    lock = f"{name}/package-lock.json"
    one.put(lock, f'{{"integrity": "sha512-{b64encode(one.random.randbytes(64)).decode()}"}}')
    body = "\n".join(one.text(_ALNUM + "+/", 64) for _ in range(6))
    dashes, kind = "-" * 5, "RSA PRIVATE KEY"
    encoded = b64encode(
        f"{dashes}BEGIN {kind}{dashes}\n{body}\n{dashes}END {kind}{dashes}".encode()
    ).decode()
    one.put(f"{name}/kubeconfig", "users:")
    one.put(f"{name}/kubeconfig", f"    client-key-data: {encoded}", "kubeconfig")


def _picked(one: Writer) -> list[tuple[str, str]]:
    return one.random.sample(_negatives(one), 8)


def write(target: Path, seed: int = 1) -> None:
    """The whole set below ``target``."""
    one = Writer(Random(seed))  # noqa: S311 - the same set each time is the point
    for number in range(APPLICATIONS):
        make = (sam, serverless, terraform, clients)[number % 4]
        make(one, f"app{number:03}")
    for name, lines in one.files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    true = [{"file": file, "line": line, "kind": kind} for file, line, kind in one.true]
    true += _layers(target, one)
    (target / "labels.json").write_text(json.dumps(true, indent=1), encoding="utf-8")


def _layers(target: Path, one: Writer) -> list[dict[str, object]]:
    """Packages that were built: a setting in a zip, beside what is none."""
    rows: list[dict[str, object]] = []
    for number in range(10):
        name = f"layer{number}.zip"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(
                "python/settings.py", f'API_KEY = "{one.strong()}"\nREGION = "eu-west-1"\n'
            )
            archive.writestr("python/lib.py", "def token(name):\n    return name\n")
        (target / name).write_bytes(buffer.getvalue())
        rows.append({"file": f"{name}!python/settings.py", "line": 1, "kind": "layer"})
    return rows


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: PLR2004
