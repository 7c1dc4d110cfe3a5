"""Bills of materials: valid, the same bytes for the same input, and read again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from tests.supplychain.build import osv, put

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: api/, Layers: [!Ref Shared]}
  Web:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs22.x, Handler: index.handler, CodeUri: web/}
  Shared:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: shared/}
"""
LOCK = {
    "lockfileVersion": 3,
    "packages": {
        "": {"dependencies": {"@s/a": "1", "b": "1"}},
        "node_modules/@s/a": {
            "version": "1.0.0+x",
            "license": "MIT OR Apache-2.0",
            "integrity": "sha512-" + "A" * 86 + "==",
            "dependencies": {"b": "1"},
        },
        "node_modules/b": {"version": "1.0.0", "license": "ISC", "optional": True},
        "node_modules/c": {"version": "1.0.0", "dev": True, "license": "SEE LICENSE IN x"},
    },
}
FILES = {
    "template.yaml": TEMPLATE,
    "api/app.py": "import jinja2\n",
    "api/requirements.txt": f"jinja2==2.11.2 --hash=sha256:{'a' * 64}\nrequests>=2\n",
    "shared/python/markupsafe-2.0.dist-info/METADATA": (
        "Metadata-Version: 2.1\nName: MarkupSafe\nVersion: 2.0\nLicense: BSD-3-Clause\n"
    ),
    "shared/python/markupsafe-2.0.dist-info/RECORD": "markupsafe/__init__.py,,\n",
    "shared/python/markupsafe/__init__.py": "",
    "web/index.js": "require('b')\n",
    "web/package-lock.json": json.dumps(LOCK),
    "tools/requirements.txt": "black==22.0\n",
}


@pytest.fixture
def app(write) -> Path:
    return write(FILES).folder


@pytest.mark.parametrize("version", ["1.6", "1.7"])
def test_cyclonedx_is_strictly_valid(crenel, app, version):
    ran = crenel("sbom", app, "--spec", version)
    assert ran.code == 0, ran.err
    assert JsonStrictValidator(SchemaVersion.from_version(version)).validate_str(ran.out) is None
    bill = ran.json
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    assert {edge["ref"] for edge in bill["dependencies"]} == {"application", *refs}
    for one in bill["components"]:
        if "purl" in one:
            assert PackageURL.from_string(one["purl"]).to_string() == one["purl"]


def test_cyclonedx_says_what_is_where(crenel, app):
    bill = crenel("sbom", app).json
    by_ref = {edge["ref"]: edge.get("dependsOn", []) for edge in bill["dependencies"]}
    api = ["pkg:pypi/jinja2@2.11.2", "pkg:pypi/markupsafe@2.0", "pkg:pypi/requests"]
    assert by_ref["template.yaml::Api"] == api
    assert by_ref["application"] == [
        "pkg:pypi/black@22.0",
        "template.yaml::Api",
        "template.yaml::Web",
    ]
    assert by_ref["pkg:npm/%40s/a@1.0.0%2Bx"] == ["pkg:npm/b@1.0.0"]
    one = {row.get("purl"): row for row in bill["components"]}
    assert one["pkg:npm/%40s/a@1.0.0%2Bx"]["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert one["pkg:npm/b@1.0.0"]["licenses"] == [{"license": {"id": "ISC"}}]
    assert one["pkg:npm/c@1.0.0"]["scope"] == "excluded"
    assert "licenses" not in one["pkg:npm/c@1.0.0"]
    assert one["pkg:pypi/jinja2@2.11.2"]["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert len(one["pkg:npm/%40s/a@1.0.0%2Bx"]["hashes"][0]["content"]) == 128
    layers = [
        row["value"]
        for row in one["pkg:pypi/markupsafe@2.0"]["properties"]
        if row["name"] == "crenel:layer"
    ]
    assert layers == ["Shared"]


SPDX_ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")


def test_spdx(crenel, app):
    bill = crenel("sbom", app, "--format", "spdx").json
    ids = [one["SPDXID"] for one in bill["packages"]]
    assert len(ids) == len(set(ids))
    assert all(SPDX_ID.fullmatch(one) for one in ids)
    known = {*ids, "SPDXRef-DOCUMENT"}
    for row in bill["relationships"]:
        assert {row["spdxElementId"], row["relatedSpdxElement"]} <= known
    kinds = {row["relationshipType"] for row in bill["relationships"]}
    assert kinds == {
        "DESCRIBES",
        "CONTAINS",
        "DEPENDS_ON",
        "DEV_DEPENDENCY_OF",
        "OPTIONAL_DEPENDENCY_OF",
    }
    assert bill["creationInfo"]["created"] == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize("format_", ["cyclonedx", "spdx"])
def test_the_same_bytes_elsewhere_and_later(crenel, app, tmp_path, format_):
    shutil.copytree(app, tmp_path / "other" / "app")
    first = crenel("sbom", app, "--format", format_).out
    assert first == crenel("sbom", app, "--format", format_, "--today", "2030-01-01").out
    assert first == crenel("sbom", tmp_path / "other" / "app", "--format", format_).out


def test_one_function(crenel, app, tmp_path):
    bill = crenel("sbom", app, "--function", "Web").json
    assert {one["name"] for one in bill["components"]} == {"Web", "a", "b", "c"}
    ran = crenel("sbom", app, "--function", "Nobody")
    assert ran.code == 2
    assert "Api, Web" in ran.err
    crenel("sbom", app, "--each", tmp_path / "each")
    files = sorted((tmp_path / "each").iterdir())
    assert len(files) == 2
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_what_is_missing_is_told(crenel, write, tmp_path):
    text = TEMPLATE.replace("!Ref Shared", "'arn:aws:lambda:eu-west-1:111122223333:layer:x:1'")
    ran = crenel("sbom", write({**FILES, "template.yaml": text}).folder)
    assert ran.code == 3
    assert "layer:x:1" in ran.err
    (tmp_path / "nothing").mkdir()
    assert crenel("sbom", tmp_path / "nothing").code == 3


def test_a_time_that_is_none(crenel, app, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert crenel("sbom", app).code == 2


@pytest.mark.parametrize("format_", ["cyclonedx", "spdx"])
def test_a_bill_is_audited_like_what_it_was_made_of(crenel, app, tmp_path, format_):
    advisories = [
        osv("A-1", "jinja2", versions=["2.11.2"]),
        osv("A-2", "b", ecosystem="npm", versions=["1.0.0"]),
    ]
    sets = put(tmp_path / "s", advisories)
    bill = tmp_path / "bill.json"
    crenel("sbom", app, "--output", f"{format_}={bill}")
    ran = crenel("audit", "--sbom", bill, "--advisories", sets, "--format", "json")
    found = {(one["purl"], one["ids"][0]) for one in ran.json["findings"]}
    assert found == {("pkg:pypi/jinja2@2.11.2", "A-1"), ("pkg:npm/b@1.0.0", "A-2")}
    place = ran.json["findings"][0]
    assert place["file"] == bill.as_posix()
    assert bill.read_text(encoding="utf-8").splitlines()[place["line"] - 1].count(place["purl"])


def test_bills_of_others(crenel, tmp_path):
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "components": [
            {"type": "library", "name": "jinja2", "purl": "pkg:pypi/Jinja2@2.11.2"},
            {"type": "library", "name": "libc", "purl": "pkg:deb/debian/libc6@2.36"},
            {"type": "library", "name": "nameless"},
        ],
    }
    path = tmp_path / "bill.json"
    path.write_text(json.dumps(bill), encoding="utf-8")
    sets = put(tmp_path / "s", [osv("A-1", "x", versions=["1"])])
    ran = crenel(
        "audit", "--sbom", path, "--advisories", sets, "--format", "json", "--today", "2026-11-28"
    )
    assert [one["purl"] for one in ran.json["components"]] == ["pkg:pypi/jinja2@2.11.2"]
    assert [one["subject"] for one in ran.json["not_inventoried"]] == [
        "pkg:deb/debian/libc6@2.36",
        "nameless",
    ]
    assert ran.code == 3


@pytest.mark.parametrize("format_", ["cyclonedx", "spdx"])
def test_a_bill_tells_again_which_function_has_what_and_what_is_not_in_it(
    crenel, write, tmp_path, format_
):
    """A bill that lost what was missing would pass for a whole one."""
    layer = "arn:aws:lambda:eu-west-1:111122223333:layer:x:1"
    text = TEMPLATE.replace("!Ref Shared", f"'{layer}'")
    bill = tmp_path / "bills" / "bill.json"
    bill.parent.mkdir()
    app = write({**FILES, "template.yaml": text}).folder
    crenel("sbom", app, "--output", f"{format_}={bill}")
    sets = put(tmp_path / "s", [osv("A-1", "jinja2", versions=["2.11.2"])])
    ran = crenel("audit", "--sbom", bill.parent, "--advisories", sets, "--format", "json")
    api = "template.yaml::Api" if format_ == "cyclonedx" else "Api"
    assert [(one["ids"], one["functions"]) for one in ran.json["findings"]] == [(["A-1"], [api])]
    assert ran.json["complete"] is False
    assert [(one["subject"], one["functions"]) for one in ran.json["not_inventoried"]] == [
        (layer, [api])
    ]


def npm_bills():
    """As `npm sbom` writes them, of a project with a library for development that needs one."""
    rows = [("b", "1.0.0", ""), ("mocha", "9.0.0", "true"), ("chai", "4.0.0", "true")]
    packages = [("np", "1.0.0"), *((name, version) for name, version, _ in rows)]
    return {
        "cyclonedx.json": {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"component": {"name": "np", "purl": "pkg:npm/np@1.0.0"}},
            "components": [
                {
                    "type": "library",
                    "name": name,
                    "scope": "optional" if dev else "required",
                    "purl": f"pkg:npm/{name}@{version}",
                    "properties": [{"name": "cdx:npm:package:development", "value": dev}],
                }
                for name, version, dev in rows
            ],
        },
        "spdx.json": {
            "spdxVersion": "SPDX-2.3",
            "documentDescribes": ["SPDXRef-np"],
            "packages": [
                {
                    "SPDXID": f"SPDXRef-{name}",
                    "name": name,
                    "primaryPackagePurpose": "LIBRARY",
                    "externalRefs": [
                        {"referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@{version}"}
                    ],
                }
                for name, version in packages
            ],
            "relationships": [
                {"spdxElementId": f"SPDXRef-{one}", "relatedSpdxElement": f"SPDXRef-{other}",
                 "relationshipType": kind}
                for one, kind, other in (
                    ("DOCUMENT", "DESCRIBES", "np"),
                    ("b", "DEPENDENCY_OF", "np"),
                    ("mocha", "DEV_DEPENDENCY_OF", "np"),
                    ("chai", "DEPENDENCY_OF", "mocha"),
                )
            ],
        },
    }  # fmt: skip


@pytest.mark.parametrize("name", ["cyclonedx.json", "spdx.json"])
def test_bills_of_npm_tell_what_is_for_development(crenel, tmp_path, name):
    path = tmp_path / name
    path.write_text(json.dumps(npm_bills()[name]), encoding="utf-8")
    sets = put(tmp_path / "s", [osv("A-1", "x", ecosystem="npm", versions=["1"])])
    ran = crenel("audit", "--sbom", path, "--advisories", sets, "--format", "json")
    assert [one["purl"] for one in ran.json["components"]] == ["pkg:npm/b@1.0.0"]
    assert ran.json["coverage"]["development_left_out"] == 2


def test_a_folder_of_bills_is_audited_again_and_what_is_new_is_told(crenel, tmp_path):
    """The same folder, later, with newer advisories: the earlier audit is the state."""
    for name, file in (("orders", "orders.json"), ("pay", "pay.json")):
        bill = {
            "bomFormat": "CycloneDX",
            "components": [{"type": "library", "name": "jinja2", "purl": "pkg:pypi/jinja2@2.11.2"}],
            "metadata": {"component": {"name": name}},
        }
        (tmp_path / "bills").mkdir(exist_ok=True)
        (tmp_path / "bills" / file).write_text(json.dumps(bill), encoding="utf-8")
    state = tmp_path / "state.json"
    old = [osv("A-1", "jinja2", versions=["2.11.2"])]
    common = ("audit", "--sbom", tmp_path / "bills", "--today", "2026-11-28")
    first = crenel(*common, "--advisories", put(tmp_path / "a", old), "--output", f"json={state}")
    assert first.code == 1
    again = crenel(*common, "--advisories", tmp_path / "a", "--baseline", state)
    assert again.code == 0
    new = [*old, osv("A-2", "jinja2", versions=["2.11.2"], severity=[])]
    later = crenel(
        *common, "--advisories", put(tmp_path / "b", new), "--baseline", state,
        "--output", f"json={state}",
    )  # fmt: skip
    assert later.code == 1
    told = json.loads(state.read_text(encoding="utf-8"))
    assert {one["ids"][0]: one["new"] for one in told["findings"]} == {"A-1": False, "A-2": True}
    assert all(len(one["functions"]) == 2 for one in told["findings"])
    last = crenel(*common, "--advisories", tmp_path / "b", "--baseline", state)
    assert last.code == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"bomFormat": "X"}', "[" * 100_000])
def test_what_is_no_bill(crenel, tmp_path, text):
    path = tmp_path / "bill.json"
    path.write_text(text, encoding="utf-8")
    sets = put(tmp_path / "s", [osv("A-1", "x", versions=["1"])])
    ran = crenel("audit", "--sbom", path, "--advisories", sets, "--format", "json")
    assert ran.code == 3
    assert len(ran.json["unread"]) == 1
