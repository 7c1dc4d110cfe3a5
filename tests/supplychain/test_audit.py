"""``crenel audit`` as people and scripts meet it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.supplychain.build import osv, put

import crenel.report

SCHEMAS = Path(crenel.report.__file__).parent / "schemas"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: src/}
"""
TODAY = ("--today", "2026-11-28")
ADVISORIES = [
    osv(
        "PYSEC-1",
        "jinja2",
        events=[{"introduced": "0"}, {"fixed": "2.11.3"}],
        aliases=["CVE-2020-1", "GHSA-a"],
        severity=[{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L"}],
        summary="a slow pattern",
    ),
    osv(
        "GHSA-a",
        "Jinja2",
        events=[{"introduced": "0"}, {"fixed": "2.11.3"}],
        aliases=["CVE-2020-1"],
    ),
    osv("PYSEC-2", "pyyaml", versions=["5.3"], database_specific={"severity": "CRITICAL"}),
    osv("PYSEC-3", "pyyaml", versions=["5.3"], withdrawn="2026-01-01T00:00:00Z"),
]


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    return put(tmp_path / "set", ADVISORIES)


@pytest.fixture
def app(write) -> Path:
    code = (
        "import jinja2\n\ndef handler(event, context):\n    return jinja2.Template('x').render()\n"
    )
    files = {
        "template.yaml": TEMPLATE,
        "src/app.py": code,
        "src/requirements.txt": "Jinja2==2.11.2\nPyYAML==5.3\n",
    }
    return write(files).folder


def audited(crenel, app, *more):
    return crenel("audit", app, "--format", "json", *TODAY, *more)


def components(ran) -> dict[str, Any]:
    return {row["purl"]: row for row in ran.json["components"]}


def test_the_contract(crenel, app, sets):
    ran = audited(crenel, app, "--advisories", sets)
    schema = json.loads((SCHEMAS / "audit-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(ran.json, schema)
    assert ran.code == 1
    assert ran.json["advisories"]["sources"] == [
        {"name": "set", "kind": "OSV", "newest": "2026-11-20", "count": 4, "withdrawn": 1}
    ]
    assert ran.json["advisories"]["stale"] is False
    jinja = components(ran)["pkg:pypi/jinja2@2.11.2"]
    assert jinja["functions"] == ["template.yaml::Api"]
    assert (jinja["state"], jinja["reachable"]) == ("audited", "yes")
    assert (jinja["file"], jinja["line"]) == ("src/requirements.txt", 1)
    assert components(ran)["pkg:pypi/pyyaml@5.3"]["reachable"] == "no"
    found = [
        (one["purl"], one["ids"], one["severity"], one["fixed_in"]) for one in ran.json["findings"]
    ]
    assert found == [
        ("pkg:pypi/pyyaml@5.3", ["PYSEC-2"], "critical", []),
        ("pkg:pypi/jinja2@2.11.2", ["GHSA-a", "PYSEC-1", "CVE-2020-1"], "medium", ["2.11.3"]),
    ]


@pytest.mark.parametrize(("level", "code"), [("critical", 1), ("none", 0)])
def test_the_gate(crenel, app, sets, level, code):
    assert audited(crenel, app, "--advisories", sets, "--fail-on", level).code == code


def test_a_severity_that_nobody_knows_gates(crenel, app, tmp_path):
    sets = put(tmp_path / "s", [osv("A-1", "jinja2", versions=["2.11.2"])])
    ran = audited(crenel, app, "--advisories", sets, "--fail-on", "critical")
    assert ran.json["findings"][0]["severity"] == "unknown"
    assert ran.code == 1


def clean(path: Path) -> Path:
    return put(path, [osv("A-1", "somebody-elses", versions=["1.0"])])


def test_clean(crenel, app, tmp_path):
    ran = audited(crenel, app, "--advisories", clean(tmp_path / "s"))
    assert (ran.code, ran.json["complete"]) == (0, True)


UNAUDITED = {
    "unpinned": ("requests>=2\n", "unknown", "no version is pinned"),
    "anything": ("requests\n", "unknown", "no version is pinned"),
    "wildcard": ("requests==2.*\n", "unknown", "no version is pinned"),
    "odd": ("requests===1.0-of-ours-x\n", "unknown", "is no version of PyPI"),
    "repository": (
        "git+https://example.org/r.git#egg=requests\n",
        "unknown",
        "no version is known",
    ),
}


@pytest.mark.parametrize("case", UNAUDITED)
def test_what_cannot_be_audited_is_no_pass(crenel, write, tmp_path, case):
    text, state, because = UNAUDITED[case]
    app = write({"template.yaml": TEMPLATE, "src/app.py": "", "src/requirements.txt": text}).folder
    ran = audited(crenel, app, "--advisories", clean(tmp_path / "s"))
    (row,) = ran.json["components"]
    assert (row["state"], ran.code) == (state, 3)
    assert because in row["because"]


def test_an_ecosystem_without_advisories_is_not_covered(crenel, write, tmp_path):
    app = write({"go.mod": "module a\nrequire example.org/b v1.0.0\n"}).folder
    ran = audited(crenel, app, "--advisories", clean(tmp_path / "s"))
    assert [row["state"] for row in ran.json["components"]] == ["not-covered"]
    assert ran.code == 3


def test_stale_advisories_are_told_and_gate(crenel, app, tmp_path):
    sets = clean(tmp_path / "s")
    ran = crenel("audit", app, "--format", "json", "--today", "2027-03-01", "--advisories", sets)
    assert (ran.code, ran.json["advisories"]["stale"]) == (3, True)
    assert ran.json["advisories"]["ecosystems"][0]["age_days"] == 101
    more = ("--today", "2027-03-01", "--advisories", sets, "--max-age", "200", "--format", "json")
    assert crenel("audit", app, *more).code == 0


def test_a_set_that_nothing_dates_is_stale(crenel, app, tmp_path):
    one = osv("A-1", "x", versions=["1.0"])
    del one["modified"]
    ran = audited(crenel, app, "--advisories", put(tmp_path / "s", [one]))
    assert (ran.code, ran.json["advisories"]["stale"]) == (3, True)


@pytest.mark.parametrize("modified", ["2999-01-01T00:00:00Z", "2026-13-45", "soon", "\u0662\u0660"])
def test_a_day_that_cannot_be_is_stale(crenel, app, tmp_path, modified):
    one = {**osv("A-1", "x", versions=["1.0"]), "modified": modified}
    ran = audited(crenel, app, "--advisories", put(tmp_path / "s", [one]))
    assert (ran.code, ran.json["advisories"]["stale"]) == (3, True)


def test_no_store_at_all(crenel, app, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    ran = audited(crenel, app)
    assert {row["state"] for row in ran.json["components"]} == {"not-covered"}
    assert ran.code == 3
    text = crenel("audit", app, *TODAY)
    assert "advisories: none" in text.out
    assert "\nnothing was audited\n" in text.out


def test_nothing_to_audit(crenel, tmp_path, sets):
    (tmp_path / "empty").mkdir()
    ran = audited(crenel, tmp_path / "empty", "--advisories", sets)
    assert ran.code == 3


def test_findings_and_gaps_together(crenel, app, sets):
    with (app / "src/requirements.txt").open("a", encoding="utf-8") as file:
        file.write("requests>=2\n")
    assert audited(crenel, app, "--advisories", sets).code == 1
    assert audited(crenel, app, "--advisories", sets, "--strict").code == 3


def test_a_database(crenel, app, sets, tmp_path):
    store = tmp_path / "store" / "a.sqlite"
    made = crenel("advisories", "import", sets, "--database", store)
    assert made.code == 0
    assert "4 advisories" in made.out
    again = crenel("advisories", "import", sets, "--database", store)
    assert again.code == 0
    ran = audited(crenel, app, "--database", store)
    direct = audited(crenel, app, "--advisories", sets)
    assert ran.json["findings"] == direct.json["findings"]
    assert ran.json["advisories"]["sources"] == direct.json["advisories"]["sources"]
    status = crenel("advisories", "status", "--database", store, "--format", "json", *TODAY)
    schema = json.loads((SCHEMAS / "advisories-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(status.json, schema)
    assert status.code == 0
    late = crenel("advisories", "status", "--database", store, "--today", "2027-11-28")
    assert late.code == 3
    assert "stale" in late.out


def test_an_import_that_fails_leaves_the_store_alone(crenel, sets, tmp_path):
    store = tmp_path / "a.sqlite"
    crenel("advisories", "import", sets, "--database", store)
    before = store.read_bytes()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    ran = crenel("advisories", "import", sets, tmp_path / "broken.zip", "--database", store)
    assert ran.code == 2
    assert "broken.zip" in ran.err
    assert store.read_bytes() == before
    assert list(tmp_path.glob(".a.sqlite*")) == []


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_file_that_is_no_store(crenel, app, tmp_path, content):
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    ran = audited(crenel, app, "--database", path)
    assert ran.code == 2
    assert "store of advisories" in ran.err


def test_a_malformed_advisory_is_told(crenel, app, tmp_path):
    sets = clean(tmp_path / "s")
    bad = {**osv("B-1", "x"), "affected": [{"package": {"ecosystem": "PyPI", "name": "x"}}]}
    bad["affected"][0]["versions"] = [1]
    (sets / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    (sets / "worse.yaml").write_text("id: [", encoding="utf-8")
    ran = audited(crenel, app, "--advisories", sets)
    assert ran.code == 3
    assert len(ran.json["advisories"]["problems"]) == 2


CONFIG = """[[audit.accept]]
advisory = "{name}"
package = "pkg:pypi/*"
reason = "not reachable from outside"
until = {until}
by = "Ada"
"""


@pytest.mark.parametrize("name", ["CVE-2020-1", "pysec-1", "GHSA-a"])
def test_a_waiver_by_any_name(crenel, app, sets, name):
    (app / "src/requirements.txt").write_text("Jinja2==2.11.2\n", encoding="utf-8")
    (app / "crenel.toml").write_text(CONFIG.format(name=name, until="2026-12-31"), encoding="utf-8")
    ran = audited(crenel, app, "--advisories", sets)
    assert ran.code == 0
    assert ran.json["findings"][0]["accepted"]["by"] == "Ada"


def test_a_waiver_that_ended_accepts_nothing(crenel, app, sets):
    (app / "crenel.toml").write_text(
        CONFIG.format(name="PYSEC-2", until="2026-11-27"), encoding="utf-8"
    )
    ran = audited(crenel, app, "--advisories", sets)
    assert ran.code == 1
    assert [one["line"] for one in ran.json["warnings"]] == [1]
    assert "ended on 2026-11-27" in ran.json["warnings"][0]["message"]


def test_a_waiver_of_what_cannot_be_audited(crenel, write, tmp_path):
    waiver = '[[audit.accept]]\npackage = "pkg:pypi/requests"\nreason = "r"\nuntil = 2026-12-31\n'
    files = {"template.yaml": TEMPLATE, "src/app.py": "", "src/requirements.txt": "requests\n"}
    app = write({**files, "crenel.toml": waiver}).folder
    ran = audited(crenel, app, "--advisories", clean(tmp_path / "s"))
    assert (ran.code, ran.json["complete"]) == (0, True)
    assert ran.json["components"][0]["state"] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        '[[audit.accept]]\nadvisory = "X"\nreason = "r"\n',
        '[[audit.accept]]\nadvisory = "X"\nuntil = 2026-12-31\n',
        '[[audit.accept]]\nreason = "r"\nuntil = 2026-12-31\n',
        "[audit]\nmax_age = -1\n",
        "[audit]\nmax_age = true\n",
        "[audit]\nolder = 3\n",
    ],
)
def test_a_configuration_that_says_nothing_clear(crenel, app, sets, text):
    (app / "crenel.toml").write_text(text, encoding="utf-8")
    ran = audited(crenel, app, "--advisories", sets)
    assert ran.code == 2
    assert "crenel.toml:" in ran.err


def test_licences(crenel, write, tmp_path):
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"a": "1", "b": "1", "c": "1"}},
            "node_modules/a": {"version": "1.0.0", "license": "(MIT OR GPL-3.0-only)"},
            "node_modules/b": {"version": "1.0.0", "license": "GPL-3.0-only AND MIT"},
            "node_modules/c": {"version": "1.0.0", "license": "BSD"},
        },
    }
    config = '[[audit.licences]]\ndeny = ["GPL-*"]\nallow = ["MIT"]\n'
    files = {"package-lock.json": json.dumps(lock), "crenel.toml": config}
    sets = put(tmp_path / "s", [osv("A-1", "x", ecosystem="npm", versions=["1.0.0"])])
    ran = audited(crenel, write(files).folder, "--advisories", sets)
    said = [(one["purl"], one["licence"], one["ruling"]) for one in ran.json["licences"]]
    assert said == [
        ("pkg:npm/b@1.0.0", "GPL-3.0-only AND MIT", "denied"),
        ("pkg:npm/c@1.0.0", "unknown", "ask"),
    ]
    assert ran.code == 1


def test_a_manifest_alone(crenel, write, sets):
    folder = write({"requirements.txt": "jinja2==2.11.2\n"}).folder
    for path in (folder, folder / "requirements.txt"):
        ran = audited(crenel, path, "--advisories", sets)
        assert ran.code == 1
        assert components(ran)["pkg:pypi/jinja2@2.11.2"]["functions"] == []


def test_a_manifest_that_cannot_be_read(crenel, app, sets):
    (app / "src/uv.lock").write_text("version = 9\n", encoding="utf-8")
    (app / "src/requirements.txt").write_text("", encoding="utf-8")
    ran = audited(crenel, app, "--advisories", sets)
    assert ran.code == 3
    assert [one["file"] for one in ran.json["unread"]] == ["src/uv.lock"]


def test_sets_are_not_the_path(crenel, app, sets):
    ran = crenel("audit", "--advisories", sets, app)
    assert ran.code == 2
    assert "holds no advisories" in ran.err


def test_node_itself(crenel, write, tmp_path):
    text = TEMPLATE.replace("python3.12", "nodejsLINE.x")
    core = {
        "cve": ["CVE-1"],
        "vulnerable": "16.x || 18.x",
        "patched": "^18.9.1",
        "overview": "o",
        "severity": "high",
    }
    sets = tmp_path / "s"
    sets.mkdir()
    (sets / "1.json").write_text(json.dumps(core), encoding="utf-8")
    for line, number in (("16", 1), ("18", 0), ("20", 0)):
        files = {"template.yaml": text.replace("LINE", line), "src/app.js": "exports.handler = 1"}
        ran = audited(crenel, write(files).folder, "--advisories", sets, "--max-age", "100000")
        assert [one["ids"] for one in ran.json["findings"]] == [["NSWG-CORE-1", "CVE-1"]] * number


def test_a_release_line_that_nobody_can_place(crenel, write, tmp_path):
    odd = osv("A-1", "node", ecosystem="Node.js", events=[{"introduced": "then"}])
    sets = put(tmp_path / "s", [odd])
    text = TEMPLATE.replace("python3.12", "nodejs22.x")
    ran = audited(
        crenel, write({"template.yaml": text, "src/app.js": ""}).folder, "--advisories", sets
    )
    assert [row["state"] for row in ran.json["components"]] == ["unknown"]
    assert ran.code == 3


def test_text_for_people(crenel, app, sets):
    ran = crenel("audit", app, "--advisories", sets, *TODAY)
    assert ran.out == (
        "critical[PYSEC-2]: pyyaml 5.3\n"
        "  --> src/requirements.txt:2\n"
        "   = fixed in: no version that is known\n"
        "   = in: Api\n"
        "   = reachable: no (nothing that the handler reaches imports it)\n"
        "\n"
        "medium[GHSA-a]: jinja2 2.11.2: a slow pattern\n"
        "  --> src/requirements.txt:1\n"
        "   = fixed in: 2.11.3\n"
        "   = also known as: PYSEC-1, CVE-2020-1\n"
        "   = in: Api\n"
        "   = reachable: yes (src/app.py:1 imports it)\n"
        "\n"
        "advisories: set: 4, newest 2026-11-20\n"
        "2 known vulnerabilities: 1 critical, 1 medium\n"
        "audited 2 of 2 components in 1 function; unknown: 0; not covered: 0\n"
        "next: update jinja2 to 2.11.3\n"
    )


def test_text_obeys_no_stranger(crenel, write, tmp_path):
    evil = osv("A\x1b[31m-1", "x", versions=["1.0"], summary="##[error]\x1b[2J\u202e")
    folder = write({"requirements.txt": "x==1.0\n"}).folder
    sets = tmp_path / "s"
    sets.mkdir()
    (sets / "1.json").write_text(json.dumps(evil), encoding="utf-8")
    ran = crenel("audit", folder, "--advisories", sets, *TODAY)
    assert "\x1b" not in ran.out
    assert "##[" not in ran.out
    assert "\u202e" not in ran.out


def test_unused(crenel, app, sets):
    ran = crenel("audit", app, "--advisories", sets, "--unused", *TODAY)
    assert "unused: 1 library\n  - pkg:pypi/pyyaml@5.3 (saves 1 known vulnerability)\n" in ran.out


def test_the_same_twice(crenel, app, sets, tmp_path):
    shutil.copytree(app, tmp_path / "elsewhere")
    first = audited(crenel, app, "--advisories", sets).json
    second = audited(crenel, tmp_path / "elsewhere", "--advisories", sets).json
    first.pop("root")
    second.pop("root")
    assert first == second


def test_what_is_new_since_an_earlier_audit(crenel, app, sets, tmp_path):
    earlier = tmp_path / "earlier.json"
    crenel("audit", app, "--advisories", sets, "--output", f"json={earlier}", *TODAY)
    same = audited(crenel, app, "--advisories", sets, "--baseline", earlier)
    assert same.code == 0
    assert [one["new"] for one in same.json["findings"]] == [False, False]
    put(sets, [osv("PYSEC-9", "pyyaml", versions=["5.3"])])
    later = audited(crenel, app, "--advisories", sets, "--baseline", earlier)
    assert later.code == 1
    assert {one["ids"][0]: one["new"] for one in later.json["findings"]} == {
        "GHSA-a": False,
        "PYSEC-2": False,
        "PYSEC-9": True,
    }
    text = crenel("audit", app, "--advisories", sets, "--baseline", earlier, *TODAY)
    assert text.out.startswith("new unknown[PYSEC-9]: pyyaml 5.3")
    assert "3 known vulnerabilities, 1 of them new" in text.out


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "crenel.report/1"}', "[" * 50_000])
def test_what_is_no_earlier_audit(crenel, app, sets, tmp_path, text):
    (tmp_path / "earlier.json").write_text(text, encoding="utf-8")
    ran = audited(crenel, app, "--advisories", sets, "--baseline", tmp_path / "earlier.json")
    assert ran.code == 2
    assert "earlier.json" in ran.err


def test_a_library_whose_metadata_was_removed_is_told_as_that(crenel, app, sets):
    for path in ("jinja2/__init__.py", "yaml/__init__.py"):
        (app / "src" / path).parent.mkdir()
        (app / "src" / path).write_text("", encoding="utf-8")
    (app / "src/jinja2/__init__.py").write_text('__version__ = "2.11.1"\n', encoding="utf-8")
    (app / "src/requirements.txt").write_text("PyYAML\n", encoding="utf-8")
    found = crenel("audit", app, "--advisories", sets, "--format", "json", *TODAY).json
    schema = json.loads((SCHEMAS / "audit-1.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    told = {one["name"]: one for one in found["components"]}
    assert (told["jinja2"]["version"], told["jinja2"]["stripped"]) == ("2.11.1", True)
    assert told["pyyaml"]["because"] == "its metadata was removed, and its source tells no version"
    assert [one["purl"] for one in found["findings"]] == ["pkg:pypi/jinja2@2.11.1"]
