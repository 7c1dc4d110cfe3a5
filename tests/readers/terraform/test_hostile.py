"""What a stranger may write: everything ends soon, and says where and why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.readers.terraform.support import shown

from crenel.model.value import Unknown
from crenel.readers.options import Options
from crenel.readers.project import Project, project

QUEUE = 'resource "aws_sqs_queue" "q" {\n  %s\n}\n'
ABSURD = [
    "range(1000000000)",
    "range(0, 1.0e12, 1.0e-3)",
    "pow(9, 999999999)",
    "pow(2, 1.0e308)",
    'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
    'replace("aaaaaaaaaaaaaaaaaaaaaaaaaa", "/(a|aa)+$/", "x")',
    'regex("(?P<a>.{1000}){1000}", "a")',
    'join(",", range(1000000000))',
    "setproduct(range(900), range(900), range(900))",
    "9999999999999999999999 * 1.0e300 * 1.0e300",
    'format("%999999999d", 1)',
    'format("%[999999999]s", "a")',
    'format("%.999999s", "a")',
    'parseint("' + "9" * 5000 + '", 10)',
    'cidrsubnet("::/0", 128, 1)',
    'cidrhost("::/0", 1.0e30)',
    'indent(1000000000, "a\\nb")',
    'substr("abc", 1.0e18, 1.0e18)',
    "chunklist(range(5), 1.0e-9)",
    "element([1], 1.0e300)",
    "[1][1.0e300]",
    'base64decode("////")',
    'tonumber("' + "1" * 9999 + '")',
    "jsondecode(" + '"' + "[" * 5000 + '")',
    'yamldecode("a: &a [*a]")',
    'fileset("/", "**")',
    'fileset("..", "**")',
    'fileset(".", "{{{{[(")',
    "merge(1, 2)",
    "flatten()",
    "zipmap([1], [])",
    '{ for k in ["a"] : k => k... }',
    "[for x in null : x]",
    "range(1, 2, 0)",
    '"${[1]}x"',
    'cidrsubnets("10.0.0.0/8", 99)',
    "0 / 0",
    "1 % 0",
    "log(0, 0)",
    "-null",
    'templatefile("main.tf", {})',
]


@pytest.mark.parametrize("expression", ABSURD, ids=[one[:40] for one in ABSURD])
def test_absurd_arguments_end_soon(read, expression: str) -> None:
    found = read(f'output "x" {{\n  value = {expression}\n}}\n' + QUEUE % 'name = "kept"')
    assert found.output() is not None
    assert shown(found["aws_sqs_queue.q"]["name"]) == "kept"


def test_a_count_beyond_the_cap_is_judged_as_one(read) -> None:
    found = read(QUEUE % "count = 300000\n  name = count.index")
    assert list(found.resources) == ["aws_sqs_queue.q[*]"]
    assert found.problems == ["aws_sqs_queue.q has 300,000 instances; they are judged as one"]
    assert found.run.problems[0][1].line == 2


def test_a_huge_for_each_is_judged_as_one(read) -> None:
    found = read(QUEUE % 'for_each = toset([for n in range(9000) : "k${n}"])\n  name = each.key')
    assert list(found.resources) == ["aws_sqs_queue.q[*]"]
    assert "9,000 instances" in found.problems[0]


def test_many_resources_are_cut_off_and_told(read) -> None:
    blocks = "".join(f'resource "aws_sqs_queue" "q{n}" {{\n  count = 1000\n}}\n' for n in range(20))
    found = read(blocks)
    assert len(found.resources) == 10_000
    assert "too many resources: the rest is not read" in found.problems


@pytest.mark.parametrize("source", ["./", ".", "../m", "./././"])
def test_a_module_that_calls_itself(read, source: str) -> None:
    call = f'module "m" {{\n  source = "{source}"\n}}\n'
    found = read(files={"m/main.tf": call + QUEUE % ""}, folder="m")
    assert "aws_sqs_queue.q" in found.resources
    assert any("calls itself" in one for one in found.problems)


def test_modules_that_call_each_other(read) -> None:
    found = read(
        'module "a" { source = "./a" }\n',
        files={
            "a/main.tf": 'module "b" {\n  source = "../b"\n}\noutput "x" { value = module.b.x }\n',
            "b/main.tf": 'module "a" {\n  source = "../a"\n}\noutput "x" { value = module.a.x }\n'
            + QUEUE % "name = module.a.x",
        },
    )
    assert "module.a.module.b.aws_sqs_queue.q" in found.resources
    assert any("calls itself" in one for one in found.problems)


def test_a_diamond_of_modules_that_explodes(read) -> None:
    files = {
        f"m{n}/main.tf": f'module "a" {{ source = "../m{n + 1}" }}\n'
        f'module "b" {{ source = "../m{n + 1}" }}\n'
        for n in range(20)
    }
    files["m20/main.tf"] = QUEUE % ""
    found = read(files=files, folder="m0")
    assert len(found.resources) <= 4_000
    assert any("too many module instances" in one for one in found.problems)


def test_a_long_chain_of_modules_is_cut_off(read) -> None:
    files = {f"m{n}/main.tf": f'module "a" {{ source = "../m{n + 1}" }}\n' for n in range(60)}
    found = read(files={**files, "m60/main.tf": QUEUE % ""}, folder="m0")
    assert any("nested more than 30 deep" in one for one in found.problems)


@pytest.mark.parametrize("source", ["../../outside", "/etc", "../../../../../../etc"])
def test_a_module_outside_of_the_root_is_not_read(read, source: str) -> None:
    found = read(f'module "m" {{\n  source = "{source}"\n}}\n')
    assert found.problems
    assert not any(resource.type.startswith("aws_") for resource in found.resources.values())


@pytest.mark.parametrize(
    "text",
    [
        "locals {\n  a = local.a\n}\n",
        "locals {\n  a = local.b\n  b = [local.a]\n}\n",
        (
            'locals {\n  a = aws_sqs_queue.q[0].arn\n}\nresource "aws_sqs_queue" "q" {\n'
            "  count = length(local.a)\n}\n"
        ),
        'locals {\n  a = module.m.x\n}\nmodule "m" {\n  source = "./m"\n  v = local.a\n}\n',
    ],
)
def test_what_refers_to_itself_is_told(read, text: str) -> None:
    inner = 'variable "v" {}\noutput "x" { value = var.v }\n'
    found = read(text + 'output "x" {\n  value = local.a\n}\n', files={"m/main.tf": inner})
    found.output()
    cyclic = any("itself" in one for one in found.problems)
    assert cyclic or "q[*]" in " ".join(found.resources)


def test_a_long_chain_of_locals_is_cut_off_and_told(read) -> None:
    lines = "\n".join(f"  a{n} = local.a{n + 1}" for n in range(3000))
    found = read(f"locals {{\n{lines}\n  a3000 = 1\n}}\n" + 'output "x" { value = local.a0 }\n')
    assert isinstance(found.output(), Unknown)
    assert any("deep" in one for one in found.problems)


@pytest.mark.parametrize(
    ("before", "after"),
    [("(", ")"), ("[", "]"), ("f(", ")"), ("{a=", "}"), ("!", ""), ("-", ""), ("true?1:", "")],
)
def test_deep_expressions(read, before: str, after: str) -> None:
    text = f'output "x" {{\n  value = {before * 20_000}1{after * 20_000}\n}}\n' + QUEUE % 'n = "k"'
    found = read(text)
    found.output()
    assert shown(found["aws_sqs_queue.q"]["n"]) == "k"
    if before == "(":
        assert shown(found.output()) == 1
    else:
        assert any("deep" in one for one in found.problems)


def test_deep_blocks(read) -> None:
    found = read(QUEUE % ("b {\n" * 3000 + "}\n" * 3000))
    assert any("deep" in one for one in found.problems)


def test_templates_that_grow_are_cut_off(read) -> None:
    lines = "\n".join(f'  a{n} = "${{local.a{n + 1}}}${{local.a{n + 1}}}"' for n in range(60))
    found = read(
        f'locals {{\n{lines}\n  a60 = "xxxxxxxx"\n}}\n' + 'output "x" { value = local.a0 }'
    )
    assert len(found.output().text()) < 2_000_000


def test_lists_that_grow_are_cut_off(read) -> None:
    lines = "\n".join(f"  a{n} = concat(local.a{n + 1}, local.a{n + 1})" for n in range(60))
    found = read(f"locals {{\n{lines}\n  a60 = [1, 2]\n}}\n" + 'output "x" { value = local.a0 }')
    assert found.output() is not None


def test_loops_inside_loops_are_cut_off_and_told(read) -> None:
    loop = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]"
    found = read(f'output "x" {{\n  value = {loop}\n}}\n')
    found.output()
    assert any("too many steps" in one for one in found.problems)


def test_conditions_that_multiply_are_cut_off(read) -> None:
    names = [f"v{n}" for n in range(40)]
    variables = "".join(f'variable "{name}" {{}}\n' for name in names)
    parts = "".join(f'${{var.{name} ? "a" : "b"}}' for name in names)
    found = read(variables + f'output "x" {{ value = "{parts}" }}\n')
    assert isinstance(found.output(), Unknown)


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "link.txt", "pipe", "none.txt"]
)
def test_files_outside_are_not_read(read, tmp_path: Path, path: str) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret.txt").write_text("LEAKED", encoding="utf-8")
    (tmp_path / "root" / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(tmp_path / "root" / "pipe")
    (tmp_path / "root" / "main.tf").write_text(
        f'output "x" {{ value = file("{path}") }}\n'
        f'resource "aws_x" "y" {{\n  a = templatefile("{path}", {{}})\n}}\n',
        encoding="utf-8",
    )
    found = project([tmp_path / "root"], Options())
    (application,) = found.applications()
    assert not any("LEAKED" in source.text for source in application.sources.values())
    assert any(one.file == "main.tf" and one.line for one in found.unread)


def unread(folder: Path) -> tuple[Project, list[str]]:
    found = project([folder], Options())
    applications = list(found.applications())
    assert not found.defects
    return found, [
        *(application.file for application in applications),
        *(f"{one.file}:{one.line}:{one.column}: {one.reason}" for one in found.unread),
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("main.tf", b'resource "a" "b" {\n  x = \n}\n', "main.tf:2"),
        ("main.tf", b'resource "a" "b" {\n', "main.tf:"),
        ("main.tf", b'x = "\xff"\n', "main.tf:1:6: byte 5 is not valid UTF-8"),
        ("main.tf", b"\x00\x01\x02", "main.tf:1"),
        ("main.tf.json", b'{"resource": [1]', "main.tf.json:1"),
        ("main.tf.json", b"[]", "main.tf.json:1:1: a JSON object"),
        ("main.tf.json", b'{"resource": {"a": 1}}', "main.tf.json:1"),
        (
            "plan.json",
            b'{"format_version": "9.0", "planned_values": {}}',
            "plan.json:1:20: crenel does not know the format 9.0",
        ),
        ("terraform.tfstate", b"{}", "a state of Terraform"),
        (
            "s.json",
            b'{"terraform_version": "1", "lineage": "x", "serial": 1}',
            "a state of Terraform",
        ),
        ("x.tfplan", b"PK", "own form"),
        ("terraform.tfvars", b"a = \n", "terraform.tfvars:"),
    ],
)
def test_what_cannot_be_read_is_told_where_it_is(tmp_path: Path, name, data, told) -> None:
    if name.endswith(".tfvars"):
        (tmp_path / "main.tf").write_text(QUEUE % "", encoding="utf-8")
    (tmp_path / name).write_bytes(data)
    _, rows = unread(tmp_path)
    assert any(told in row for row in rows), rows


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("# " + "x" * 1_100_000, encoding="utf-8")
    (tmp_path / "b.tf").write_text(QUEUE % 'name = templatefile("t.tpl", {})', encoding="utf-8")
    (tmp_path / "t.tpl").write_text("${" * 600_000, encoding="utf-8")
    _, rows = unread(tmp_path)
    assert any("main.tf:1:1: it has 1,100,002 characters" in row for row in rows)
    assert any("t.tpl:1:1: it has 1,200" in row for row in rows)


def test_a_syntax_error_loses_only_what_stands_around_it(read) -> None:
    found = read(QUEUE % "name = = 1" + 'resource "aws_sns_topic" "t" {\n  name = "kept"\n}\n')
    assert shown(found["aws_sns_topic.t"]["name"]) == "kept"
    assert found.problems


def test_byte_order_marks_are_no_error(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(QUEUE % "", encoding="utf-8-sig")
    (tmp_path / "b.tf.json").write_text('{"locals": {"a": 1}}', encoding="utf-8-sig")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "plan.json").write_text(
        '{"format_version": "1.2", "planned_values": {"root_module": {}}}', encoding="utf-8-sig"
    )
    _, rows = unread(tmp_path)
    assert rows == ["c/plan.json", "main.tf"]
