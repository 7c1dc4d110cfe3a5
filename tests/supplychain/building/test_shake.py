"""``--tree-shake``: what is dropped has a reason; where there is doubt, nothing is dropped."""

from __future__ import annotations

import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, function, put, wheel

APP = "from used import part\n\ndef handler(event, context):\n    return part.VALUE\n"
USED = {
    "used/__init__.py": "",
    "used/part.py": "from used import deep\nVALUE = deep.VALUE\n",
    "used/deep.py": "VALUE = 1\n",
    "used/idle.py": "import json\n",
    "used/data.txt": "kept",
}


@pytest.fixture
def app(tmp_path, wheels):
    lines = wheel(wheels, "used", files=USED) + wheel(wheels, "unused")
    files = {
        "template.yaml": HEAD + function(),
        "src/app.py": APP,
        "src/requirements.txt": lines,
    }
    return put(tmp_path / "app", files)


def names(outcome):
    with zipfile.ZipFile(outcome.zip()) as archive:
        return [name for name in archive.namelist() if ".dist-info/" not in name]


def test_what_nothing_reaches_is_left_out_and_listed(app, build):
    outcome = build(app, "--tree-shake")
    assert names(outcome) == [
        "app.py",
        "requirements.txt",
        "used/__init__.py",
        "used/data.txt",
        "used/deep.py",
        "used/part.py",
    ]
    reasons = {one["path"]: one["reason"] for one in outcome.record()["left_out"]}
    assert reasons["used/idle.py"] == "nothing that the handler reaches imports it"
    assert reasons["unused/__init__.py"].endswith("imports its library")
    inputs = [one["uri"] for one in outcome.record()["inputs"] if one["kind"] == "library"]
    assert inputs == ["pkg:pypi/used@1.0"]


def test_without_the_flag_everything_stays(app, build):
    assert {"unused/__init__.py", "used/idle.py"} <= set(names(build(app)))


def test_a_computed_import_of_ones_own_keeps_everything(app, build):
    code = "import importlib, os\nimportlib.import_module(os.environ['PLUGIN'])\n"
    put(app, {"src/app.py": code + APP})
    outcome = build(app, "--tree-shake")
    assert {"unused/__init__.py", "used/idle.py"} <= set(names(outcome))
    (note,) = outcome.record()["notes"]
    assert (note["file"], note["line"]) == ("src/app.py", 2)


@pytest.mark.parametrize(
    "line", ["__import__(name)", "exec(name)", "import pickle", "list(entry_points(group=name))"]
)
def test_a_computed_import_of_a_library_keeps_modules(app, build, wheels, line):
    changed = {**USED, "used/deep.py": f"def load(name):\n    {line}\nVALUE = 1\n"}
    lines = wheel(wheels, "used", files=changed) + wheel(wheels, "unused")
    put(app, {"src/requirements.txt": lines})
    outcome = build(app, "--tree-shake")
    assert "used/idle.py" in names(outcome)
    (note,) = outcome.record()["notes"]
    assert (note["file"], note["line"]) == ("used/deep.py", 2)
