"""The function: its settings, its variables, its code."""

from __future__ import annotations

from tests.parity.application import STATES, App, arn, setting, state
from tests.parity.states.parts import SECRET, TOKEN, allow

setting("deprecated-runtime", Runtime="python3.7")
setting("no-tracing", TracingConfig={"Mode": "PassThrough"})
setting("recursion-allowed", RecursiveLoop="Allow")
setting("foreign-layer", Layers=["arn:aws:lambda:eu-west-1:111122223333:layer:x:1"])


def variable(control: str, name: str, value: str) -> None:
    def change(app: App) -> None:
        app.function["Environment"]["Variables"][name] = value

    STATES[control] = change


variable("secret-in-environment", "DB_PASSWORD", SECRET)
variable("code-loading-variable", "NODE_OPTIONS", "--require /tmp/x.js")
variable("tls-verification-off", "NODE_TLS_REJECT_UNAUTHORIZED", "0")


@state("endless-logs")
def endless(app: App) -> None:
    app.resources["Logs"]["Properties"].pop("RetentionInDays", None)


@state("lost-asynchronous-events")
def lost(app: App) -> None:
    app.function.pop("DeadLetterConfig", None)
    app.schedule = {"ScheduleExpression": "rate(1 day)"}


variable("database-without-tls", "DATABASE_URL", "postgres://db.internal/shop?sslmode=disable")
variable(
    "secret-copied-into-environment",
    "DB_PASSWORD",
    "{{resolve:secretsmanager:prod/catalogue:SecretString:password}}",
)
setting("unpinned-layer", Layers=["{{resolve:ssm:/aws/service/powertools/python/latest}}"])
setting("runtime-near-deprecation", Runtime="nodejs22.x")


def coded(control: str, code: str) -> None:
    """A bad state of the code behind a URL for callers that are signed in."""

    def change(app: App) -> None:
        app.url = {"AuthType": "AWS_IAM"}
        app.code = code

    STATES[control] = change


coded("code-injection", "def handler(event, context):\n    return eval(event['body'])\n")
coded(
    "sql-injection",
    "import psycopg2\n\nconnection = psycopg2.connect('dbname=shop')\n\n"
    "def handler(event, context):\n    name = event['queryStringParameters']['name']\n"
    "    cursor = connection.cursor()\n"
    "    cursor.execute(f\"SELECT * FROM customers WHERE name = '{name}'\")\n",
)
coded(
    "unsafe-deserialisation",
    "import pickle\n\ndef handler(event, context):\n    return pickle.loads(event['body'])\n",
)
coded(
    "certificate-not-verified",
    "import requests\n\ndef handler(event, context):\n"
    "    return requests.get('https://stock.example.com', verify=False, timeout=5).text\n",
)
coded(
    "error-detail-returned",
    "import traceback\n\ndef handler(event, context):\n    try:\n"
    "        return {'statusCode': 200, 'body': str(1 / int(event['n']))}\n"
    "    except Exception:\n"
    "        return {'statusCode': 500, 'body': traceback.format_exc()}\n",
)


@state("event-logged")
def logged(app: App) -> None:
    app.code = "def handler(event, context):\n    print(event)\n"


@state("command-injection")
def injected(app: App) -> None:
    app.url = {"AuthType": "AWS_IAM"}
    app.code = "import os\n\ndef handler(event, context):\n    os.system(event['body'])\n"


READS = (
    "import os\n\nimport boto3\n\n"
    "table = boto3.resource('dynamodb').Table(os.environ['TABLE'])\n\n\n"
    "def handler(event, context):\n    "
)


def calling(control: str, call: str, action: str, resource: object) -> None:
    """A bad state in how the calls of the code and the role's statements fit together."""

    def change(app: App) -> None:
        app.code = f"{READS}return {call}\n"
        app.statements[0] = allow(action, resource)

    STATES[control] = change


PUTS, GETS = "table.put_item(Item={'id': event['id']})", "table.get_item(Key={'id': event['id']})"
calling("open-resource", PUTS, "dynamodb:PutItem", "*")
calling("missing-permission", PUTS, "dynamodb:GetItem", arn("Items"))


@state("unused-permission")
def unused(app: App) -> None:
    app.code = f"{READS}return {GETS}\n"


def asking(control: str, libraries: str) -> None:
    """A bad state of the function's manifest."""

    def change(app: App) -> None:
        app.libraries = libraries

    STATES[control] = change


asking("unpinned-dependencies", "requests>=2\n")
asking("look-alike-dependency", "reqeusts==2.32.3\n")
asking("unhashed-dependencies", "requests==2.32.3\n")
asking(
    "risky-package-source",
    "--extra-index-url https://packages.internal.example/simple\nbilling==1.2.0\n",
)
asking(
    "dependency-by-moving-reference",
    "git+https://github.example/team/billing.git@main#egg=billing\n",
)


@state("secret-in-code")
def secret_in_code(app: App) -> None:
    app.code = f"DB_PASSWORD = '{TOKEN}'\n\n\ndef handler(event, context):\n    return None\n"
