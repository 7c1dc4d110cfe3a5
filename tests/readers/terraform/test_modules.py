"""Root modules, the modules they call, count, for_each, dynamic blocks, inputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.readers.terraform.support import shown

from crenel.errors import UsageError
from crenel.model.provenance import How
from crenel.model.value import Absent, Known, Ref, Unknown, UnknownKind
from crenel.readers.options import Options
from crenel.readers.project import project

QUEUE = 'resource "aws_sqs_queue" "q" {\n  %s\n}\n'


def addresses(found) -> list[str]:
    return sorted(found.resources)


def test_nested_blocks_are_lists_of_maps_and_dynamic_ones_join_them(read) -> None:
    found = read("""
resource "aws_s3_bucket" "b" {
  tags = { a = "x" }
  rule { id = "one" }
  dynamic "rule" {
    for_each = ["two", "three"]
    iterator = it
    content {
      id = it.value
      inner { at = it.key }
    }
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }
  depends_on = [aws_s3_bucket.other]
}
resource "aws_s3_bucket" "other" {}
""")
    bucket = found["aws_s3_bucket.b"]
    assert shown(bucket["rule"]) == [
        {"id": "one"},
        {"id": "two", "inner": [{"at": 0}]},
        {"id": "three", "inner": [{"at": 1}]},
    ]
    assert shown(bucket["tags"]) == {"a": "x"}
    assert shown(bucket.attributes.get("lifecycle")) == {"prevent_destroy": True}
    assert shown(bucket.attributes.get("depends_on")) == ["aws_s3_bucket.other"]
    assert isinstance(bucket["lifecycle"], Absent)
    assert bucket["rule"].span.text == "rule"


def test_count_and_for_each_that_are_known(read) -> None:
    found = read("""
resource "aws_sqs_queue" "c" {
  count = 2
  name  = "q${count.index}"
}
resource "aws_sqs_queue" "e" {
  for_each = { a = 1, "b c" = 2 }
  name     = "${each.key}-${each.value}"
}
resource "aws_sqs_queue" "s" {
  for_each = toset(["x"])
  name     = each.value
}
resource "aws_sqs_queue" "none" { count = 0 }
output "x" { value = [aws_sqs_queue.c[1].arn, aws_sqs_queue.c[*].id, aws_sqs_queue.e["a"].arn,
  values(aws_sqs_queue.e)[*].url, [for k, q in aws_sqs_queue.s : "${k}=${q.arn}"],
  try(aws_sqs_queue.none[0].arn, "no"), one(aws_sqs_queue.none[*].arn), length(aws_sqs_queue.c)] }
""")
    assert addresses(found) == [
        "aws_sqs_queue.c[0]",
        "aws_sqs_queue.c[1]",
        'aws_sqs_queue.e["a"]',
        'aws_sqs_queue.e["b c"]',
        'aws_sqs_queue.s["x"]',
    ]
    assert shown(found["aws_sqs_queue.c[1]"]["name"]) == "q1"
    assert shown(found['aws_sqs_queue.e["b c"]']["name"]) == "b c-2"
    assert shown(found.output()) == [
        "${aws_sqs_queue.c[1].arn}",
        ["${aws_sqs_queue.c[0].id}", "${aws_sqs_queue.c[1].id}"],
        '${aws_sqs_queue.e["a"].arn}',
        ['${aws_sqs_queue.e["a"].url}', '${aws_sqs_queue.e["b c"].url}'],
        ['x=${aws_sqs_queue.s["x"].arn}'],
        "no",
        None,
        2,
    ]
    assert not found.problems


def test_an_unknown_condition_makes_a_guarded_instance(read) -> None:
    found = read("""
variable "create" { type = bool }
resource "aws_sqs_queue" "q" {
  count = var.create ? 1 : 0
  name  = var.create ? "made" : "never"
}
resource "aws_sns_topic" "t" { kms = one(aws_sqs_queue.q[*].arn) }
""")
    queue = found["aws_sqs_queue.q[0]"]
    assert str(queue.guard) == "create is 'true'"
    assert shown(queue["name"]) == "made"
    assert shown(found["aws_sns_topic.t"]["kms"]) == {
        "create is 'true'": "${aws_sqs_queue.q[0].arn}",
        "create is not 'true'": None,
    }


@pytest.mark.parametrize(
    ("meta", "name"),
    [
        ("count = var.n", '"q-${count.index}"'),
        ("for_each = var.n", "each.value.name"),
        ("for_each = toset(var.n)", "each.key"),
        ("count = length(var.n)", "var.n[count.index]"),
        ("for_each = { for one in var.n : one.id => one }", "each.value.id"),
        ("for_each = aws_sns_topic.t.subscriptions", "each.value"),
        ("count = length(data.aws_subnets.s.ids)", "data.aws_subnets.s.ids[count.index]"),
    ],
)
def test_what_is_not_known_gives_one_instance_for_all(read, meta: str, name: str) -> None:
    found = read(
        f'variable "n" {{}}\nresource "aws_sns_topic" "t" {{}}\ndata "aws_subnets" "s" {{}}\n'
        f'resource "aws_sqs_queue" "q" {{\n  {meta}\n  name = {name}\n}}\n'
        'output "x" { value = values({ for k, q in aws_sqs_queue.q : k => q.arn }) }\n'
    )
    queue = found["aws_sqs_queue.q[*]"]
    assert queue.guard
    assert isinstance(queue.attributes.get("multiplicity"), Unknown)
    assert [*queue["name"].unknowns(), *queue["name"].refs()]
    assert shown(found.output()) == ["${aws_sqs_queue.q[*].arn}"]
    assert not found.problems


def test_modules_hand_references_through(read) -> None:
    found = read(
        """
module "fn" {
  source   = "./fn"
  for_each = toset(["a", "b"])
  name     = each.key
  role     = aws_iam_role.r.arn
}
resource "aws_iam_role" "r" { name = module.fn["a"].name }
output "x" { value = { for k, m in module.fn : k => m.arn } }
""",
        files={
            "fn/main.tf": """
variable "name" {}
variable "role" {}
variable "memory" { default = 128 }
resource "aws_lambda_function" "f" {
  function_name = "${var.name}-fn"
  role          = var.role
  memory_size   = var.memory
}
output "arn" { value = aws_lambda_function.f.arn }
output "name" { value = module.deep.name }
module "deep" {
  source = "./../deep"
  name   = upper(var.name)
}
""",
            "deep/main.tf": 'variable "name" {}\noutput "name" { value = var.name }\n',
        },
    )
    function = found['module.fn["a"].aws_lambda_function.f']
    assert function["role"].refs().__next__().target == "aws_iam_role.r"
    assert shown(function["function_name"]) == "a-fn"
    assert function.origin.address == 'main.tf::module.fn["a"].aws_lambda_function.f'
    assert function.origin.span.file == "fn/main.tf"
    assert [note for _, note in function.origin.also] == ['called here: module.fn["a"]']
    memory = function["memory_size"]
    assert memory.via is None  # a module's own default is no guess about the deployment
    assert shown(found["aws_iam_role.r"]["name"]) == "A"
    assert shown(found.output()) == {
        "a": '${module.fn["a"].aws_lambda_function.f.arn}',
        "b": '${module.fn["b"].aws_lambda_function.f.arn}',
    }
    assert shown(function.attributes.at("call", "name")) == "a"
    assert not found.problems


def test_a_module_that_is_not_at_hand_is_a_resource_of_its_own(read) -> None:
    found = read("""
module "lambda" {
  source        = "terraform-aws-modules/lambda/aws"
  version       = "~> 7.0"
  function_name = "x"
}
output "x" { value = module.lambda.lambda_function_arn }
""")
    module = found["module.lambda"]
    assert module.type == "module:terraform-aws-modules/lambda/aws"
    assert shown(module.properties) == {"function_name": "x"}
    assert isinstance(found.output(), Ref)
    assert found.output().target == "module.lambda"
    assert any("not at hand" in one and "terraform init" in one for one in found.problems)


def test_calls_of_one_absent_module_share_a_row(read) -> None:
    calls = "".join(f'module "m{n}" {{ source = "x/y/aws" }}\n' for n in range(6))
    found = read(calls + 'module "other" { source = "x/z/aws" }\n')
    assert found.problems == [
        (
            "the modules m0, m1, m2 and 3 more (x/y/aws) are not at hand, so what is made there is "
            "not judged: run `terraform init`, and check the folder again"
        ),
        (
            "the module other (x/z/aws) is not at hand, so what is made there is not judged: run "
            "`terraform init`, and check the folder again"
        ),
    ]


def test_a_module_that_init_fetched_is_read(read) -> None:
    manifest = {"Modules": [{"Key": "m", "Source": "x/y/aws", "Dir": ".terraform/modules/m/sub"}]}
    found = read(
        'module "m" { source = "x/y/aws" }\n',
        files={
            ".terraform/modules/modules.json": json.dumps(manifest),
            ".terraform/modules/m/sub/main.tf": QUEUE % 'name = "in"',
        },
    )
    assert addresses(found) == ["module.m.aws_sqs_queue.q"]
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('{"Modules": [\n  {"Key": "m", "Dir": "m"}\n', 3, 1, "a comma or a closing bracket"),
        ('{"Modules": {}}', 1, 1, "it lists no Modules"),
        ("", 1, 1, "it lists no Modules"),
        ('{"Modules": [\n  {"Key": "m"}]}', 2, 3, "has no Key or no Dir"),
    ],
)
def test_a_manifest_of_modules_that_cannot_be_read_is_told(
    tmp_path: Path, text: str, line: int, column: int, reason: str
) -> None:
    (tmp_path / ".terraform/modules").mkdir(parents=True)
    (tmp_path / ".terraform/modules/modules.json").write_text(text)
    (tmp_path / "main.tf").write_text('module "m" {\n  source = "x/y/aws"\n}\n')
    found = project([tmp_path], Options())
    assert len(list(found.applications())) == 1
    told = [one for one in found.unread if one.file.endswith("modules.json")]
    assert [(one.line, one.column) for one in told] == [(line, column)]
    assert reason in told[0].reason


def test_a_data_source_that_looks_up_an_own_resource_means_it(read) -> None:
    found = read("""
resource "aws_lambda_function" "f" { function_name = "f" }
data "aws_lambda_alias" "live" {
  count         = 1
  function_name = aws_lambda_function.f.function_name
  name          = "live"
}
data "aws_sqs_queue" "other" { name = "somewhere-else" }
data "aws_sns_topic" "cycle" { name = data.aws_sns_topic.cycle.arn }
output "x" { value = [data.aws_lambda_alias.live[0].arn, data.aws_sqs_queue.other.arn,
  data.aws_sns_topic.cycle.arn] }
""")
    ours, other, cycle = found.output().elements
    assert isinstance(ours, Ref)
    assert ours.target == "aws_lambda_function.f"
    assert isinstance(other, Unknown)
    assert isinstance(cycle, Unknown)


VARIABLE = 'variable "stage" {\n  type    = %s\n  default = %s\n}\n'


def test_the_order_in_which_inputs_count(read) -> None:
    files = {
        "terraform.tfvars": 'a = "tfvars"\nb = "tfvars"\nc = "tfvars"\nd = "tfvars"\n',
        "x.auto.tfvars.json": '{"b": "auto", "c": "auto", "d": "auto"}',
        "env/prod.tfvars": 'c = "prod"\nd = "prod"\n',
    }
    main = "".join(f'variable "{name}" {{ default = "default" }}\n' for name in "abcde")
    main += 'output "x" { value = [var.a, var.b, var.c, var.d, var.e] }\n'
    found = read(main, files=files, environment="prod", parameters={"d": "param"})
    assert shown(found.output()) == ["tfvars", "auto", "prod", "param", "default"]
    steps = [value.via.how for value in found.output().elements]
    assert steps == [How.PARAMETER_GIVEN] * 4 + [How.PARAMETER_DEFAULT]
    assert "env/prod.tfvars" in found.run.sources


def test_an_environment_that_is_not_there_is_an_error(read) -> None:
    files = {"dev.tfvars": "", "env/prod/terraform.tfvars": "", "env/qa.tfvars.json": "{}"}
    with pytest.raises(UsageError, match=r"no values for the environment prdo.*dev, prod, qa"):
        read(QUEUE % "", files=files, environment="prdo")
    assert read(QUEUE % "", files=files, environment="prod").run.sources.keys() == {
        "main.tf",
        "env/prod/terraform.tfvars",
    }


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("string", "[1]", "[1]"),
        ("number", "12", 12),
        ("bool", "true", True),
        ("list(string)", '["a", "b"]', ["a", "b"]),
        ("map(number)", '{ a = "1" }', {"a": 1}),
        ("set(string)", '["b", "a", "b"]', ["a", "b"]),
        ("object({ a = string, b = optional(number, 3), c = optional(any) })", "{ a = 1, z = 2 }",
         {"a": "1", "b": 3, "c": None}),
        ("tuple([number, string])", '["1", 2]', [1, "2"]),
        ("any", "plain", "plain"),
    ],
)  # fmt: skip
def test_types_convert_what_is_given(read, kind: str, given: str, value: object) -> None:
    main = f'variable "v" {{ type = {kind} }}\noutput "x" {{ value = var.v }}\n'
    assert shown(read(main, parameters={"v": given}).output()) == value


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ('contains(["dev", "prod"], var.v)', ("dev", "prod")),
        ('var.v == "dev" || "prod" == var.v', ("dev", "prod")),
        ('can(regex("^(dev|prod)$", var.v))', ("dev", "prod")),
        ("length(var.v) > 2", ()),
        ("contains(local.names, var.v)", ()),
    ],
)  # fmt: skip
def test_validations_narrow_what_a_variable_may_be(read, condition: str, allowed: object) -> None:
    found = read(
        f'variable "v" {{\n  validation {{\n    condition = {condition}\n'
        '    error_message = "no"\n  }\n}\noutput "x" { value = var.v }\n'
        'output "y" { value = var.v == "test" }\n'
    )
    assert found.output().allowed == allowed
    if allowed:
        assert shown(found.output("y")) is False


def test_nothing_is_declared_twice_or_not_at_all(read) -> None:
    found = read(
        QUEUE % "name = var.nobody\n  name = local.nobody"
        + QUEUE % ""
        + 'foo "x" {}\nmodule "m" {}\n'
    )
    told = " / ".join(found.problems)
    for part in ("'name' is written twice", "declared twice", "no block 'foo'", "wants a source"):
        assert part in told


def test_an_override_file_replaces(read) -> None:
    found = read(
        QUEUE % 'name = "a"\n  kept = 1\n  block { x = 1 }',
        files={"a_override.tf": QUEUE % 'name = "b"\n  block { x = 2 }'},
    )
    queue = shown(found["aws_sqs_queue.q"].properties)
    assert queue == {"name": "b", "kept": 1, "block": [{"x": 2}]}


def test_the_json_form_means_the_same(read) -> None:
    main = {
        "variable": {"v": {"default": "x"}},
        "locals": {"l": "${upper(var.v)}"},
        "resource": {
            "aws_lambda_function": {
                "f": {
                    "//": "a comment",
                    "count": 2,
                    "function_name": "n-${local.l}",
                    "role": "${aws_iam_role.r.arn}",
                    "timeout": 3,
                    "layers": ["a"],
                    "environment": {"variables": {"A": "${count.index}"}},
                    "tags": {"t": "1"},
                    "lifecycle": {"prevent_destroy": True},
                    "dynamic": {"vpc": {"for_each": ["s"], "content": {"id": "${vpc.value}"}}},
                }
            },
            "aws_iam_role": {"r": [{"name": "r"}]},
        },
        "output": {"x": {"value": "${aws_iam_role.r.name}"}},
    }
    found = read(files={"main.tf.json": json.dumps(main)})
    assert shown(found["aws_lambda_function.f[1]"].properties) == {
        "function_name": "n-X",
        "role": "${aws_iam_role.r.arn}",
        "timeout": 3,
        "layers": ["a"],
        "environment": [{"variables": {"A": 1}}],
        "tags": {"t": "1"},
        "vpc": [{"id": "s"}],
    }
    assert shown(found.output()) == "${aws_iam_role.r.name}"
    assert not found.problems


def test_files_are_read_where_they_stand(read) -> None:
    policy = '{"Statement": [{"Action": "s3:*"}]}'
    found = read(
        'resource "aws_iam_policy" "p" {\n  policy = file("${path.module}/p.json")\n'
        '  made = templatefile("t.tpl", { arn = aws_sqs_queue.q.arn, all = ["a", "b"] })\n}\n'
        + QUEUE
        % "",
        files={
            "p.json": policy,
            "t.tpl": '{"Resource": "${arn}", "A": [%{ for one in all }"${one}",%{ endfor }"z"]}',
        },
    )
    read_in = found["aws_iam_policy.p"]["policy"]
    assert isinstance(read_in, Known)
    assert read_in.span is not None
    assert read_in.span.file == "p.json"
    assert read_in.via is not None
    assert read_in.via.how is How.INCLUDED
    assert found["aws_iam_policy.p"]["made"].text() == (
        '{"Resource": "${aws_sqs_queue.q.arn}", "A": ["a","b","z"]}'
    )
    assert set(found.run.sources) == {"main.tf", "p.json", "t.tpl"}


@pytest.mark.parametrize(
    ("reference", "kind", "name"),
    [
        ("data.aws_region.r.name", UnknownKind.PSEUDO, "AWS::Region"),
        ("data.aws_partition.r.partition", UnknownKind.PSEUDO, "AWS::Partition"),
        ("data.aws_ssm_parameter.r.value", UnknownKind.SSM, "data.aws_ssm_parameter.r.value"),
        ("data.aws_secretsmanager_secret_version.r.secret_string", UnknownKind.SECRET,
         "data.aws_secretsmanager_secret_version.r.secret_string"),
        ("data.terraform_remote_state.r.outputs.vpc", UnknownKind.STACK_EXPORT,
         "data.terraform_remote_state.r.outputs.vpc"),
        ("data.aws_iam_role.r.arn", UnknownKind.DATA_SOURCE, "data.aws_iam_role.r.arn"),
    ],
)  # fmt: skip
def test_data_sources_are_unknown_by_their_kind(read, reference, kind, name) -> None:
    found = read(
        f'data "{reference.split(".")[1]}" "r" {{}}\noutput "x" {{ value = {reference} }}\n'
    )
    value = found.output()
    assert (value.kind, value.name) == (kind, name)


def test_an_open_map_may_replace_what_stands_before_it(read) -> None:
    found = read(
        'variable "more" {}\noutput "x" { value = merge({ a = 1 }, var.more, { b = 2 }) }\n'
    )
    value = found.output()
    assert shown(value.get("a")) == {"more has a is false": 1, "more has a is true": "${more.a}"}
    assert shown(value.get("b")) == 2
    assert [key for _, key, _ in value.entries()] == ["a", "a", "b", "*"]


def test_a_template_file_is_rendered(read) -> None:
    found = read(
        """
data "template_file" "t" {
  count    = 2
  template = file("t.tpl")
  vars     = { name = "n${count.index}", arn = aws_sqs_queue.q.arn }
}
data "template_file" "inline" {
  template = "$${a}-x"
  vars     = { a = "b" }
}
output "x" { value = [data.template_file.t[1].rendered, data.template_file.inline.rendered] }
"""
        + QUEUE % "",
        files={"t.tpl": '{"${name}": "${arn}"}'},
    )
    assert shown(found.output()) == ['{"n1": "${aws_sqs_queue.q.arn}"}', "b-x"]
    assert not found.problems


def test_the_working_folder_has_its_name(read) -> None:
    main = 'output "x" {\n  value = "ex-${basename(path.cwd)}"\n}\n'
    assert shown(read(files={"a/b/main.tf": main}, folder="a/b").output()) == "ex-b"
    assert isinstance(next(read(main).output().unknowns()), Unknown)


def test_undeclared_variables_are_told_once_for_a_folder(read) -> None:
    found = read(
        'resource "aws_sqs_queue" "q" {\n  name = "${var.env}-${var.team}-${var.env}"\n}\n'
        'resource "aws_sqs_queue" "r" {\n  name = var.env\n}\n'
    )
    assert found["aws_sqs_queue.r"]["name"].text() == "${var.env}"
    (told,) = found.problems
    assert told.startswith("var.env, var.team are used and not declared here: their values are not")
