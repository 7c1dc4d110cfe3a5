"""VEX: what others say of findings is applied, with its author, and to nothing beyond it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tests.supplychain.build import osv, put

import crenel.report

SCHEMAS = Path(crenel.report.__file__).parent / "schemas"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: src/}
  Other:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: other/}
  Idle:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: idle/}
"""
API, OTHER = "urn:crenel:function:template.yaml::Api", "urn:crenel:function:template.yaml::Other"
ELSEWHERE = "is about another product, or not about all functions that have the library"
JINJA, YAML = "pkg:pypi/jinja2@2.11.2", "pkg:pypi/pyyaml@5.3"


@pytest.fixture
def audited(crenel, write, tmp_path):
    """Jinja2 is in two functions, PyYAML in a third, where nothing reaches it."""
    app = write(
        {
            "template.yaml": TEMPLATE,
            "src/app.py": "import jinja2\n",
            "src/requirements.txt": "Jinja2==2.11.2\n",
            "idle/app.py": "import json\n\ndef handler(event, context):\n    return 1\n",
            "idle/requirements.txt": "PyYAML==5.3\n",
            "other/app.py": "import jinja2\n",
            "other/requirements.txt": "Jinja2==2.11.2\n",
        }
    ).folder
    sets = put(
        tmp_path / "sets",
        [
            osv("PYSEC-1", "jinja2", versions=["2.11.2"], aliases=["CVE-1", "GHSA-1"]),
            osv("PYSEC-2", "pyyaml", versions=["5.3"], aliases=["CVE-2"]),
        ],
    )

    def run(*documents: Any, form: str = "json"):
        paths = [tmp_path / f"{number}.json" for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_text(json.dumps(document), encoding="utf-8")
        vex = ("--vex", *paths) if paths else ()
        return crenel(
            "audit", app, "--advisories", sets, *vex, "--format", form, "--today", "2026-11-28"
        )

    return run


def openvex(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "author": "security@shop.example",
        "timestamp": "2026-11-01T00:00:00Z",
        "statements": list(statements),
        **more,
    }


def statement(name: str, *products: Any, **more: Any) -> dict[str, Any]:
    return {
        "vulnerability": {"name": name},
        "products": list(products),
        "status": "not_affected",
        "justification": "vulnerable_code_not_in_execute_path",
        **more,
    }


def inside(*functions: str, purl: str = JINJA) -> list[dict[str, Any]]:
    return [{"@id": one, "subcomponents": [{"@id": purl}]} for one in functions]


def statuses(ran: Any) -> dict[str, str]:
    document = json.loads((SCHEMAS / "audit-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(ran.json, document)
    return {one["ids"][0]: one.get("vex", {}).get("status", "") for one in ran.json["findings"]}


def test_a_statement_takes_a_finding_from_the_gate_and_is_told(audited):
    both = openvex(statement("CVE-1", {"@id": JINJA}), statement("GHSA-1", {"@id": JINJA}))
    ran = audited(both)
    assert statuses(ran) == {"PYSEC-1": "not_affected", "PYSEC-2": ""}
    assert ran.code == 1
    told = ran.json["findings"]
    assert {one["vex"]["by"] for one in told if "vex" in one} == {"security@shop.example"}
    rest = openvex(statement("PYSEC-2", {"@id": "pkg:pypi/PyYAML"}, status="fixed"))
    assert audited(both, rest).code == 0
    text = " ".join(audited(both, rest, form="text").out.split())
    assert "dismissed by VEX: 2 findings" in text
    assert "not_affected (vulnerable_code_not_in_execute_path), says security@shop.example" in text
    assert "0.json:" in text
    assert "2 dismissed by VEX statements" in text


@pytest.mark.parametrize(
    ("said", "applies"),
    [
        (statement("CVE-1", {"@id": JINJA}), True),
        (statement("cve-1", {"identifiers": {"purl": "pkg:pypi/Jinja2@2.11.2?x=y"}}), True),
        (statement("", {"@id": JINJA}, vulnerability="CVE-1"), True),
        (statement("CVE-1", JINJA), True),
        (statement("X-1", {"@id": JINJA}, vulnerability={"name": "X", "aliases": ["CVE-1"]}), True),
        (statement("CVE-1", *inside(API, OTHER)), True),
        (statement("CVE-1", *inside("template.yaml::Api", OTHER)), True),
        (statement("CVE-1", {"@id": "pkg:pypi/jinja2@2.11.3"}), False),
        (statement("CVE-1", {"@id": "pkg:npm/jinja2@2.11.2"}), False),
        (statement("CVE-9", {"@id": JINJA}), False),
        (statement("CVE-1", *inside(API)), False),
        (statement("CVE-1", *inside("pkg:oci/somebody-elses-shop")), False),
        (statement("CVE-1"), False),
        (statement("CVE-1", {"@id": JINJA}, justification=""), False),
        (statement("CVE-1", {"@id": JINJA}, justification="", impact_statement="we patch"), True),
    ],
)
def test_a_statement_holds_for_what_it_is_about(audited, said, applies):
    ran = audited(openvex(said))
    assert statuses(ran)["PYSEC-1"] == ("not_affected" if applies else "")


def test_why_a_statement_changes_nothing_is_told(audited):
    ran = audited(
        openvex(
            statement("CVE-1", *inside("pkg:oci/somebody-elses-shop")),
            statement("CVE-2", {"@id": YAML}, justification=""),
        )
    )
    assert [one["message"] for one in ran.json["warnings"]] == [
        f"the VEX statement on CVE-1 {ELSEWHERE}",
        "the VEX statement on CVE-2 holds nothing: `not_affected` without a reason",
    ]


def test_the_newest_statement_counts_and_of_one_time_the_least_soothing(audited):
    early = statement("CVE-1", {"@id": JINJA}, timestamp="2026-10-01T00:00:00Z")
    late = statement(
        "CVE-1", {"@id": JINJA}, status="affected", action_statement="update",
        timestamp="2026-10-01T01:00:00+00:30",
    )  # fmt: skip
    assert statuses(audited(openvex(early, late)))["PYSEC-1"] == "affected"
    assert statuses(audited(openvex(late, {**early, "timestamp": "2026-10-02T00:00:00Z"}))) == {
        "PYSEC-1": "not_affected",
        "PYSEC-2": "",
    }
    now = {**late, "timestamp": early["timestamp"]}
    assert statuses(audited(openvex(now, early)))["PYSEC-1"] == "affected"


def cyclonedx(**analysis: Any) -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "metadata": {"authors": [{"name": "Shop"}], "timestamp": "2026-11-01T00:00:00Z"},
        "components": [{"bom-ref": "7", "name": "jinja2", "purl": JINJA}],
        "vulnerabilities": [
            {
                "id": "GHSA-x",
                "references": [{"id": "CVE-1"}],
                "analysis": analysis,
                "affects": [{"ref": "7"}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("analysis", "status"),
    [
        ({"state": "not_affected", "justification": "code_not_reachable"}, "not_affected"),
        ({"state": "false_positive"}, "not_affected"),
        ({"state": "resolved"}, "fixed"),
        ({"state": "exploitable", "detail": "update"}, "affected"),
        ({"state": "in_triage"}, "under_investigation"),
        ({"state": "not_affected"}, ""),
        ({}, ""),
    ],
)
def test_cyclonedx(audited, analysis, status):
    ran = audited(cyclonedx(**analysis))
    assert statuses(ran)["PYSEC-1"] == status


@pytest.mark.parametrize(
    ("affects", "status"),
    [
        ({"ref": JINJA}, "fixed"),
        ({"ref": f"urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#{JINJA}"}, "fixed"),
        ({"ref": "7", "versions": [{"version": "2.11.2"}]}, "fixed"),
        ({"ref": "7", "versions": [{"version": "2.11.3"}]}, ""),
        ({"ref": "7", "versions": [{"range": "vers:pypi/<3"}]}, ""),
        ({"ref": "8"}, ""),
    ],
)
def test_cyclonedx_refs(audited, affects, status):
    document = cyclonedx(state="resolved")
    document["vulnerabilities"][0]["affects"] = [affects]
    assert statuses(audited(document))["PYSEC-1"] == status


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ([], "0.json:1: it holds no object"),
        ({}, "0.json:1: it is neither OpenVEX nor CycloneDX"),
        (openvex(statement("CVE-1", JINJA, status="fine")), "statement 1 has the status 'fine'"),
        (cyclonedx(state="fine"), "GHSA-x has the state 'fine'"),
    ],
)
def test_a_document_that_cannot_be_read_stops_the_run(audited, document, says):
    ran = audited(document)
    assert (ran.code, says in ran.err) == (2, True), ran.err


def test_files_that_are_not_there(crenel, tmp_path):
    (tmp_path / "empty").mkdir()
    assert crenel("audit", tmp_path, "--vex", tmp_path / "gone.json").code == 2
    assert crenel("audit", tmp_path, "--vex", tmp_path / "empty").code == 2


@pytest.mark.parametrize("form", ["openvex", "cyclonedx-vex"])
def test_what_is_written_is_read_again_for_the_same_functions(audited, tmp_path, form):
    written = json.loads(audited(form=form).out)
    again = audited(written)
    assert statuses(again) == {"PYSEC-1": "under_investigation", "PYSEC-2": "not_affected"}
    assert again.json["findings"][-1]["vex"]["by"] == "crenel"
    assert again.json["warnings"] == []


def test_what_is_not_reached_here_is_not_said_of_everybody(audited):
    """`pkg:pypi/pyyaml` as the product would dismiss it wherever the document is read."""
    written = json.loads(audited(form="openvex").out)
    told = {one["vulnerability"]["name"]: one for one in written["statements"]}["PYSEC-2"]
    assert told["status"] == "not_affected"
    assert [one["@id"] for one in told["products"]] == ["urn:crenel:function:template.yaml::Idle"]
    document = json.loads(audited(form="cyclonedx-vex").out)
    assert not any(one["bom-ref"] == YAML for one in document["components"])


def test_cyclonedx_vex_is_strictly_valid(audited):
    said = openvex(
        statement("CVE-1", JINJA, status="affected", action_statement="update it"),
    )
    for documents in ((), (said,), (cyclonedx(state="false_positive"),)):
        text = audited(*documents, form="cyclonedx-vex").out
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_what_was_said_is_passed_on_with_its_author(audited):
    said = openvex(statement("CVE-1", JINJA, impact_statement="templates are ours"))
    written = json.loads(audited(said, form="openvex").out)
    told = {one["vulnerability"]["name"]: one for one in written["statements"]}["PYSEC-1"]
    assert told["impact_statement"] == "templates are ours"
    assert told["status_notes"] == "security@shop.example said so on 2026-11-01T00:00:00Z"
