"""Packs: settings of controls that are chosen together."""

import pytest
from tests.triage.build import known

from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.model.verdict import Severity
from crenel.triage import config as module
from crenel.triage.config import pack, read
from crenel.triage.tables import Document


def read_text(text):
    return read(Document(Source("crenel.toml", text)), known())


SHIPPED = sorted(path.stem for path in module._PACKS.glob("*.toml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_names_controls_that_there_are(name):
    path = module._PACKS / f"{name}.toml"
    made = pack(Document(Source(path.name, path.read_text(encoding="utf-8"))), name, known())
    assert made.title
    assert made.controls
    assert all(one.severity is not None for one in made.controls.values())


def test_a_pack_weighs_and_the_projects_own_settings_win():
    text = 'packs = ["strict"]\n[controls.no-tracing]\nseverity = "info"\n'
    config = read_text(text)
    assert config._setting("endless-logs").severity is Severity.MEDIUM
    assert config._setting("no-tracing").severity is Severity.INFO
    assert config._setting("public-bucket") is None


def test_a_later_pack_wins():
    strict_last = read_text('packs = ["baseline", "strict"]')
    assert strict_last._setting("shared-role").severity is Severity.LOW
    assert strict_last._setting("no-tracing").severity is Severity.MEDIUM


def test_the_run_says_which_packs_hold():
    said = read_text('packs = ["strict"]').decisions()
    assert len(said) == 1
    assert "the pack strict holds" in said[0]


def test_a_pack_that_there_is_not_is_told():
    with pytest.raises(UsageError, match=r"crenel.toml:1: there is no pack 'strikt'"):
        read_text('packs = ["strikt"]')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[controls.nope]\nseverity = 'low'", r"x.toml:1: there is no control 'nope'"),
        ("[controls.no-tracing]\nseverity = 'grave'", r"x.toml:2: `severity` cannot be"),
        ("titel = 'a'", "unknown key 'titel'"),
    ],
)
def test_a_bad_pack_is_told(text, told):
    with pytest.raises(UsageError, match=told):
        pack(Document(Source("x.toml", text)), "x", known())
