"""What an assembly holds: stacks, code behind assets, and the same findings as in SAM."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.readers.cdk.conftest import ASSEMBLIES
from tests.readers.cdk.support import judged, notes, read

from crenel.model.entities import Bucket, EntryPoint, Function, LogGroup, Queue, Table
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project

ARN = {"Fn::GetAtt": ["Resize", "Arn"]}
THINGS = {
    "WorkerSqsEventSourceOrdersIntakeQueueB50C97A8D0873A30": "Worker",
    "Handler886CB40B": "Handler",
    "HandlerFunctionUrl003AF664": "Handler",
    "HandlerServiceRoleDefaultPolicyCBD0CC91": "Handler",
    "ApiPOSTorders035B9622": "Handler",
    "ApiDefaultStage189A7074": "Api",
    "WorkerServiceRole8543584E": "Worker",
    "HandlerServiceRoleFCDC14AE": "Handler",
    "Worker11F36D0F": "Worker",
    "Queue4A7E3555": "Queue",
    "TableCD117FA1": "Table",
}
"""Logical ids of the assembly -> the resource that a person writes in SAM for the same thing."""


@pytest.mark.parametrize(
    ("name", "templates", "functions", "coded", "entries"),
    [("orders", 2, 2, 2, 3), ("staged", 2, 4, 2, 2), ("old", 2, 1, 1, 0)],
)
def test_the_counts(name: str, templates: int, functions: int, coded: int, entries: int) -> None:
    coverage = judged(ASSEMBLIES / name).coverage
    assert coverage.formats == {"cdk": templates}
    assert (coverage.functions, coverage.functions_with_code) == (functions, coded)
    assert coverage.entry_points == entries
    assert not coverage.unread


def test_a_nested_stack_is_read_in_its_parent() -> None:
    (orders,), _ = read(ASSEMBLIES / "orders")
    worker = next(one for one in orders.all(Function) if one.handler.text() == "worker.handler")
    assert worker.origin.address == (
        "cdk.out/OrdersIntakeAD8014FE.nested.template.json::Worker11F36D0F"
    )
    assert [len(orders.all(kind)) for kind in (EntryPoint, Queue, Table)] == [3, 1, 1]


def test_the_same_findings_as_in_sam(tmp_path: Path) -> None:
    shutil.copytree(ASSEMBLIES / "orders" / "src", tmp_path / "src")
    shutil.copy(ASSEMBLIES / "orders.sam.yaml", tmp_path / "template.yaml")
    in_sam = {
        (one.control, one.logical_id, one.outcome)
        for one in judged(tmp_path).verdicts
        if one.outcome is not Outcome.PASSES
    }
    in_cdk = {
        (one.control, THINGS[one.logical_id], one.outcome)
        for one in judged(ASSEMBLIES / "orders").verdicts
        if one.outcome is not Outcome.PASSES
    }
    assert in_cdk == in_sam
    assert len({control for control, _, _ in in_cdk}) >= 12


def test_a_finding_names_the_construct_and_the_line_that_makes_it() -> None:
    found = notes(ASSEMBLIES / "orders")
    assert "app.js:34 created here: Orders/Handler/Resource" in found["Handler886CB40B"]
    assert (
        "app.js:42 created here: Orders/Handler/FunctionUrl/Resource"
        in (found["HandlerFunctionUrl003AF664"])
    )
    assert "app.js:14 created here: Orders/Intake/Queue/Resource" in found["Queue4A7E3555"]
    found = notes(ASSEMBLIES / "staged")
    assert "app.js:11 created here: Test/Notices/Worker/Resource" in found["Worker11F36D0F"]
    assert "app.js:11 created here: Production/Notices/Worker/Resource" in found["Worker11F36D0F"]


def test_old_assemblies_tell_it_in_the_manifest() -> None:
    found = judged(ASSEMBLIES / "old", "command-injection").verdicts
    assert [one.logical_id for one in found] == ["Send11223344"]
    assert (
        "lib/mail.ts:7 created here: Mail/Send/Resource"
        in (notes(ASSEMBLIES / "old")["Send11223344"])
    )
    (mail,), _ = read(ASSEMBLIES / "old")
    ((place, note),) = mail.all(Queue)[0].origin.also
    assert (place.file, place.line) == ("lib/mail.ts", 12)
    assert note == "created here: Mail/Outbox/Queue/Resource"


def test_without_the_source_the_construct_is_named_still(orders: Path) -> None:
    (orders / "app.js").unlink()
    assert "the construct Orders/Handler/Resource" in notes(orders)["Handler886CB40B"]


def test_an_assembly_may_be_what_a_person_names(orders: Path) -> None:
    assert judged(orders / "cdk.out").coverage.formats == {"cdk": 2}
    assert judged(orders / "cdk.out" / "manifest.json").coverage.functions_with_code == 2


def test_an_application_that_was_not_synthesised_is_told(orders: Path) -> None:
    shutil.rmtree(orders / "cdk.out")
    for named in (orders, orders / "cdk.json"):
        (unread,) = judged(named).coverage.unread
        assert unread.file == "cdk.json"
        assert "run `cdk synth`" in unread.reason


def test_a_template_that_no_manifest_names_is_judged_as_any_other(orders: Path) -> None:
    shutil.copy(
        orders / "cdk.out" / "Orders.template.json", orders / "cdk.out" / "Gone.template.json"
    )
    coverage = judged(orders).coverage
    assert coverage.formats == {"cdk": 2, "cloudformation": 1}
    assert coverage.functions == 3


def test_what_a_template_says_of_its_assets_is_enough(orders: Path) -> None:
    out = orders / "cdk.out"
    (folder,) = (one.parent.name for one in out.glob("asset.*/worker.js"))
    (out / "Orders.assets.json").write_text('{"version": "1", "files": {}}', encoding="utf-8")
    template = json.loads((out / "Orders.template.json").read_text(encoding="utf-8"))
    resources = template["Resources"]
    resources["Handler886CB40B"]["Metadata"] = {
        "aws:asset:path": folder,
        "aws:asset:property": "Code",
    }
    (stack,) = (one for one in resources.values() if one["Type"].endswith("::Stack"))
    stack["Metadata"] = {
        "aws:asset:path": "OrdersIntakeAD8014FE.nested.template.json",
        "aws:asset:property": "TemplateURL",
    }
    (out / "Orders.template.json").write_text(json.dumps(template), encoding="utf-8")
    coverage = judged(orders).coverage
    assert (coverage.functions, coverage.functions_with_code) == (2, 1)
    assert coverage.formats == {"cdk": 2}


def test_assemblies_of_other_systems_and_names(staged: Path) -> None:
    (staged / "cdk.out").rename(staged / "dist")
    for assets in (staged / "dist").rglob("*.assets.json"):
        text = assets.read_text(encoding="utf-8")
        assets.write_text(text.replace("../asset", "..\\\\asset"), encoding="utf-8")
    coverage = judged(staged).coverage
    assert coverage.formats == {"cdk": 2}
    assert coverage.functions_with_code == 2
    assert not coverage.unread


def test_what_a_person_excludes_is_not_read(staged: Path) -> None:
    options = Options(excluded=lambda path: "Production" in path)
    found = project([staged], options)
    assert [one.file for one in found.applications()] == [
        "cdk.out/assembly-Test/TestNotices57E8DD6C.template.json"
    ]


def test_what_the_custom_resources_of_constructs_set_up(tmp_path: Path) -> None:
    told = {"Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], "LambdaFunctionArn": ARN}
    resources = {
        "Resize": {"Type": "AWS::Lambda::Function", "Properties": {"Role": "r"}},
        "Handler": {"Type": "AWS::Lambda::Function", "Properties": {"Role": "r"}},
        "Images": {"Type": "AWS::S3::Bucket"},
        "Notifications": {
            "Type": "Custom::S3BucketNotifications",
            "Properties": {
                "ServiceToken": {"Fn::GetAtt": ["Handler", "Arn"]},
                "BucketName": {"Ref": "Images"},
                "NotificationConfiguration": {"LambdaFunctionConfigurations": [told]},
            },
        },
        "Retention": {
            "Type": "Custom::LogRetention",
            "Properties": {
                "ServiceToken": {"Fn::GetAtt": ["Handler", "Arn"]},
                "LogGroupName": {"Fn::Join": ["", ["/aws/lambda/", {"Ref": "Resize"}]]},
                "RetentionInDays": 30,
            },
        },
    }
    (tmp_path / "template.json").write_text(json.dumps({"Resources": resources}))
    (application,), _ = read(tmp_path)
    entries = application.all(EntryPoint)
    assert [one.event.text() for one in entries] == ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
    called = [application.resolve(one.function, Function) for one in entries]
    assert [one and one.label for one in called] == ["Resize", "Resize"]
    (bucket,) = application.all(Bucket)
    assert not bucket.notifications.is_absent().certain
    (group,) = application.all(LogGroup)
    assert group.retention.equals(30).certain
    logs = judged(tmp_path, "endless-logs").verdicts
    assert {one.outcome for one in logs if one.logical_id == "Resize"} <= {Outcome.PASSES}
