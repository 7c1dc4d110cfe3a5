"""tools/docs.py: what it writes, what it refuses, and that it says the same everywhere."""

import os

import pytest
from tools import docs
from tools.pages import commands, controls, exit_codes, formats, readme, schemas, text

from crenel.cli.main import VERBS
from crenel.controls.catalogue import catalogue
from crenel.report.render import format_names


def test_every_control_has_a_page_and_a_row_in_the_index():
    pages = controls.pages()
    for control in catalogue():
        page = pages[f"controls/{control.name}.md"]
        assert f"| Handle | {control.handle} |" in page
        assert "## Cannot tell" in page
        assert f"[{control.name}]({control.name}.md)" in pages["controls/README.md"]


def test_every_verb_that_is_there_is_documented(root):
    page = commands.page(root)
    there = [name for verb in VERBS if commands.there(verb) for name in commands.names(verb)]
    assert "check" in there
    assert [line[10:] for line in page.splitlines() if line.startswith("## crenel ")] == there


def test_help_does_not_depend_on_the_terminal(root, monkeypatch):
    page = commands.output(root, "check", "--help")
    monkeypatch.setitem(os.environ, "COLUMNS", "33")
    monkeypatch.setitem(os.environ, "FORCE_COLOR", "1")
    assert commands.output(root, "check", "--help") == page


def test_a_failing_command_stops_the_generator(root):
    with pytest.raises(SystemExit, match="nonsense ended with 2"):
        commands.output(root, "nonsense")


def test_every_format_and_exit_code_is_documented():
    page = formats.page()
    assert [name for name in format_names() if f"## {name}\n" not in page] == []
    assert [code for code in range(5) if f"| `{code}` |" not in exit_codes.page()] == []


def test_every_schema_of_the_package_has_a_page(root):
    pages = schemas.pages(root)
    assert "| **verdicts** | list of [verdict](#verdict) |" in pages["json-report-1.md"]


def test_blocks_of_the_readme_are_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(readme, "BLOCKS", {"help": lambda _: "the help"})
    path = tmp_path / "README.md"
    path.write_text("a\n<!-- generated: help -->\nold\n<!-- end of generated -->\nb\n")
    fresh = readme.refreshed(tmp_path)
    assert fresh == ("a\n<!-- generated: help -->\n\nthe help\n\n<!-- end of generated -->\nb\n")
    path.write_text(fresh)
    assert readme.refreshed(tmp_path) == fresh
    path.write_text("<!-- generated: unheard -->\n<!-- end of generated -->\n")
    with pytest.raises(SystemExit, match="no generated block unheard"):
        readme.refreshed(tmp_path)


def test_the_demo_is_cut_after_the_first_frames():
    printed = "one\n\ntwo\n\nthree\n\nend\nof it\n"
    assert (
        readme.shortened(printed, 2) == "one\n\ntwo\n\n[... the other findings ...]\n\nend\nof it"
    )
    assert readme.shortened("end\n", 2) == "end"


def test_stale_and_left_over_files_are_named_and_mended(tmp_path):
    old = tmp_path / docs.CONTROLS / "gone.md"
    old.parent.mkdir(parents=True)
    old.write_text("gone")
    wanted = {"docs/a.md": "a", "docs/b.md": "b"}
    (tmp_path / "docs/b.md").write_text("b")
    names = docs.stale(tmp_path, wanted)
    assert names == ["docs/a.md", f"{docs.CONTROLS}/gone.md"]
    docs.write(tmp_path, wanted, names)
    assert docs.stale(tmp_path, wanted) == []
    assert not old.exists()


def test_cells_hold_no_bar_and_no_line_break():
    assert text.table(("a",), [("x|y\nz",)]) == "| a |\n| --- |\n| x\\|y z |"
