"""Where resources of Terraform are written: found by their addresses, through modules."""

import json
from datetime import date
from pathlib import Path

import pytest

from crenel.cli.surveying import mended_types, recipe_of
from crenel.controls.catalogue import chosen
from crenel.controls.survey import survey
from crenel.fixes.generated import Generated
from crenel.fixes.plan import marked, plan
from crenel.fixes.proof import proved
from crenel.readers.options import Options
from crenel.readers.overlay import Overlay
from crenel.readers.project import project
from crenel.readers.root import Root

EACH = '  for_each = toset(["a.b]", "c"])\n'
TODAY = date(2026, 11, 24)
QUEUE = 'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = false\n}\n'
MENDED = QUEUE.replace("false", "true")
BY_VARIABLE = (
    'variable "on" {\n  default = false\n}\n\n'
    'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = var.on\n}\n'
)


def judged(folder, root=Root, generated=None):
    watch = [generated.gather] if generated is not None else []
    controls = chosen(["queue-encryption-off"])
    return survey(project([folder], Options(), root), controls, TODAY, watch=watch).verdicts


def fixed(folder, files):
    """The texts after the fix, how many findings it mends, and why others were left."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    generated = Generated()
    before = judged(folder, generated=generated)
    verdicts = marked(before, mended_types, generated)
    planned = plan(verdicts, recipe_of, unsafe=True)

    def judge(texts):
        return judged(folder, lambda root: Overlay(root, texts))

    found = proved(planned, Root(folder), verdicts, judge)
    return found.texts, len(found.mendings), [one.reason for one in found.left], planned.without


def called(name, extra="", source="./m"):
    return f'module "{name}" {{\n  source = "{source}"\n{extra}}}\n'


@pytest.mark.parametrize(
    ("files", "where", "number"),
    [
        ({"main.tf": "", "queues.tf": QUEUE}, "queues.tf", 1),
        ({"main.tf": called("one"), "m/queue.tf": QUEUE}, "m/queue.tf", 1),
        ({"main.tf": called("one") + called("two"), "m/main.tf": QUEUE}, "m/main.tf", 2),
        ({"main.tf": called("one", EACH), "m/x.tf": QUEUE}, "m/x.tf", 2),
        (
            {
                "main.tf": called("one") + QUEUE.replace("false", "true"),
                "m/main.tf": called("two", source="../n"),
                "n/main.tf": QUEUE,
            },
            "n/main.tf",
            1,
        ),
        ({"app/main.tf": called("one", source="../m"), "m/main.tf": QUEUE}, "m/main.tf", 1),
    ],
)
def test_the_block_is_found_through_the_modules(files, where, number, tmp_path):
    assert fixed(tmp_path, files) == ({where: MENDED}, number, [], 0)


def test_one_block_of_several_instances_is_changed_once(tmp_path):
    counted = QUEUE.replace("{\n", "{\n  count = 3\n")
    texts, number, left, _ = fixed(tmp_path, {"main.tf": counted})
    assert texts == {"main.tf": counted.replace("false", "true")}
    assert (number, left) == (3, [])


def test_the_json_form_is_mended_too(tmp_path):
    written = {"resource": {"aws_sqs_queue": {"q": {"sqs_managed_sse_enabled": False}}}}
    texts, number, left, _ = fixed(tmp_path, {"main.tf.json": json.dumps(written, indent=2)})
    written["resource"]["aws_sqs_queue"]["q"]["sqs_managed_sse_enabled"] = True
    assert texts == {"main.tf.json": json.dumps(written, indent=2)}
    assert (number, left) == (1, [])


SERVICE = """service: shop
provider: {name: aws}
resources:
  Resources:
    Orders: ${file(orders.yml)}
"""
INCLUDED = "Type: AWS::SQS::Queue # orders\nProperties:\n  SqsManagedSseEnabled: false\n"


def test_a_resource_that_is_a_file_of_its_own_is_mended_there(tmp_path):
    found = fixed(tmp_path, {"serverless.yml": SERVICE, "orders.yml": INCLUDED})
    assert found == ({"orders.yml": INCLUDED.replace("false", "true")}, 1, [], 0)


def test_what_is_included_in_other_ways_is_left(tmp_path):
    service = SERVICE.replace("(orders.yml)", "(all.yml):orders")
    inner = "".join(f"  {line}\n" for line in INCLUDED.splitlines())
    found = fixed(tmp_path, {"serverless.yml": service, "all.yml": f"orders:\n{inner}"})
    assert found == ({}, 0, ["Orders is included from all.yml: decide it by hand"], 0)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"main.tf": BY_VARIABLE}, "computed"),
        ({"main.tf": QUEUE.replace("true", "false"), "override.tf": QUEUE}, "override file"),
    ],
)
def test_what_is_decided_elsewhere_is_left(files, told, tmp_path):
    texts, number, left, _ = fixed(tmp_path, files)
    assert (texts, number) == ({}, 0)
    assert [told in one for one in left] == [True]


PLANNED = {
    "format_version": "1.2",
    "terraform_version": "1.9.0",
    "planned_values": {
        "root_module": {
            "resources": [
                {
                    "address": "aws_sqs_queue.q",
                    "mode": "managed",
                    "type": "aws_sqs_queue",
                    "name": "q",
                    "values": {"sqs_managed_sse_enabled": False},
                }
            ]
        }
    },
}
INSTALLED = {
    "main.tf": called("one", source="example/queue/aws"),
    ".terraform/modules/modules.json": json.dumps(
        {"Modules": [{"Key": "one", "Source": "x", "Dir": ".terraform/modules/one"}]}
    ),
    ".terraform/modules/one/main.tf": QUEUE,
}


@pytest.mark.parametrize(
    "files",
    [
        {"plan.json": json.dumps(PLANNED)},
        {"plan.json": json.dumps(PLANNED), "main.tf": QUEUE},
        INSTALLED,
    ],
    ids=["plan", "plan-beside-configuration", "installed-module"],
)
def test_what_a_tool_made_is_not_called_fixable(files, tmp_path):
    assert fixed(tmp_path, files) == ({}, 0, [], 1)


def test_what_the_cdk_made_is_not_called_fixable():
    assembly = Path(__file__).parents[1] / "readers" / "cdk" / "assemblies" / "orders"
    generated = Generated()
    read_ = project([assembly], Options())
    verdicts = survey(read_, chosen([]), TODAY, watch=[generated.gather]).verdicts
    assert any(one.fixable for one in marked(verdicts, mended_types))
    assert not any(one.fixable for one in marked(verdicts, mended_types, generated))
