"""What of a code folder goes into an artifact; what a hostile one cannot do."""

from __future__ import annotations

import os
import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, function, put

APP = "def handler(event, context):\n    return 1\n"


@pytest.fixture
def app(tmp_path):
    return put(tmp_path / "app", {"template.yaml": HEAD + function(), "src/app.py": APP})


def names(outcome):
    with zipfile.ZipFile(outcome.zip()) as archive:
        return archive.namelist()


def left_out(outcome):
    return {one["path"]: one["reason"] for one in outcome.record()["left_out"]}


def test_links_stay_inside(app, build, tmp_path):
    put(tmp_path, {"secret/key.txt": "x", "app/shared/util.py": "U = 1\n"})
    source = app / "src"
    (source / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (source / "all").symlink_to(tmp_path / "secret")
    (source / "shared").symlink_to("../shared")
    (source / "round").symlink_to(".")
    (source / "passwd").symlink_to("/etc/passwd")
    (source / "broken").symlink_to("nowhere")
    outcome = build(app)
    assert outcome.code == 3  # the link to a folder elsewhere is told as not read
    assert names(outcome) == ["app.py", "shared/util.py"]
    assert left_out(outcome) == {
        "all/": "it is a link that leads out of the analysed folder",
        "broken": "it is no regular file",
        "key.txt": "it is a link that leads out of the analysed folder",
        "passwd": "it is a link that leads out of the analysed folder",
        "round/": "it is a link to a folder around it",
    }


def test_what_tools_left_and_what_is_named(app, build):
    made = {".git/config": "", ".venv/x.py": "", "node_modules/x/index.js": "", "a.pyc": ""}
    mine = {"tests/test_app.py": "", "notes.md": "", "data/a.json": "{}"}
    put(app / "src", {**made, **mine})
    os.mkfifo(app / "src" / "pipe")
    outcome = build(app, "--exclude", "tests", "--exclude", "*.md")
    assert names(outcome) == ["app.py", "data/a.json"]
    assert left_out(outcome) == {
        **dict.fromkeys([".git/", ".venv/", "node_modules/"], "a folder of tools"),
        "a.pyc": "a tool made it",
        **dict.fromkeys(["tests/", "notes.md"], "--exclude names it"),
        "pipe": "it is no regular file",
    }
    assert outcome.record()["options"]["exclude"] == ["tests", "*.md"]


def test_what_it_writes_is_not_packed(app, build, crenel):
    put(app, {"template.yaml": HEAD + function(folder="."), "app.py": APP})
    flags = ("--format", "json", "-q")
    first = crenel("build", app, "--output", app / "built", *flags).json["functions"][0]
    second = crenel("build", app, "--output", app / "built", *flags).json["functions"][0]
    assert first["state"] == "built"
    assert first["code_sha256"] == second["code_sha256"]


@pytest.mark.parametrize("name", [b"caf\xe9.py", b"a\\b.py", b"new\nline.py", b"C:evil.py"])
def test_names_that_are_unpacked_elsewhere_are_refused(app, build, name):
    (app / "src" / os.fsdecode(name)).touch()
    outcome = build(app)
    assert outcome.code == 3
    (reason,) = outcome.reasons
    assert "name" in reason["what"]
    assert reason["file"].startswith("src/")
    assert outcome.written == []


def test_two_modes_and_no_more(app, build):
    put(app / "src", {"run.sh": "#!/bin/sh\n"})
    (app / "src/run.sh").chmod(0o711)
    (app / "src/app.py").chmod(0o640)
    with zipfile.ZipFile(build(app).zip()) as archive:
        modes = {one.filename: oct(one.external_attr >> 16) for one in archive.infolist()}
    assert modes == {"app.py": "0o100644", "run.sh": "0o100755"}


def test_a_credential_is_not_delivered(app, build, tmp_path):
    key = "AKIA" + "Q3EGU2NNPV7T4XLD"
    put(app / "src", {"settings.py": f"KEY = '{key}'\n"})
    outcome = build(app)
    assert outcome.code == 1
    (reason,) = outcome.reasons
    assert reason["kind"] == "credential"
    assert (reason["file"], reason["line"]) == ("src/settings.py", 1)
    assert key not in outcome.out
    assert outcome.written == []


def test_an_accepted_credential_is_told(app, build):
    key = "AKIA" + "Q3EGU2NNPV7T4XLD"
    put(app / "src", {"settings.py": f"KEY = '{key}'\n"})
    asked = build(app).reasons[0]["do"].partition("crenel.toml: ")[2].replace(", ", "\n")
    terms = 'reason = "revoked in May"\nuntil = 2099-01-01\n'
    put(app, {"crenel.toml": f"[[accept]]\n{asked}\n{terms}"})
    outcome = build(app, output="out2")
    assert outcome.code == 0, outcome.err + outcome.out
    (accepted,) = outcome.record()["credentials"]["accepted"]
    assert accepted["reason"] == "revoked in May"
    assert key not in (outcome.output / "Api" / "build.json").read_text()
