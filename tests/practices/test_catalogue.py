"""The practices that are shipped, and the controls that are evidence for them."""

import pytest

from crenel.controls.catalogue import catalogue as controls
from crenel.errors import DataError
from crenel.practices import practice
from crenel.practices.practice import catalogue

IDS = {one.id for one in catalogue()}


@pytest.mark.parametrize("control", controls(), ids=lambda control: control.name)
def test_every_control_is_evidence_for_a_practice_that_there_is(control):
    assert control.practices
    assert set(control.practices) <= IDS


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.id)
def test_a_practice_says_why_what_next_and_what_is_not_looked_at(one):
    assert one.title
    assert not one.title.endswith(".")
    assert one.why.endswith(".")
    assert one.next.endswith((".", ")."))
    assert one.unseen, "no reading of files sees all of a practice"


def test_a_bad_file_is_told(tmp_path, monkeypatch):
    (tmp_path / "X1.toml").write_text('titel = "a"\n', encoding="utf-8")
    monkeypatch.setattr(practice, "_FOLDER", tmp_path)
    with pytest.raises(DataError, match=r"X1\.toml describes no practice"):
        catalogue.__wrapped__()


def test_a_theme_that_there_is_not_is_told(tmp_path, monkeypatch):
    (tmp_path / "X1.toml").write_text('title = "a"\ntheme = "Luck"\n', encoding="utf-8")
    monkeypatch.setattr(practice, "_FOLDER", tmp_path)
    with pytest.raises(DataError, match="no theme"):
        catalogue.__wrapped__()
