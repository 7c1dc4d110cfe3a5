"""Secrets out of templates: what is written, what is shown, what is left, and the proof."""

import json
import random
import re

import pytest

from crenel.cli.main import main
from crenel.fixes.moving.literals import kebab

VALUE = "".join(random.Random(5).choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(24))
OTHER = "".join(random.Random(6).choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(24))
FUNCTION = """\
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
"""
SAM = f"""\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
{FUNCTION}      Environment:
        Variables:
          TABLE: orders # stays
          DB_PASSWORD: "{VALUE}" # of the shop
"""


def move(folder, capsys, *flags):
    code = main(["secrets", "move", str(folder), "-q", "--no-config", *flags])
    told = capsys.readouterr()
    assert VALUE not in told.out + told.err
    assert OTHER not in told.out + told.err
    return code, told.out, told.err


def still(folder, capsys):
    """The secrets that a scan and the controls find."""
    main(["secrets", "scan", str(folder), "--format", "json", "--no-config"])
    leaks = json.loads(capsys.readouterr().out)["findings"]
    flags = ["--control", "secret-in-environment", "--format", "json", "--no-config", "-q"]
    main(["check", str(folder), *flags])
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    return [one["file"] for one in [*leaks, *verdicts]]


def written(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "src").mkdir(exist_ok=True)
    code = (
        'import os\nP = os.environ["DB_PASSWORD"]\n\ndef handler(event, context):\n    return P\n'
    )
    (folder / "src/app.py").write_text(code)


def test_a_diff_shows_the_change_and_not_the_secret(tmp_path, capsys):
    written(tmp_path, "template.yaml", SAM)
    code, out, err = move(tmp_path, capsys)
    assert code == 0
    assert '-          DB_PASSWORD: "********" # of the shop\n' in out
    assert '+          DB_PASSWORD_SECRET_NAME: "orders/db-password" # of the shop\n' in out
    assert "create-secret --name orders/db-password --secret-string file:///dev/stdin" in err
    assert 'parameters.get_secret(os.environ["DB_PASSWORD_SECRET_NAME"])' in err
    assert "the code says DB_PASSWORD at src/app.py:2" in err
    assert (tmp_path / "template.yaml").read_text() == SAM


def test_applied_the_alarms_are_gone_and_the_rest_is_as_it_was(tmp_path, capsys):
    written(tmp_path, "template.yaml", SAM)
    assert still(tmp_path, capsys)
    assert move(tmp_path, capsys, "--apply")[0] == 0
    text = (tmp_path / "template.yaml").read_text()
    assert VALUE not in text
    assert "TABLE: orders # stays" in text
    assert "AWSSecretsManagerGetSecretValuePolicy" in text
    assert still(tmp_path, capsys) == []
    again = move(tmp_path, capsys, "--apply")
    assert again[0] == 0
    assert "moved 0 secrets" in again[2]
    assert (tmp_path / "template.yaml").read_text() == text


POLICIES = [
    ("", "Policies: [{AWSSecretsManagerGetSecretValuePolicy"),
    (
        "      Policies: [AWSLambdaBasicExecutionRole]\n",
        "[AWSLambdaBasicExecutionRole, {AWSSecretsManager",
    ),
    (
        "      Policies:\n        - AWSLambdaBasicExecutionRole\n",
        "Role\n        - {AWSSecretsManager",
    ),
    ("      Policies:\n      - S3ReadPolicy: {BucketName: b}\n", "b}\n      - {AWSSecretsManager"),
]


@pytest.mark.parametrize(("policies", "expected"), POLICIES)
def test_a_function_of_sam_may_read_what_was_moved(tmp_path, capsys, policies, expected):
    written(tmp_path, "template.yaml", SAM + policies)
    move(tmp_path, capsys, "--apply")
    text = (tmp_path / "template.yaml").read_text()
    assert expected in text
    assert "secret:orders/db-password-??????" in text


def test_a_function_with_a_role_of_its_own_is_left_to_a_person(tmp_path, capsys):
    text = SAM + "      Role: arn:aws:iam::111122223333:role/orders\n"
    written(tmp_path, "template.yaml", text)
    _, out, err = move(tmp_path, capsys)
    assert "AWSSecretsManagerGetSecretValuePolicy" not in out
    assert "allow it: secretsmanager:GetSecretValue on arn:aws:secretsmanager" in err


ELSEWHERE = {
    "template.json": json.dumps(
        {
            "Resources": {
                "Search": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": {
                        "Runtime": "nodejs22.x",
                        "Handler": "app.handler",
                        "Role": "arn:aws:iam::111122223333:role/orders",
                        "Code": {"S3Bucket": "a", "S3Key": "b"},
                        "Environment": {"Variables": {"DB_PASSWORD": VALUE, "TABLE": "x"}},
                    },
                }
            }
        }
    ),
    "serverless.yml": f"""\
service: shop
provider:
  name: aws
  runtime: nodejs22.x
  environment: {{DB_PASSWORD: {VALUE}}}
functions:
  search: {{handler: app.handler}}
""",
    "main.tf": f"""\
resource "aws_lambda_function" "search" {{
  function_name = "search"
  runtime       = "nodejs22.x"
  handler       = "app.handler"
  role          = "arn:aws:iam::111122223333:role/orders"
  s3_bucket     = "artifacts"
  s3_key        = "orders.zip"
  environment {{
    variables = {{
      DB_PASSWORD = "{VALUE}"
    }}
  }}
}}
""",
    "globals.yaml": f"""\
Transform: AWS::Serverless-2016-10-31
Globals: {{Function: {{Environment: {{Variables: {{DB_PASSWORD: '{VALUE}'}}}}}}}}
Resources:
  Search:
{FUNCTION}  Orders:
{FUNCTION}""",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_every_format_is_moved_where_it_stands(tmp_path, capsys, name):
    written(tmp_path, name, ELSEWHERE[name])
    before = ELSEWHERE[name]
    code, _, err = move(tmp_path, capsys, "--apply")
    after = (tmp_path / name).read_text()
    assert code == 0, err
    assert "DB_PASSWORD_SECRET_NAME" in after
    assert len(after.splitlines()) == len(before.splitlines())
    assert still(tmp_path, capsys) == []


def test_the_password_of_a_database_becomes_a_dynamic_reference(tmp_path, capsys):
    """CloudFormation resolves it where it deploys; the database has no code that could fetch it."""
    database = f"""\
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {{Engine: postgres, MasterUsername: shop, MasterUserPassword: {VALUE}}}
"""
    written(tmp_path, "template.yaml", database)
    assert move(tmp_path, capsys, "--apply")[0] == 0
    text = (tmp_path / "template.yaml").read_text()
    assert '"{{resolve:secretsmanager:db/password:SecretString}}"' in text


def test_the_password_of_a_database_in_terraform_is_left_and_said(tmp_path, capsys):
    """Terraform resolves no dynamic reference: the text itself would become the password."""
    text = f'resource "aws_db_instance" "db" {{\n  username = "shop"\n  password = "{VALUE}"\n}}\n'
    written(tmp_path, "main.tf", text)
    _, out, err = move(tmp_path, capsys, "--apply")
    assert (tmp_path / "main.tf").read_text() == text
    assert "resolve:" not in out + err
    assert "manage_master_user_password = true" in out + err


LEFT = {
    "a condition": "!If [IsTest, VALUE, '']",
    "a block": "|\n            VALUE",
    "in parts": '!Join ["", [VALUE, VALUE]]',
    "an anchor": "*shared",
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_no_plain_text_there_is_left_and_said(tmp_path, capsys, what):
    value = LEFT[what].replace("VALUE", VALUE)
    head = f"X: &shared {VALUE}\n" if what == "an anchor" else ""
    text = head + SAM.replace(f'"{VALUE}" # of the shop', value)
    text = text.replace("Resources:", "Conditions: {IsTest: !Equals [a, a]}\nResources:", 1)
    written(tmp_path, "template.yaml", text)
    code, out, err = move(tmp_path, capsys, "--apply")
    assert (tmp_path / "template.yaml").read_text() == text
    assert out == ""
    assert code == 1 or "moved 0 secrets" in err


def test_other_secrets_beside_it_are_masked_too(tmp_path, capsys):
    text = SAM.replace("TABLE: orders # stays", f"URL: https://shop:{OTHER}@api.internal/ # stays")
    written(tmp_path, "template.yaml", f"# api_token: {OTHER}\n{text}")
    assert "********" in move(tmp_path, capsys)[1]


def test_a_file_that_cannot_be_written_back_is_refused_whole(tmp_path, capsys):
    written(tmp_path, "template.yaml", SAM)
    data = SAM.replace("stays", "bleibt für uns").encode("latin-1")
    (tmp_path / "template.yaml").write_bytes(data)
    code = main(["secrets", "move", str(tmp_path), "-q", "--apply", "--no-config"])
    assert code in (2, 3)
    assert VALUE not in "".join(capsys.readouterr())
    assert (tmp_path / "template.yaml").read_bytes() == data


def test_a_folder_without_templates_is_incomplete(tmp_path, capsys):
    assert move(tmp_path, capsys)[0] == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [("DB_PASSWORD", "db-password"), ("clientSecret", "client-secret"), ("___", "secret")],
)
def test_names_of_stored_secrets(name, expected):
    assert kebab(name) == expected
    assert re.fullmatch(r"[a-z0-9-]+", expected)
