"""Attack paths: which are told, how surely, how badly, and that they are always told alike."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.analysis.powers.letters import matches, reaches
from crenel.cli.main import main

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "src/crenel/report/schemas/paths-1.json").read_text("utf-8")
)
HEAD = (
    "Transform: AWS::Serverless-2016-10-31\nParameters:\n  Boundary: {Type: String}\nResources:\n"
)
ORDERS = "  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}\n"
OPEN = "FunctionUrlConfig: {AuthType: NONE}"


def function(name: str, *properties: str, code: str = "", statements: str = "") -> str:
    lines = [f"  {name}:", "    Type: AWS::Serverless::Function", "    Properties:"]
    lines += ["      Runtime: python3.13", "      Handler: index.handler"]
    lines += [f"      {one}" for one in properties]
    if code:
        lines += ["      InlineCode: |", *(f"        {line}" for line in code.splitlines())]
    if statements:
        lines += ["      Policies:", f"        - {{Statement: [{statements}]}}"]
    return "\n".join(lines) + "\n"


def allow(action: str, resource: str, more: str = "") -> str:
    return f'{{Effect: Allow, Action: "{action}", Resource: {resource}{more}}}'


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The document about a template, checked against its schema."""

    def ask(template: str, *arguments: str) -> Any:
        (tmp_path / "template.yaml").write_text(HEAD + template, encoding="utf-8")
        main(["paths", str(tmp_path), "--format", "json", "--no-config", *arguments])
        document = json.loads(capsys.readouterr().out)
        jsonschema.validate(document, SCHEMA)
        for path in document["paths"]:
            steps = path["steps"]
            assert steps[0]["from"] == path["from"]
            assert steps[-1]["to"] == path["to"]
            for one, after in itertools.pairwise(steps):
                assert one["to"] == after["from"]
        return document

    return ask


def ends(document: Any) -> set[tuple[str, str, str]]:
    return {
        (one["from"].rpartition("::")[2], one["to"].rpartition("::")[2], one["kind"])
        for one in document["paths"]
    }


def one(document: Any, to: str, kind: str = "data") -> Any:
    found = [p for p in document["paths"] if p["to"].endswith(to) and p["kind"] == kind]
    assert found, ends(document)
    return found[0]


READS = allow("dynamodb:GetItem", "!GetAtt Orders.Arn")


def test_an_open_url_leads_to_the_table_of_its_role(told) -> None:
    document = told(ORDERS + function("Api", OPEN, "CodeUri: s3://a/b", statements=READS))
    path = one(document, "Orders")
    assert (path["from"], path["severity"], path["certainty"]) == ("internet", "high", "certain")
    assert [step["edge"] for step in path["steps"]] == ["invokes", "reads"]
    assert path["steps"][0]["why"].startswith("no authorizer")
    assert path["steps"][0]["line"] == 11
    (radius,) = document["blast_radius"]
    assert radius["reads"] == ["template.yaml::Orders"]
    assert radius["writes"] == []


DENY = '{Effect: Deny, Action: "dynamodb:*", Resource: "*"}'
OTHER = "!Sub arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/other"
LEADING = ', Condition: {Bool: {"aws:MultiFactorAuthPresent": "true"}}'


@pytest.mark.parametrize(
    "statements",
    [
        f"{READS}, {DENY}",
        f"{allow('dynamodb:*', chr(34) + '*' + chr(34))}, {DENY}",
        allow("dynamodb:GetItem", f'"{OTHER[5:]}"'.replace('"arn', '!Sub "arn')),
        allow("dynamodb:GetItem", "!GetAtt Orders.Arn", LEADING),
        allow("s3:GetObject", "!GetAtt Orders.Arn"),
    ],
    ids=["denied", "denied-for-all", "another-table", "second-factor", "another-action"],
)
def test_what_is_closed_is_no_path(told, statements: str) -> None:
    document = told(ORDERS + function("Api", OPEN, "CodeUri: s3://a/b", statements=statements))
    assert ends(document) == set()
    assert document["blast_radius"][0]["reads"] == []


def test_a_boundary_that_does_not_let_it_through_closes_it(told) -> None:
    boundary = (
        "  Fence: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: "
        '[{Effect: Allow, Action: "s3:*", Resource: "*"}]}}}\n'
    )
    inside = "PermissionsBoundary: !Ref Fence"
    body = ORDERS + boundary
    document = told(body + function("Api", OPEN, inside, "CodeUri: s3://a/b", statements=READS))
    assert ends(document) == set()


def test_a_boundary_that_nobody_can_read_leaves_it_possible(told) -> None:
    inside = "PermissionsBoundary: !Ref Boundary"
    document = told(ORDERS + function("Api", OPEN, inside, "CodeUri: s3://a/b", statements=READS))
    path = one(document, "Orders")
    assert path["certainty"] == "possible"
    assert path["needs"] == ["the boundary ${Boundary}"]
    assert document["blast_radius"][0]["reads"] == []
    assert document["blast_radius"][0]["unknown"]


POLICY = """\
  Guard:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Files
      PolicyDocument: {Statement: [%s]}
"""
FILES = "  Files: {Type: AWS::S3::Bucket}\n"
ON_FILES = "Action: 's3:*', Resource: [!GetAtt Files.Arn, !Sub '${Files.Arn}/*']"
GETS = allow("s3:GetObject", "!Sub '${Files.Arn}/*'")
SPARED = "Condition: {ArnNotEquals: {'aws:PrincipalArn': !GetAtt ApiRole.Arn}}"
OTHERS = SPARED.replace("!GetAtt ApiRole.Arn", "'arn:aws:iam::111122223333:role/x'")
PLAIN = "Condition: {Bool: {'aws:SecureTransport': 'false'}}"


@pytest.mark.parametrize(
    ("statement", "closed"),
    [
        (f"{{Effect: Deny, Principal: '*', {ON_FILES}}}", True),
        (f"{{Effect: Deny, Principal: '*', {ON_FILES}, {OTHERS}}}", True),
        (f"{{Effect: Deny, Principal: '*', {ON_FILES}, {SPARED}}}", False),
        (f"{{Effect: Deny, Principal: '*', {ON_FILES}, {PLAIN}}}", False),
        (f"{{Effect: Deny, Principal: {{AWS: !GetAtt ApiRole.Arn}}, {ON_FILES}}}", True),
        (f"{{Effect: Deny, NotPrincipal: {{AWS: !GetAtt ApiRole.Arn}}, {ON_FILES}}}", False),
    ],
    ids=["all", "all-but-another", "all-but-it", "plain-text", "it", "all-others"],
)
def test_a_deny_on_the_bucket_closes_it_for_whom_it_means(told, statement: str, closed) -> None:
    body = FILES + POLICY % statement + function("Api", OPEN, "CodeUri: s3://a/b", statements=GETS)
    assert bool(ends(told(body))) is not closed


def test_a_policy_on_the_bucket_that_names_the_role_opens_it(told) -> None:
    statement = f"{{Effect: Allow, Principal: {{AWS: !GetAtt ApiRole.Arn}}, {ON_FILES}}}"
    body = FILES + POLICY % statement + function("Api", OPEN, "CodeUri: s3://a/b")
    assert ("internet", "Files", "data") in ends(told(body))


def test_a_key_counts_only_where_its_policy_delegates(told) -> None:
    key = """\
  Lock:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement: [{Effect: Allow, Principal: {AWS: %s}, Action: "kms:*", Resource: "*"}]
"""
    decrypts = allow("kms:Decrypt", "!GetAtt Lock.Arn")
    api = function("Api", OPEN, code=EVALUATES, statements=decrypts)
    account = '!Sub "arn:aws:iam::${AWS::AccountId}:root"'
    assert ("internet", "Lock", "data") in ends(told(key % account + api))
    kept = told(key % '"arn:aws:iam::111122223333:role/keeper"' + api)
    assert ends(kept) == {("internet", "Api", "code")}


def test_a_key_that_a_function_uses_by_itself_is_no_end(told) -> None:
    key = """\
  Lock:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}
            Action: "kms:*"
            Resource: "*"
"""
    both = f"{allow('kms:Decrypt', '!GetAtt Lock.Arn')}, {READS}"
    document = told(key + ORDERS + function("Api", OPEN, "CodeUri: s3://a/b", statements=both))
    assert ends(document) == {("internet", "Orders", "data")}
    assert document["blast_radius"][0]["decrypts"] == ["template.yaml::Lock"]


OWN_SECRET = """\
import boto3, os
secrets = boto3.client("secretsmanager")
def handler(event, context):
    return secrets.get_secret_value(SecretId=os.environ["SECRET"])
"""


def test_a_secret_that_a_function_reads_for_itself_weighs_little(told) -> None:
    secret = "  Sealed: {Type: AWS::SecretsManager::Secret}\n"
    reads = allow("secretsmanager:GetSecretValue", "!Ref Sealed")
    named = "Environment: {Variables: {SECRET: !Ref Sealed}}"
    body = secret + function("Api", OPEN, named, code=OWN_SECRET, statements=reads)
    assert one(told(body), "Sealed")["severity"] == "low"
    taken = secret + function("Api", OPEN, named, code=EVALUATES, statements=reads)
    assert one(told(taken), "Sealed")["severity"] == "critical"


ROLE = """\
  Machine:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: %s}, Action: "sts:AssumeRole"}]
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: ["iam:PassRole", "ec2:RunInstances"], Resource: "*"}
"""


def test_nobody_acts_as_a_role_that_a_service_keeps(told) -> None:
    assert ends(told(ROLE % "batch.amazonaws.com")) == set()
    document = told(ROLE % "ec2.amazonaws.com")
    path = one(document, "account", "escalation")
    assert path["steps"][0]["why"].endswith(": iam:PassRole with ec2:RunInstances")


def permission(source: str) -> str:
    return f"""\
  Let:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Api
      Action: lambda:InvokeFunction
      Principal: sns.amazonaws.com
      {source}
"""


def test_a_source_that_a_parameter_gives_is_a_source(told) -> None:
    api = function("Api", "CodeUri: s3://a/b", statements=READS)
    assert ends(told(ORDERS + api + permission("SourceArn: !Ref Boundary"))) == set()
    assert ends(told(ORDERS + api + permission('SourceArn: "*"')))
    assert ends(told(ORDERS + api + permission("EventSourceToken: x"))) == set()


def test_what_a_statement_names_is_called_so(told) -> None:
    project = "arn:aws:codebuild:${AWS::Region}:${AWS::AccountId}:project/nightly"
    statement = allow("codebuild:StartBuild", f'!Sub "{project}"')
    document = told(function("Api", OPEN, "CodeUri: s3://a/b", statements=statement))
    path = next(p for p in document["paths"] if p["to"] == "outside")
    assert "project/nightly runs as" in path["sentence"]


def test_a_user_has_what_its_group_has(told) -> None:
    body = """\
  Team:
    Type: AWS::IAM::Group
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument: {Statement: [{Effect: Allow, Action: "iam:PutUserPolicy", Resource: "*"}]}
  Person:
    Type: AWS::IAM::User
    Properties: {Groups: [!Ref Team]}
"""
    assert ("Person", "account", "account") in ends(told(body))


EVALUATES = "def handler(event, context):\n    return eval(event['body'])\n"


def test_code_of_the_callers_own_gets_all_powers(told) -> None:
    writes = allow("dynamodb:*", "!GetAtt Orders.Arn")
    document = told(ORDERS + function("Api", OPEN, code=EVALUATES, statements=writes))
    assert one(document, "Api", "code")["severity"] == "critical"
    path = one(document, "Orders")
    assert (path["severity"], path["certainty"]) == ("critical", "likely")
    assert [step["edge"] for step in path["steps"]] == ["invokes", "runs-code", "reads"]
    assert "eval" in path["cut"]


def test_code_that_was_read_and_does_not_touch_it_makes_it_possible_only(told) -> None:
    idle = "def handler(event, context):\n    return 1\n"
    document = told(ORDERS + function("Api", OPEN, code=idle, statements=READS))
    path = one(document, "Orders")
    assert (path["severity"], path["certainty"]) == ("medium", "possible")
    assert path["needs"] == [
        "a way to run code in Api: its own does not touch Orders, as far as it was read"
    ]


def test_users_that_are_let_in_are_no_path_of_themselves(told) -> None:
    events = (
        "Events: {A: {Type: Api, Properties: {Path: /, Method: get, Auth: {Authorizer: AWS_IAM}}}}"
    )
    document = told(ORDERS + function("Api", events, "CodeUri: s3://a/b", statements=READS))
    assert ends(document) == set()


def test_messages_lead_on_and_cycles_end(told) -> None:
    queues = "  First: {Type: AWS::SQS::Queue}\n  Second: {Type: AWS::SQS::Queue}\n"

    def works(name: str, source: str, target: str, more: str = "") -> str:
        events = f"Events: {{Q: {{Type: SQS, Properties: {{Queue: !GetAtt {source}.Arn}}}}}}"
        sends = allow("sqs:SendMessage", f"!GetAtt {target}.Arn")
        return function(name, events, "CodeUri: s3://a/b", statements=sends + more)

    api = function(
        "Api",
        OPEN,
        "CodeUri: s3://a/b",
        statements=allow("sqs:SendMessage", "!GetAtt First.Arn"),
    )
    body = ORDERS + queues + api + works("Worker", "First", "Second")
    body += works("Back", "Second", "First", f", {READS}")
    path = one(told(body), "Orders")
    assert [step["to"].rpartition("::")[2] for step in path["steps"]] == [
        "Api", "First", "Worker", "Second", "Back", "Orders",
    ]  # fmt: skip
    assert path["certainty"] == "possible"


def test_a_role_that_rewrites_itself_takes_the_account_over(told) -> None:
    statement = allow("iam:PutRolePolicy", '"*"')
    document = told(function("Api", OPEN, "CodeUri: s3://a/b", statements=statement))
    assert ("Api", "account", "account") in ends(document)
    assert document["blast_radius"][0]["escalates"] == ["account"]


def test_a_function_gains_nothing_from_its_own_code(told) -> None:
    named = "FunctionName: worker"
    statement = allow(
        "lambda:UpdateFunctionCode",
        '!Sub "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:worker"',
    )
    document = told(function("Worker", named, "CodeUri: s3://a/b", statements=statement))
    assert document["paths"] == []
    assert document["blast_radius"][0]["escalates"] == []


def test_an_injection_and_an_escalation_make_one_path(told) -> None:
    statement = allow("iam:AttachRolePolicy", '"*"')
    path = one(
        told(function("Api", OPEN, code=EVALUATES, statements=statement)), "account", "account"
    )
    assert (path["from"], path["severity"]) == ("internet", "critical")
    assert [step["edge"] for step in path["steps"]] == ["invokes", "runs-code", "escalates"]


def test_one_change_that_closes_all_is_the_first_choke_point(told) -> None:
    writes = allow("dynamodb:*", "!GetAtt Orders.Arn")
    document = told(ORDERS + function("Api", OPEN, code=EVALUATES, statements=writes))
    first = document["cut"][0]
    assert first["change"] == "Set AuthType: AWS_IAM on the URL of Api."
    assert first["left"] == 0


def test_names_with_markup_and_escapes_stay_text(told, tmp_path: Path, capsys) -> None:
    code = EVALUATES
    body = ORDERS.replace("Orders:", '"Or<b>\\e[31mders":')
    document = told(body + function("Api", OPEN, code=code))
    assert document["paths"]
    capsys.readouterr()
    main(["paths", str(tmp_path), "--all"])
    assert "\x1b" not in capsys.readouterr().out


def test_no_application_ends_with_three(tmp_path: Path, capsys) -> None:
    assert main(["paths", str(tmp_path)]) == 3
    assert "no attack path was found" in capsys.readouterr().out


def test_the_gate_counts_what_is_more_than_possible(told, tmp_path: Path, capsys) -> None:
    told(ORDERS + function("Api", OPEN, "CodeUri: s3://a/b", statements=READS))
    assert main(["paths", str(tmp_path), "--fail-on", "high"]) == 1
    assert main(["paths", str(tmp_path), "--fail-on", "critical"]) == 0


ARN = st.text("ab*?:/", min_size=1, max_size=12)
NAME = st.text("ab:/", max_size=12)


@given(ARN, NAME)
@settings(max_examples=300, deadline=None)
def test_patterns_match_as_an_independent_reading_of_iam_says(pattern: str, name: str) -> None:
    import re  # noqa: PLC0415 - the oracle's

    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert (matches(pattern, name) is True) is bool(re.fullmatch(escaped, name, re.DOTALL))


@given(ARN, NAME, NAME)
@settings(max_examples=300, deadline=None)
def test_what_matches_a_longer_name_reaches_its_beginning(
    pattern: str, start: str, end: str
) -> None:
    if matches(pattern, start + end):
        assert reaches(pattern, start)
