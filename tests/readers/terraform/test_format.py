"""Which folders are root modules, which files are plans, and that nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import chosen
from crenel.controls.survey import Survey, survey
from crenel.model.entities import Function, Queue, StackParameter
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project

QUEUE = 'resource "aws_sqs_queue" "q" {\n  %s\n}\n'
URL = """
variable "auth" {
  type = string
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/r"
  filename      = "f.zip"
  runtime       = "python3.13"
  handler       = "a.b"
}
resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.f.function_name
  authorization_type = var.auth
}
"""


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_tf", ".tf")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def judged(*paths: Path, control: str = "public-function-url", **options: object) -> Survey:
    found = project(list(paths), Options(**options))  # type: ignore[arg-type]
    return survey(found, chosen([control]), date(2026, 11, 28))


def the_verdict(found: Survey) -> Verdict:
    (verdict,) = found.verdicts
    return verdict


def test_folders_are_roots_unless_others_call_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        app__main_tf='module "m" {\n  source = "../lib/m"\n}\n',
        app__more_tf=QUEUE % "",
        lib__m__main_tf=QUEUE % "",
        lib__alone__main_tf=QUEUE % "",
        off__main_tf='module "m" {\n  source = "../lib/never"\n  count = 0\n}\n',
        lib__never__main_tf=QUEUE % "",
    )
    found = project([tmp_path], Options())
    applications = {one.file: one for one in found.applications()}
    assert list(applications) == [
        "app/main.tf", "lib/alone/main.tf", "off/main.tf", "lib/never/main.tf",
    ]  # fmt: skip
    assert [one.id for one in applications["app/main.tf"].all(Queue)] == [
        "aws_sqs_queue.q",
        "module.m.aws_sqs_queue.q",
    ]
    assert not found.unread


def test_one_module_called_twice_under_one_name_has_two_addresses(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, **{f"{name}__main_tf": 'module "m" {\n  source = "../m"\n}\n'})
    write(tmp_path, m__main_tf=URL.replace("var.auth", '"NONE"'))
    found = judged(tmp_path)
    assert [one.address for one in found.verdicts] == [
        "a/main.tf::module.m.aws_lambda_function_url.u",
        "b/main.tf::module.m.aws_lambda_function_url.u",
    ]
    assert {one.span.file for one in found.verdicts} == {"m/main.tf"}
    assert found.coverage.formats == {"terraform": 2}
    assert found.coverage.functions == 2


def test_an_input_decides(tmp_path: Path) -> None:
    write(tmp_path, main_tf=URL)
    open_ = the_verdict(judged(tmp_path))
    assert (open_.outcome, open_.needs) == (Outcome.UNDECIDED, ("auth",))
    given = judged(tmp_path, parameters={"auth": "NONE"})
    assert the_verdict(given).outcome is Outcome.FAILS
    (tmp_path / "prod.tfvars").write_text('auth = "AWS_IAM"\n', encoding="utf-8")
    assert the_verdict(judged(tmp_path, environment="prod")).outcome is Outcome.PASSES
    by_file = judged(tmp_path / "main.tf", parameters={"auth": "NONE"})
    assert the_verdict(by_file).outcome is Outcome.FAILS


def test_variables_are_the_applications_inputs(tmp_path: Path) -> None:
    write(
        tmp_path,
        main_tf='variable "v" {\n  type = string\n  default = "x"\n  sensitive = true\n'
        '  validation {\n    condition = contains(["x", "y"], var.v)\n  }\n}\n',
    )
    (application,) = project([tmp_path], Options()).applications()
    (parameter,) = application.all(StackParameter)
    assert parameter.origin.logical_id == "v"
    assert parameter.default.known() == "x"
    assert parameter.no_echo.is_true().certain
    assert [one.known() for _, one in parameter.allowed.items()] == ["x", "y"]


def test_function_code_is_found_through_an_archive(tmp_path: Path) -> None:
    write(
        tmp_path,
        stack__main_tf=URL.replace('"f.zip"', "data.archive_file.z.output_path")
        + 'data "archive_file" "z" {\n  type = "zip"\n  source_dir = "${path.module}/../src"\n'
        '  output_path = "z.zip"\n}\n',
    )
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("def b(event, context): pass\n", encoding="utf-8")
    found = project([tmp_path], Options())
    (application,) = found.applications()
    knowledge = Knowledge(application, date(2026, 11, 28), found.root)
    (function,) = application.all(Function)
    code = knowledge.code_of(function)
    assert code is not None
    assert [module.path for module in code.facts.modules] == ["src/a.py"]


ROLE = {"address": "aws_iam_role.r", "type": "aws_iam_role", "name": "r", "values": {"name": "r"}}
INNER = {
    "address": 'module.m["a"].aws_lambda_function.f',
    "type": "aws_lambda_function",
    "name": "f",
    "values": {"runtime": "python3.13", "handler": "a.b"},
}
OPEN = {
    "address": "aws_lambda_function_url.u",
    "type": "aws_lambda_function_url",
    "name": "u",
    "values": {"authorization_type": "NONE"},
}


def refers(*words: str) -> dict[str, object]:
    return {"references": list(words)}


CALLED = {
    "expressions": {"role": refers("aws_iam_role.r.arn", "aws_iam_role.r")},
    "module": {
        "resources": [
            {"address": "aws_lambda_function.f", "expressions": {"role": refers("var.role")}}
        ],
        "outputs": {
            "name": {
                "expression": refers("aws_lambda_function.f.function_name", "aws_lambda_function.f")
            }
        },
    },
}
NAMED = {"function_name": refers('module.m["a"].name', "module.m")}


def planned(**change: object) -> str:
    document = {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {
            "root_module": {
                "resources": [ROLE, OPEN],
                "child_modules": [{"address": 'module.m["a"]', "resources": [INNER]}],
            }
        },
        "resource_changes": [
            {"address": INNER["address"], "change": {"after_unknown": {"role": True}}},
            {"address": OPEN["address"], "change": {"after_unknown": {"function_name": True}}},
        ],
        "configuration": {
            "root_module": {
                "resources": [{"address": "aws_lambda_function_url.u", "expressions": NAMED}],
                "module_calls": {"m": CALLED},
            }
        },
        **change,
    }
    return json.dumps({key: one for key, one in document.items() if one is not None}, indent=1)


def test_a_plan_alone(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(planned(), encoding="utf-8")
    found = project([tmp_path], Options())
    (application,) = found.applications()
    assert application.templates == {"p.json": "terraform-plan"}
    (function,) = application.all(Function)
    assert [ref.target for ref in function.identity.refs()] == ["aws_iam_role.r"]
    assert function.origin.address == 'p.json::module.m["a"].aws_lambda_function.f'
    verdict = the_verdict(judged(tmp_path))
    assert verdict.outcome is Outcome.FAILS
    assert verdict.span.text == '"NONE"'
    assert not found.unread


@pytest.mark.parametrize("name", ["tfplan.json", "plan.out", "x.tfplan"])
def test_a_plan_in_its_own_form_is_told(tmp_path: Path, name: str) -> None:
    with ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("tfplan", b"\x0a")
    found = project([tmp_path], Options())
    assert not list(found.applications())
    assert [one.file for one in found.unread] == [name]
    assert "terraform show -json" in found.unread[0].reason


def test_a_file_of_another_tool_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.out").write_text("nothing of Terraform's")
    found = project([tmp_path], Options())
    assert not list(found.applications())
    assert not found.unread


def test_a_plan_without_its_version_is_read(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(planned(format_version=None), encoding="utf-8")
    (application,) = project([tmp_path], Options()).applications()
    assert application.format == "terraform-plan"


def test_modules_of_a_plan_beyond_all_measure_are_told(tmp_path: Path) -> None:
    modules = [{"address": f"module.m{number}", "resources": []} for number in range(2_001)]
    plan = json.loads(planned())
    plan["planned_values"]["root_module"]["child_modules"] = modules
    (tmp_path / "p.json").write_text(json.dumps(plan), encoding="utf-8")
    found = project([tmp_path], Options())
    assert len(list(found.applications())) == 1
    assert "more than 2,000 modules: the rest is not judged" in {one.reason for one in found.unread}


def test_a_plan_beside_its_source_has_values_of_the_one_and_places_of_the_other(
    tmp_path: Path,
) -> None:
    write(tmp_path, main_tf=URL)
    plan = planned(variables={"auth": {"value": "NONE"}})
    (tmp_path / "p.json").write_text(plan, encoding="utf-8")
    found = judged(tmp_path)
    verdict = the_verdict(found)
    assert verdict.outcome is Outcome.FAILS
    assert (verdict.span.file, verdict.span.text) == ("main.tf", '"auth"')
    assert verdict.address == "main.tf::aws_lambda_function_url.u"
    assert found.coverage.formats == {"terraform": 1, "terraform-plan": 1}


def test_comments_accept(tmp_path: Path) -> None:
    from crenel.triage.comments import comments  # noqa: PLC0415 - a higher room, for once

    write(
        tmp_path,
        main_tf='resource "a" "b" {\n  # crenel: accept[x] until=2027-01-01\n  // another\n'
        '  c = "# crenel: accept[no]" // crenel: accept[y]\n'
        "  d = <<EOT\n# crenel: accept[no]\nEOT\n}\n",
    )
    source = project([tmp_path], Options()).root.read("main.tf")
    assert [(one.span.text, one.line) for one in comments(source)] == [
        ("# crenel: accept[x] until=2027-01-01", 4),
        ("// crenel: accept[y]", 4),
    ]


def test_what_a_plan_knows_of_a_document_is_laid_over_its_structure(tmp_path: Path) -> None:
    role = """
variable "who" {}
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole",
    Principal = { AWS = "arn:aws:iam::${data.http.x.body}:root" } }] })
}
data "http" "x" {}
"""
    write(tmp_path, main_tf=role)
    policy = {
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]
    }
    values = {"assume_role_policy": json.dumps(policy)}
    resource = {"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role",
                "name": "r", "values": values}  # fmt: skip
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": [resource]}}}
    (tmp_path / "p.json").write_text(json.dumps(plan), encoding="utf-8")
    verdict = the_verdict(judged(tmp_path, control="role-open-to-anyone"))
    assert verdict.outcome is Outcome.FAILS
    assert (verdict.span.file, verdict.span.line) == ("main.tf", 5)


def test_code_that_a_module_builds_is_found_by_what_it_is_given(tmp_path: Path) -> None:
    write(
        tmp_path,
        app__main_tf='module "fn" {\n  source = "../fn"\n'
        '  source_path = [{ path = "${path.module}/src/a.py" }]\n}\n',
        fn__main_tf='variable "source_path" {}\n'
        + URL.replace('"f.zip"', "data.external.build.result.filename")
        + 'data "external" "build" {}\n',
    )
    (tmp_path / "app" / "src").mkdir()
    (tmp_path / "app" / "src" / "a.py").write_text("def b(e, c): pass\n", encoding="utf-8")
    found = project([tmp_path / "app" / "main.tf"], Options())
    assert not [one.all(Function) for one in found.applications() if one.all(Function)]
    found = project([tmp_path], Options())
    (application,) = found.applications()
    (function,) = application.all(Function)
    code = Knowledge(application, date(2026, 11, 28), found.root).code_of(function)
    assert code is not None
    assert [module.path for module in code.facts.modules] == ["app/src/a.py"]


def test_a_file_of_values_is_given_on_the_command_line(tmp_path: Path, monkeypatch, capsys) -> None:
    from crenel.cli.main import main  # noqa: PLC0415 - a higher room, for once

    monkeypatch.chdir(tmp_path)
    write(tmp_path, main_tf=URL, values='auth = "NONE"\nother = [1]\n')
    (tmp_path / "values").rename("prod.tfvars")
    arguments = ["check", "--control", "public-function-url", "--format", "json"]
    assert main([*arguments, "--var-file", "prod.tfvars"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in report["verdicts"]] == ["fails"]
    (tmp_path / "prod.tfvars").write_text("auth = = 1\n", encoding="utf-8")
    assert main([*arguments, "--var-file", "prod.tfvars"]) == 2
    assert "prod.tfvars:1 cannot be read" in capsys.readouterr().err


def test_a_folder_of_which_nothing_can_be_read_is_not_counted_as_judged(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_bytes(b"\xff")
    found = judged(tmp_path)
    assert found.coverage.formats == {}
    assert [(one.file, one.line) for one in found.coverage.unread] == [("main.tf", 1)]
