"""Manifests that lie: what is wrong is told, nothing outside is read, nothing hangs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.cdk.conftest import ASSEMBLIES
from tests.readers.cdk.support import judged, notes, read

STACK = "aws:cloudformation:stack"
NESTED = "cdk:cloud-assembly"
Change = Callable[[Any], Any]


def change(path: Path, how: Change) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    how(content)
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def manifest(folder: Path, **artifacts: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": "1", "artifacts": artifacts}, indent=1)
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def nested(folder: str) -> object:
    return {"type": NESTED, "properties": {"directoryName": folder}}


def stack(**said: object) -> object:
    return {"type": STACK, **said}


def test_assemblies_that_hold_each_other_are_read_once(staged: Path) -> None:
    out = staged / "cdk.out"
    change(out / "manifest.json", lambda it: it["artifacts"].update(again=nested(".")))
    inner = out / "assembly-Test" / "manifest.json"
    change(inner, lambda it: it["artifacts"].update(up=nested("..")))
    coverage = judged(staged).coverage
    assert coverage.formats == {"cdk": 2}
    assert not coverage.unread


@pytest.mark.parametrize("place", ["../..", "/etc", "missing", "", 3, None, ["x"], "a\x00b"])
def test_nested_assemblies_elsewhere_are_told(tmp_path: Path, place: str) -> None:
    manifest(tmp_path / "out", Bad=nested(place))
    (unread,) = judged(tmp_path).coverage.unread
    assert (unread.file, unread.line) == ("out/manifest.json", 7)
    assert "Bad" in unread.reason


@pytest.mark.parametrize("place", ["../../x.json", "/etc/passwd", "missing.json", 3, None, {}])
def test_templates_elsewhere_are_told(tmp_path: Path, place: object) -> None:
    outside = tmp_path / "x.json"
    outside.write_text('{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}', encoding="utf-8")
    root = tmp_path / "root"
    manifest(root / "out", Bad=stack(properties={"templateFile": place}))
    applications, found = read(root)
    assert not applications
    (unread,) = found.unread
    assert unread.file == "out/manifest.json"
    assert "the stack Bad" in unread.reason
    assert unread.line > 1


def test_files_that_are_missing_are_told_and_the_rest_is_judged(orders: Path) -> None:
    out = orders / "cdk.out"
    (out / "Orders.assets.json").unlink()
    (out / "Orders.metadata.json").write_text("[]", encoding="utf-8")
    survey = judged(orders)
    assert {one.file for one in survey.coverage.unread} == {
        "cdk.out/Orders.assets.json",
        "cdk.out/Orders.metadata.json",
    }
    assert survey.coverage.functions_with_code == 0
    assert "public-function-url" in {one.control for one in survey.verdicts}


def test_assets_outside_are_never_read(orders: Path) -> None:
    shutil.copytree(orders / "src", orders.parent / "elsewhere")

    def lead_out(content: Any) -> None:
        for one in content["files"].values():
            one["source"]["path"] = "../../elsewhere"

    change(orders / "cdk.out" / "Orders.assets.json", lead_out)
    coverage = judged(orders).coverage
    assert coverage.functions_with_code == 0
    assert any("elsewhere lies outside" in one.reason for one in coverage.unread)


def test_only_code_of_the_same_project_is_quoted(orders: Path) -> None:
    (orders / ".env").write_text("PASSWORD=hunter2\n" * 60, encoding="utf-8")
    (orders / "index.js").write_text("// not the library's\n" * 60, encoding="utf-8")

    def lead_astray(content: Any) -> None:
        frames = content["/Orders/Handler/Resource"][1]["data"]
        frames[:0] = ["a (/app/.env:1:1)", "b (/other/index.js:3:1)", "c (/app/../app.js:2:1)"]

    change(orders / "cdk.out" / "Orders.metadata.json", lead_astray)
    found = notes(orders)["Handler886CB40B"]
    assert "app.js:34 created here: Orders/Handler/Resource" in found


@pytest.mark.parametrize(
    "artifacts", ['["aws:cloudformation:stack"]', '{"A": ["cdk:asset-manifest"]}']
)
def test_artifacts_that_are_no_maps_are_told(tmp_path: Path, artifacts: str) -> None:
    text = '{"version": "1",\n"artifacts": ' + artifacts + "}"
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    (unread,) = judged(tmp_path).coverage.unread
    assert (unread.file, unread.line) == ("manifest.json", 2)


def test_a_template_that_is_its_own_nested_stack(orders: Path) -> None:
    def turn(content: Any) -> None:
        for one in content["files"].values():
            if one["source"]["path"].endswith("nested.template.json"):
                one["source"]["path"] = "Orders.template.json"

    change(orders / "cdk.out" / "Orders.assets.json", turn)
    coverage = judged(orders).coverage
    assert any("nested too deep" in one.reason for one in coverage.unread)
    assert coverage.formats == {"cdk": 1, "cloudformation": 1}


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 2),
    st.sampled_from(["", "..", "/", "\x00", "\ud800", "a" * 5_000, "/" * 3_000, "manifest.json"]),
    st.just([]),
    st.just({}),
    st.just([[{}]]),
)


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Every container and key below a node."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    found = [(node, key) for key in keys]
    return found + [spot for key in keys for spot in spots(node[key])]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_change_of_one_value_is_too_much(tmp_path_factory: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["orders", "old", "staged"]))
    folder = tmp_path_factory.mktemp("odd") / name
    shutil.copytree(ASSEMBLIES / name, folder)
    files = sorted(path for path in folder.rglob("*.json") if "asset." not in path.parent.name)
    path = data.draw(st.sampled_from(files))
    content = json.loads(path.read_text(encoding="utf-8"))
    container, key = data.draw(st.sampled_from(spots(content)))
    container[key] = data.draw(ODD)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert judged(folder).coverage.defects == 0
