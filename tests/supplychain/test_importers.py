"""Sets of advisories: each kind of document, and documents that are broken."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.supplychain.build import osv, put

from crenel.errors import UsageError
from crenel.supplychain.advisories.advisory import MAX_EVENTS, Advisory, Interval, Malformed
from crenel.supplychain.advisories.sets import Set, sets_of
from crenel.supplychain.advisories.severity import base_score, of_vectors, of_word
from crenel.supplychain.importers.importer import importer_of


def one(document: object, stem: str = "7") -> Advisory:
    kind = importer_of(document)
    assert kind is not None
    (found,) = kind.advisories(document, stem)
    return found


def test_node_core_is_what_is_vulnerable_and_not_mended():
    document = {
        "cve": ["CVE-1"],
        "vulnerable": "10.x || 12.x",
        "patched": "^10.23.1",
        "severity": "high",
    }
    found = one(document)
    assert found.names == ("NSWG-CORE-7", "CVE-1")
    assert found.affected[0].intervals == (
        Interval("10.0.0-0", fixed="10.23.1"),
        Interval("12.0.0-0", limit="13.0.0-0"),
    )


def test_node_npm():
    document = {
        "id": 410,
        "title": "merge options",
        "module_name": "merge-options",
        "cves": [],
        "vulnerable_versions": "<=1.0.0 || >=2.0.0 <2.1.0",
        "cvss_vector": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "references": ["https://hackerone.com/reports/311336"],
        "updated_at": "2018-04-09",
    }
    found = one(document)
    assert found.id == "NSWG-ECO-410"
    assert found.severity == "critical"
    assert found.affected[0].intervals == (
        Interval("0", last="1.0.0"),
        Interval("2.0.0", fixed="2.1.0"),
    )
    assert found.marks == ("hackerone:311336", "npm:410")


def test_github_api():
    document = {
        "ghsa_id": "GHSA-x",
        "cve_id": "CVE-1",
        "severity": "moderate",
        "updated_at": "2026-01-01T00:00:00Z",
        "vulnerabilities": [
            {
                "package": {"ecosystem": "pip", "name": "My_Lib"},
                "vulnerable_version_range": ">= 1.0, < 1.2",
            },
            {
                "package": {"ecosystem": "npm", "name": "@s/x"},
                "vulnerable_version_range": "= 2.0.0",
            },
        ],
    }
    found = one(document)
    assert (found.names, found.severity) == (("GHSA-x", "CVE-1"), "medium")
    assert found.affected[0].name == "my-lib"
    assert found.affected[0].intervals == (Interval("1.0", fixed="1.2"),)
    assert found.affected[1].intervals == (Interval("2.0.0", last="2.0.0"),)


VECTORS = [
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
    ("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L", 1.8),
    ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
    ("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5),
    ("(AV:N/AC:M/Au:N/C:N/I:P/A:N)", 4.3),
]


@pytest.mark.parametrize(("vector", "score"), VECTORS)
def test_scores_as_the_specifications_calculators_give_them(vector, score):
    assert base_score(vector) == score


def test_severities():
    assert of_vectors(["nonsense", "CVSS:4.0/AV:N"]) == "unknown"
    assert of_word("MODERATE") == "medium"
    assert of_word("?") == "unknown"


def test_a_set_of_every_kind_in_one_archive(tmp_path):
    path = tmp_path / "all-2026-11-01.zip"
    retire = {"jquery": {"vulnerabilities": [{"below": "3.0.0", "severity": "high"}]}}
    core = {"vulnerable": "10.x", "patched": "", "severity": "high"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/A-1.json", json.dumps(osv("A-1", "x", versions=["1"])))
        archive.writestr("b/npmrepository.json", json.dumps(retire))
        archive.writestr("c/1.json", json.dumps(core))
        archive.writestr("README.json", "[]")
    set_ = Set(path)
    assert len(list(set_.advisories())) == 3
    assert sorted((one.name, one.newest, one.count) for one in set_.sources.values()) == [
        ("all-2026-11-01.zip", "2026-11-20", 1),
        ("all-2026-11-01.zip: Node.js Security WG, core", "2026-11-01", 1),
        ("all-2026-11-01.zip: npmrepository.json", "2026-11-01", 1),
    ]


def test_absurd_advisories_are_refused(tmp_path):
    many = osv("A-1", "x", versions=[f"1.{number}" for number in range(MAX_EVENTS + 1)])
    long = osv("A-2", "x", events=[{"introduced": "9" * 1_000}])
    odd = osv("A-3", "x", events=[{"introduced": "0", "until": "2"}])
    fine = osv("A-4", "x", versions=["1"])
    set_ = Set(put(tmp_path / "s", [many, long, odd, fine]))
    assert [advisory.id for _, advisory in set_.advisories()] == ["A-4"]
    assert set_.failed == 3
    assert all(f"A-{number}" in " ".join(set_.problems) for number in (1, 2, 3))


@pytest.mark.parametrize("name", ["x.json", "x.yaml"])
@pytest.mark.parametrize("text", ["", "[", "[" * 50_000, "- " * 50_000, "{}", "null", "1", '"x"'])
def test_what_is_no_set(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no advisories"):
        list(Set(tmp_path / name).advisories())


def test_a_set_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        list(Set(tmp_path / "nothing.json").advisories())


def test_links_out_of_a_set_are_not_read(tmp_path):
    folder = put(tmp_path / "s", [osv("A-1", "x", versions=["1"])])
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(osv("A-2", "x", versions=["1"])), encoding="utf-8")
    (folder / "link.json").symlink_to(outside)
    assert [one.id for _, one in Set(folder).advisories()] == ["A-1"]


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = ["id", "affected", "aliases", "vulnerable", "patched", "module_name", "vulnerable_versions"]
KEYS += [
    "ghsa_id",
    "vulnerabilities",
    "severity",
    "references",
    "cves",
    "cve",
    "overview",
    "withdrawn",
]


@settings(
    deadline=None, max_examples=150, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(st.dictionaries(st.sampled_from(KEYS), json_values, max_size=6))
def test_any_document_is_read_or_refused(document):
    kind = importer_of(document)
    if kind is None:
        return
    try:
        found = list(kind.advisories(document, "x"))
    except Malformed:
        return
    assert all(advisory.id for advisory in found)


def test_openvex(crenel, write, tmp_path: Path):
    template = (
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n"
        "    Type: AWS::Serverless::Function\n"
        "    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: a/}\n"
    )
    files = {
        "template.yaml": template,
        "a/app.py": "import jinja2\ndef handler(e, c):\n    return 1\n",
        "a/requirements.txt": "jinja2==2.11.2\npyyaml==5.3\n",
    }
    sets = [osv("A-1", "jinja2", versions=["2.11.2"]), osv("A-2", "pyyaml", versions=["5.3"])]
    folder = put(tmp_path / "s", sets)
    ran = crenel("audit", write(files).folder, "--advisories", folder, "--format", "openvex")
    assert ran.code == 1
    said = {row["vulnerability"]["name"]: row["status"] for row in ran.json["statements"]}
    assert said == {"A-1": "under_investigation", "A-2": "not_affected"}


def test_a_folder_of_archives_holds_a_set_in_each(tmp_path: Path) -> None:
    for number in (1, 2):
        text = json.dumps(osv(f"A-{number}", "x"))
        with zipfile.ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            archive.writestr(f"A-{number}.json", text)
    (tmp_path / "README.md").write_text("about them", encoding="utf-8")
    assert [one.path.name for one in sets_of(tmp_path)] == ["1.zip", "2.zip"]
    (tmp_path / "A-3.json").write_text(json.dumps(osv("A-3", "x")), encoding="utf-8")
    found = [advisory.id for one in sets_of(tmp_path) for _, advisory in one.advisories()]
    assert found == ["A-1", "A-2", "A-3"]
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError, match="holds no advisories"):
        list(sets_of(tmp_path / "none")[0].advisories())
