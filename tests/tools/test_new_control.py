"""tools/new_control.py: what it makes is well formed, unfinished, and refused when it must be."""

import ast
import subprocess
import sys

import pytest
from tools import new_control

from crenel.controls.catalogue import catalogue
from crenel.controls.examples import examples_of

TAKEN = catalogue()[0]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "src/crenel/controls"
    (made / "entry").mkdir(parents=True)
    (made / "entry/__init__.py").write_text('"""Who is let in."""\n')
    return made


def test_it_writes_the_two_files(folder, capsys):
    arguments = ["entry", "unheard-of-thing", "--judges", "EntryPoint", "--handle", "ENT-999"]
    assert new_control.main(arguments, folder) == 0
    code = (folder / "entry/unheard_of_thing.py").read_text()
    ast.parse(code)
    assert "judges=EntryPoint," in code
    assert 'handle="ENT-999"' in code
    examples = examples_of(folder / "entry/unheard_of_thing.md")
    assert [one.expected for one in examples] == ["finds", "clean", "unknown"]
    assert "written: src/crenel/controls/entry/unheard_of_thing.py" in capsys.readouterr().out


def test_the_handle_follows_the_highest_of_the_family(folder):
    family = [one.handle for one in catalogue() if one.handle.startswith("ENT-")]
    assert new_control.main(["entry", "unheard-of-thing"], folder) == 0
    wanted = f"ENT-{int(max(family)[4:]) + 1:03}"
    assert f'handle="{wanted}"' in (folder / "entry/unheard_of_thing.py").read_text()


def test_a_new_family_gets_its_docstring(folder):
    arguments = ["unheard", "unheard-of-thing", "--handle", "UNH-001"]
    assert new_control.main([*arguments, "--new-family", "What nobody heard of."], folder) == 0
    assert (folder / "unheard/__init__.py").read_text() == '"""What nobody heard of."""\n'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["entry", "Bad_Name"], "no name for a control"),
        (["entry", "word"], "no name for a control"),
        (["entry", "../../up"], "no name for a control"),
        (["entry", TAKEN.name], "already"),
        (["unheard", "fine-name"], "there is no family unheard"),
        (["../x", "fine-name", "--new-family", "Text."], "no name for a family"),
        (["unheard", "fine-name", "--new-family", "no full stop"], "full stop"),
        (["unheard", "fine-name", "--new-family", "Text."], "Give the first handle"),
        (["entry", "fine-name", "--new-family", "Text."], "Leave --new-family out"),
        (["entry", "fine-name", "--handle", TAKEN.handle], f"is that of {TAKEN.name}"),
        (["entry", "fine-name", "--handle", "x"], "no handle"),
        (["entry", "fine-name", "--judges", "Toaster"], "no entity Toaster"),
    ],
)
def test_it_refuses(folder, capsys, arguments, message):
    before = sorted(folder.rglob("*"))
    assert new_control.main(arguments, folder) == 2
    assert message in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_it_does_not_write_over_a_file(folder):
    (folder / "entry/fine_name.md").write_text("mine")
    assert new_control.main(["entry", "fine-name"], folder) == 2
    assert (folder / "entry/fine_name.md").read_text() == "mine"


def test_what_it_writes_passes_the_linters(folder, root):
    new_control.main(["entry", "fine-name"], folder)
    made = folder / "entry/fine_name.py"
    config = ["--config", str(root / "pyproject.toml")]
    for check in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *check, "--no-cache", *config, str(made)]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
