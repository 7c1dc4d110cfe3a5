"""The map as other tools draw it: what they get, and that no name is syntax to them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from crenel.cli.main import main
from crenel.report.atlas.drawing import drawing_names

SMALL = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Jobs: {Type: AWS::SQS::Queue}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      FunctionUrlConfig: {AuthType: NONE}
      InlineCode: |
        def handler(event, context):
            return eval(event['body'])
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Orders.Arn}]
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      CodeUri: s3://a/b
      Events: {Queue: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}}
"""
MERMAID = """\
---
title: "shop"
---
flowchart LR
  n0(["internet<br/>anyone on the internet"])
  subgraph g1["template.yaml"]
    n1["Api<br/>function"]
    n2[("Orders<br/>table")]
    n3["Worker<br/>function"]
    n4{{"Jobs<br/>queue"}}
  end
  n0 -- "calls" --> n1
  n1 -- "reads" --> n2
  n3 -- "reads" --> n4
  n4 -- "starts" --> n3
  classDef outside stroke-dasharray:5 3
  classDef hot stroke:#b3261e,stroke-width:3px
  class n0 outside
  class n0,n1,n2 hot
"""
DOT = """\
digraph "shop" {
  rankdir=LR;
  node [fontname="sans-serif" fontsize=11 margin="0.15,0.08"];
  edge [fontname="sans-serif" fontsize=9 color="#59626b"];
  n0 [label="internet\\nanyone on the internet" shape=oval style=dashed color="#b3261e" \
penwidth=2 tooltip="internet"];
  subgraph cluster_1 {
    label="template.yaml";
    n1 [label="Api\\nfunction" shape=box color="#b3261e" penwidth=2 tooltip="template.yaml::Api"];
    n2 [label="Orders\\ntable" shape=cylinder color="#b3261e" penwidth=2 \
tooltip="template.yaml::Orders"];
    n3 [label="Worker\\nfunction" shape=box tooltip="template.yaml::Worker"];
    n4 [label="Jobs\\nqueue" shape=cds tooltip="template.yaml::Jobs"];
  }
  n0 -> n1 [label="calls" color="#b3261e" penwidth=2 \
edgetooltip="no authorizer: the function URL asks for nothing"];
  n1 -> n2 [label="reads" color="#b3261e" penwidth=2 edgetooltip="Api reads Orders"];
  n3 -> n4 [label="reads" edgetooltip="Worker reads Jobs"];
  n4 -> n3 [label="starts" edgetooltip="Jobs starts Worker"];
}
"""
NASTY = (
    '%%{init: {"theme": "dark"}}%% "]; end -->',
    "a\\N\"b&lt;<script>alert(1)</script>`'|}",
    'x"]\n  n9 --> n0\u202e',
)


def drawn(folder: Path, name: str, capsys: pytest.CaptureFixture[str], template: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    assert main(["map", str(folder), "--no-config", "--format", name]) == 0
    return capsys.readouterr().out


def hostile() -> str:
    """The small application, with names that are syntax to somebody."""
    table, api, worker = NASTY
    plain = {"Runtime": "python3.13", "Handler": "index.handler"}
    allow = {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}
    open_ = {
        **plain,
        "FunctionUrlConfig": {"AuthType": "NONE"},
        "InlineCode": "def handler(event, context): return eval(event['body'])",
        "Policies": [{"Statement": [allow]}],
    }
    resources = {
        table: {"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": []}},
        api: {"Type": "AWS::Serverless::Function", "Properties": open_},
        worker: {
            "Type": "AWS::Serverless::Function",
            "Properties": {**plain, "CodeUri": "s3://a/b"},
        },
    }
    return json.dumps({"Transform": "AWS::Serverless-2016-10-31", "Resources": resources})


def test_the_formats_are_those_of_the_folder() -> None:
    assert drawing_names() == ["dot", "mermaid", "threat-dragon"]


@pytest.mark.parametrize(("name", "expected"), [("mermaid", MERMAID), ("dot", DOT)])
def test_what_is_drawn(tmp_path: Path, capsys, name: str, expected: str) -> None:
    assert drawn(tmp_path / "shop", name, capsys, SMALL) == expected


@pytest.mark.parametrize("name", drawing_names())
def test_it_is_the_same_on_every_run(tmp_path: Path, capsys, name: str) -> None:
    first = drawn(tmp_path / "shop", name, capsys, hostile())
    assert first.endswith("\n")
    assert drawn(tmp_path / "shop", name, capsys, hostile()) == first


def test_no_name_is_syntax_to_mermaid(tmp_path: Path, capsys) -> None:
    text = drawn(tmp_path / "shop", "mermaid", capsys, hostile())
    for line in text.splitlines():
        labels = re.findall(r'"([^"]*)"', line)
        assert line.count('"') == 2 * len(labels)
        for label in labels:
            plain = label.replace("<br/>", "")
            assert re.fullmatch(r"(?:#\d+;|[\w _\-./:,()'])*", plain), label
    assert "%%" not in text
    assert len(re.findall(r"^  n\d+ --", text, re.MULTILINE)) == 2


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz: apt-get install graphviz")
def test_graphviz_takes_it_and_shows_the_names(tmp_path: Path, capsys) -> None:
    text = drawn(tmp_path / "shop", "dot", capsys, hostile())
    done = subprocess.run(
        ["dot", "-Tsvg"], input=text, capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stderr == ""
    drawing = ET.fromstring(done.stdout)  # noqa: S314 - Graphviz wrote it just now
    shown = {one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {NASTY[0], NASTY[1]} <= shown
    assert sum(one.get("class") == "edge" for one in drawing.iter()) == 2


def model(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document = json.loads(text)
    (diagram,) = document["detail"]["diagrams"]
    return document, diagram["cells"]


def test_threat_dragon_gets_a_whole_model(tmp_path: Path, capsys) -> None:
    """The fields that threat-dragon-v2.schema.json asks for, and flows whose ends are there."""
    document, cells = model(drawn(tmp_path / "shop", "threat-dragon", capsys, hostile()))
    assert {"version", "summary", "detail"} <= set(document)
    detail = {"contributors", "diagrams", "diagramTop", "reviewer", "threatTop"}
    assert detail <= set(document["detail"])
    ids = [one["id"] for one in cells]
    assert len(ids) == len(set(ids))
    for one in cells:
        assert {"id", "shape", "zIndex", "data"} <= set(one)
        assert {"type", "hasOpenThreats"} <= set(one["data"])
        if one["shape"] == "flow":
            assert {one["source"]["cell"], one["target"]["cell"]} <= set(ids)
        else:
            assert one["size"]["width"] >= 10
            assert one["size"]["height"] >= 10
    kinds = sorted(one["shape"] for one in cells)
    assert kinds == ["actor", *["flow"] * 2, *["process"] * 2, "store", "trust-boundary-box"]


def test_paths_are_the_threats_of_the_model(tmp_path: Path, capsys) -> None:
    document, cells = model(drawn(tmp_path / "shop", "threat-dragon", capsys, SMALL))
    threats = {
        one["data"]["name"]: one["data"]["threats"] for one in cells if one["data"].get("threats")
    }
    assert set(threats) == {"Api", "Orders"}
    (code,), (data,) = threats["Api"], threats["Orders"]
    assert (code["type"], code["severity"]) == ("Elevation of privilege", "Critical")
    assert (data["type"], data["severity"]) == ("Information disclosure", "Critical")
    assert code["mitigation"].startswith("Mend eval in template.yaml:")
    assert document["detail"]["threatTop"] == 2
    red = [one for one in cells if one["data"]["hasOpenThreats"]]
    assert {one["data"]["name"] for one in red} == set(threats)


def test_one_drawing_of_several_applications(tmp_path: Path, capsys) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "template.yaml").write_text(SMALL, encoding="utf-8")
    text = drawn(tmp_path, "mermaid", capsys, SMALL)
    assert text.count("subgraph") == 2
    assert text.count("Api<br/>") == 2
    assert text.count("internet<br/>") == 1


def test_nothing_to_draw_is_told(tmp_path: Path, capsys) -> None:
    assert main(["map", str(tmp_path), "--format", "dot"]) == 3
    assert capsys.readouterr().out.startswith("digraph")
