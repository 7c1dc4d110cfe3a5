"""``crenel permissions``: its document, its page, its exit codes."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import crenel.report
from crenel.cli import repositories
from crenel.cli.main import main
from crenel.policy.authorization import action, expand

SCHEMA = Path(crenel.report.__file__).parent / "schemas" / "permissions-1.json"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: a.handler
      CodeUri: .
      Environment: {Variables: {T: !Ref Table}}
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}]
"""
CODE = """\
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["T"])

def handler(event, context):
    return table.get_item(Key={"id": event["id"]})
"""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "a.py").write_text(CODE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["permissions", "--format", "json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return found


def test_the_document(app: Path, capsys: pytest.CaptureFixture[str]):
    (function,) = document(capsys, str(app))["functions"]
    assert function["address"] == "template.yaml::Api"
    assert function["complete"] is True
    assert function["incomplete_because"] == []
    assert function["needs"] == [
        {
            "action": "dynamodb:GetItem",
            "resources": ["arn:aws:dynamodb:*:*:table/${Table}"],
            "confidence": "template",
            "file": "a.py",
            "line": 7,
        }
    ]
    written = [one for one in function["grants"] if one["source"] == "inline"]
    assert written == [
        {
            "action": "dynamodb:*",
            "resources": ["*"],
            "effect": "Allow",
            "source": "inline",
            "file": "template.yaml",
            "line": 12,
        }
    ]
    assert function["excess"][0]["needed"] == ["dynamodb:GetItem"]
    assert function["unused"] == function["missing"] == []
    assert function["policy"]["Statement"][0] == {
        "Effect": "Allow",
        "Action": "dynamodb:GetItem",
        "Resource": "arn:aws:dynamodb:*:*:table/${Table}",
    }
    assert function["proof"]["within_grant"] == {"proved": True, "because": ""}


def test_code_alone(app: Path, capsys: pytest.CaptureFixture[str]):
    (app / "b.py").write_text("import boto3\nboto3.client(x).y()\n", encoding="utf-8")
    first, second = document(capsys, "--code", "a.py", "b.py")["functions"]
    assert (first["address"], first["complete"], first["grants"]) == ("a.py", True, [])
    assert [one["action"] for one in first["needs"]] == ["dynamodb:GetItem"]
    assert second["complete"] is False
    assert second["incomplete_because"] == [
        {"file": "b.py", "line": 2, "reason": "the service of this client is computed"}
    ]


def test_a_file_outside_the_folder(
    app: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
):
    other = tmp_path_factory.mktemp("other")
    (other / "c.mjs").write_text(
        "import {SQSClient, SendMessageCommand} from '@aws-sdk/client-sqs';\n"
        "export const handler = () => new SQSClient({}).send(new SendMessageCommand({QueueUrl:\n"
        "  'https://sqs.eu-west-1.amazonaws.com/111122223333/q'}));\n",
        encoding="utf-8",
    )
    (function,) = document(capsys, "--code", str(other / "c.mjs"))["functions"]
    assert function["needs"][0]["resources"] == ["arn:aws:sqs:*:*:q"]


def test_the_page(app: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["permissions", str(app)]) == 0
    assert capsys.readouterr().out.splitlines()[:6] == [
        "template.yaml::Api  runs as Api",
        "  needs 1 action",
        "    dynamodb:GetItem  arn:aws:dynamodb:*:*:table/${Table}  (template, a.py:7)",
        "    for logs: logs:CreateLogStream, logs:PutLogEvents",
        "  dynamodb:* grants " + _granted() + "  (template.yaml:12)",
        "  the smallest policy",
    ]


def _granted() -> str:
    every = expand("dynamodb:*")
    levels = Counter(
        known.level for one in every if one != "dynamodb:GetItem" and (known := action(one))
    )
    rest = ", ".join(f"{count} {level}" for level, count in sorted(levels.items()))
    return f"{len(every)} actions, needed are dynamodb:GetItem; not needed: {rest}"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("def handler(event, context):\n    return 1\n", "its code calls nothing of AWS"),
        (
            (
                f"{CODE.partition('table')[0]}c = boto3.client(os.environ['T'])\n\n"
                "def handler(event, context):\n    c.get_it()\n"
            ),
            "no call of AWS is known of it",
        ),
        (None, "what its code calls is not known"),
    ],
)
def test_nothing_is_said_of_code_that_was_not_read(
    app: Path, capsys: pytest.CaptureFixture[str], code: str | None, told: str
):
    (app / "a.py").unlink() if code is None else (app / "a.py").write_text(code)
    main(["permissions", str(app)])
    assert f"\n  {told}\n" in capsys.readouterr().out


def test_terminal_codes_in_names_are_spelled(app: Path, capsys: pytest.CaptureFixture[str]):
    text = CODE.replace('os.environ["T"]', '"\\x1b[31mred"')
    (app / "a.py").write_text(text, encoding="utf-8")
    assert main(["permissions", str(app)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--code", "nowhere.py"], 2, "nowhere.py is not a file"),
        (["--code", "template.yaml"], 2, "in a language that is not read"),
        (["--function", "Apy"], 2, "Did you mean Api?"),
        (["Apy"], 2, "Did you mean Api?"),
        (["empty"], 3, "no function"),
    ],
)
def test_bad_input(
    app: Path, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
):
    (app / "empty").mkdir()
    assert main(["permissions", *arguments]) == code
    assert told in capsys.readouterr().err


def test_one_function(app: Path, capsys: pytest.CaptureFixture[str]):
    assert len(document(capsys, "--function", "Api")["functions"]) == 1
    assert len(document(capsys, "Api")["functions"]) == 1


def test_a_folder_of_repositories(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    names = ["one", "two", "three"]
    for name in names:
        (tmp_path / name / ".git").mkdir(parents=True)
        for file, text in (("template.yaml", TEMPLATE), ("a.py", CODE)):
            (tmp_path / name / file).write_text(text, encoding="utf-8")
    (tmp_path / "template.yaml").unlink()
    found = {jobs: document(capsys, "--jobs", jobs, ".")["functions"] for jobs in ("1", "2")}
    by_address = [sorted(one, key=lambda row: row["address"]) for one in found.values()]
    assert by_address[0] == by_address[1]
    assert [one["address"] for one in by_address[0]] == [
        f"{name}/template.yaml::Api" for name in sorted(names)
    ]
    assert main(["permissions", "--jobs", "2", "."]) == 0
    assert capsys.readouterr().out.count("runs as Api") == len(names)


def organisation(folder: Path, names: list[str], mark: str = ".git") -> Path:
    """Repositories side by side, with or without their history."""
    for name in names:
        (folder / name / mark).mkdir(parents=True)
        for file, text in (("template.yaml", TEMPLATE), ("a.py", CODE)):
            (folder / name / file).write_text(text, encoding="utf-8")
    return folder


def merged(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["permissions", "--format", "json", *arguments])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return code, found


@pytest.mark.parametrize("mark", [".git", ".github"])
def test_repositories_in_folders_of_teams(
    tmp_path: Path, mark: str, capsys: pytest.CaptureFixture[str]
):
    organisation(tmp_path / "team", ["one", "two"], mark)
    organisation(tmp_path, ["three"], mark)
    beside = tmp_path / "plain"
    beside.mkdir()
    (beside / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "loose.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "notes.py").write_text("x = [", encoding="utf-8")
    found = {jobs: merged(capsys, "--jobs", jobs, str(tmp_path)) for jobs in ("1", "2")}
    assert found["1"] == found["2"]
    code, told = found["2"]
    assert (code, told["unread"]) == (0, [])
    assert [one["address"] for one in told["functions"]] == [
        "loose.yaml::Api",
        "plain/template.yaml::Api",
        "team/one/template.yaml::Api",
        "team/two/template.yaml::Api",
        "three/template.yaml::Api",
    ]
    files = {need["file"] for one in told["functions"] for need in one["needs"]}
    assert files == {f"{name}/a.py" for name in ("team/one", "team/two", "three")}


def test_a_malformed_repository_hides_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    organisation(tmp_path, ["one", "three", "two"])
    (tmp_path / "three/template.yaml").write_text(TEMPLATE + "  x: [\n", encoding="utf-8")
    (tmp_path / "three/b.yaml").write_bytes(b"\xff\xfe\x00Resources")
    code, told = merged(capsys, "--jobs", "2", str(tmp_path))
    assert code == 3
    assert [one["address"] for one in told["functions"]] == [
        "one/template.yaml::Api",
        "two/template.yaml::Api",
    ]
    assert {one["file"] for one in told["unread"]} >= {"three/template.yaml"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_defect_in_one_repository_hides_nothing(
    tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    organisation(tmp_path, ["one", "three", "two"])
    read = repositories._read

    def failing(task: repositories.Task) -> repositories.Part:
        if task.share.name == "three":
            raise ZeroDivisionError("by zero")
        return read(task)

    monkeypatch.setattr(repositories, "_read", failing)
    code, told = merged(capsys, "--jobs", jobs, str(tmp_path))
    assert code == 4
    assert [one["address"].partition("/")[0] for one in told["functions"]] == ["one", "two"]
    (unread,) = told["unread"]
    assert (unread["file"], unread["reason"]) == (
        "three",
        "this is a defect of crenel: ZeroDivisionError: by zero",
    )


def test_a_process_that_the_system_ends_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    organisation(tmp_path, ["one", "three", "two"])
    read = repositories._read

    def ended(task: repositories.Task) -> repositories.Part:
        if task.share.name == "three":
            os._exit(9)
        return read(task)

    monkeypatch.setattr(repositories, "_read", ended)
    code, told = merged(capsys, "--jobs", "2", str(tmp_path))
    assert code == 4
    assert [one["address"].partition("/")[0] for one in told["functions"]] == ["one", "two"]
    assert [one["file"] for one in told["unread"]] == ["three"]


def test_many_functions_are_an_overview(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    organisation(tmp_path, [f"r{number:02}" for number in range(22)])
    text = (tmp_path / "r03/template.yaml").read_text(encoding="utf-8")
    (tmp_path / "r03/template.yaml").write_text(
        text.replace('"dynamodb:*"', '"*"'), encoding="utf-8"
    )
    denied = text.replace('"dynamodb:*"', '"dynamodb:DeleteItem"')
    (tmp_path / "r04/template.yaml").write_text(denied, encoding="utf-8")
    (tmp_path / "r05/a.py").unlink()
    assert main(["permissions", "--jobs", "2", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    idle = len(expand("dynamodb:*")) - 1
    assert lines[:5] == [
        "22 functions in 22 repositories: 21 known wholly; of 1 not all that is needed is known",
        "",
        "21 functions may do what nothing needs; the widest first",
        "     everything  r03/template.yaml::Api  * on * (r03/template.yaml:12)",
        f"     {idle} actions  r00/template.yaml::Api  dynamodb:* on * (r00/template.yaml:12)",
    ]
    assert "1 function will fail for want of a permission" in lines
    assert "  r04/template.yaml::Api  dynamodb:GetItem" in lines
    assert any(one.startswith("      1  its code is not read: no file") for one in lines)
    assert main(["permissions", "--jobs", "2", "--verbose", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("runs as Api") == 22


def test_many_places_that_were_not_read_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for number in range(30):
        broken = tmp_path / f"t{number}.yaml"
        broken.write_text(TEMPLATE + "  x: [\n", encoding="utf-8")
    assert main(["permissions", str(tmp_path)]) == 3
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert told[0].startswith("not read: 30 places: ")
