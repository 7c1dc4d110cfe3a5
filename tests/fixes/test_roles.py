"""A fix that needs a permission gives it to the role, where the role is written beside it."""

import pytest
from tests.cli.test_commands import crenel

from crenel.cli.main import main
from crenel.fixes import proof
from crenel.fixes.editing.edit import Refused
from crenel.fixes.recipe import Grant
from crenel.fixes.written import InTree

POLICY = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
GRANT = Grant(policy=POLICY, unless="xray")
TEMPLATE = """\
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      Role: {role}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {{Service: lambda.amazonaws.com}}
            Action: "sts:AssumeRole"
{policies}  # the end
"""
BLOCK = """\
      ManagedPolicyArns:  # what it may
        # logs
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole  # at least
      MaxSessionDuration: 3600
"""
FLOW = """\
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/a"]
"""


def given(role, policies):
    text = TEMPLATE.format(role=role, policies=policies)
    return text, InTree("t.yaml", "AWS::Lambda::Function", "Orders").grant(text, GRANT)


@pytest.mark.parametrize(
    "role",
    [
        "!GetAtt Role.Arn",
        "{Fn::GetAtt: [Role, Arn]}",
        "{Fn::GetAtt: Role.Arn}",
        "!GetAtt [Role, Arn]",
    ],
)
def test_a_list_in_lines_gets_one_more(role):
    before, after = given(role, BLOCK)
    line = f'        - "{POLICY}"\n'
    assert after == before.replace("      MaxSession", f"{line}      MaxSession")


def test_a_list_in_one_line_gets_one_more():
    before, after = given("!GetAtt Role.Arn", FLOW)
    assert after == before.replace('policy/a"]', f'policy/a", "{POLICY}"]')


def test_a_list_that_is_not_there_is_made():
    _, after = given("!GetAtt Role.Arn", "")
    assert f'      ManagedPolicyArns: ["{POLICY}"]\n' in after


@pytest.mark.parametrize(
    ("role", "policies"),
    [
        ("!Ref RoleArn", BLOCK),
        ("!ImportValue role", BLOCK),
        ("!GetAtt Elsewhere.Arn", BLOCK),
        ("!GetAtt Role.Arn", BLOCK.replace("service-role/AWSLambdaBasic", "AWSXRayDaemonWrite")),
    ],
)
def test_what_is_not_written_here_or_is_there_already_stays(role, policies):
    before, after = given(role, policies)
    assert after == before


@pytest.mark.parametrize(
    "policies",
    ["      ManagedPolicyArns: !Ref Arns\n", "      ManagedPolicyArns: !If [A, [b], [c]]\n"],
)
def test_what_is_computed_is_refused(policies):
    with pytest.raises(Refused, match="its role must get"):
        given("!GetAtt Role.Arn", policies)


def test_a_template_in_json_is_kept_in_json():
    text = (
        '{"Resources": {"Orders": {"Type": "AWS::Lambda::Function", "Properties": {"Role": '
        '{"Fn::GetAtt": ["Role", "Arn"]}}}, "Role": {"Type": "AWS::IAM::Role", "Properties": '
        '{"ManagedPolicyArns": ["a"]}}}}'
    )
    after = InTree("t.json", "AWS::Lambda::Function", "Orders").grant(text, GRANT)
    assert after == text.replace('["a"]', f'["a", "{POLICY}"]')


def test_tracing_is_mended_with_its_role_and_proved(tmp_path):
    text = TEMPLATE.format(role="!GetAtt Role.Arn", policies=BLOCK).replace(
        "      Role:", "      Handler: a.b\n      Runtime: python3.13\n      Role:"
    )
    (tmp_path / "template.yaml").write_text(text)
    done = crenel(tmp_path, "fix", "--control", "no-tracing", "--unsafe", "--apply")
    assert done.returncode == 0, done.stderr
    after = (tmp_path / "template.yaml").read_text()
    assert "        Mode: Active\n" in after
    assert f'        - "{POLICY}"\n' in after
    assert crenel(tmp_path, "check", "--control", "no-tracing", "--view", "audit").returncode == 0


def test_a_file_that_changed_since_is_told_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    table = (
        "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n"
        "    Properties: {TableName: a}\n"
    )
    files = [tmp_path / "a" / "template.yaml", tmp_path / "b" / "template.yaml"]
    for file in files:
        file.parent.mkdir()
        file.write_text(table)
    original = proof.proved

    def meanwhile(*given):
        found = original(*given)
        assert len(found.texts) == 2
        files[1].write_text(f"{table}# saved in the editor\n")
        return found

    monkeypatch.setattr(proof, "proved", meanwhile)
    control = "table-without-deletion-protection"
    assert main(["fix", str(tmp_path), "--control", control, "--apply", "--unsafe"]) == 2
    assert "b/template.yaml has changed since it was judged" in capsys.readouterr().err
    assert files[0].read_text() == table
    assert files[1].read_text() == f"{table}# saved in the editor\n"
    assert (
        sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["template.yaml"] * 2
    )
