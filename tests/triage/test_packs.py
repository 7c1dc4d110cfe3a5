"""Packs: settings of controls that are chosen together."""

import pytest
from tests.triage.build import known

from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.model.verdict import Severity
from crenel.triage.configuration import read
from crenel.triage.packing import SHIPPED as FOLDER
from crenel.triage.packing import pack
from crenel.triage.tables import Document


def read_text(text):
    return read(Source("crenel.toml", text), known())


SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_names_controls_that_there_are(name):
    path = FOLDER / f"{name}.toml"
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


OWN = """
packs = ["strict", "payments"]

[pack.payments]
title = "what moves money"

[pack.payments.controls]
no-tracing = { severity = "high" }
endless-logs = { enabled = false }
"""


def test_a_pack_of_ones_own_weighs_and_switches():
    config = read_text(OWN)
    assert config._setting("no-tracing").severity is Severity.HIGH
    assert not config.enabled("endless-logs")
    assert config.enabled("debug-mode")
    assert any("the pack payments holds: what moves money" in one for one in config.decisions())


def test_a_pack_may_be_a_file_that_projects_share(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "pay.toml").write_text("[controls.no-tracing]\nseverity = 'high'\n")
    source = Source("crenel.toml", 'packs = ["rules/pay.toml"]')
    config = read(source, known(), home=tmp_path)
    setting = config._setting("no-tracing")
    assert setting is not None
    assert setting.severity is Severity.HIGH


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            OWN.replace("no-tracing", "no-traicing"),
            r"crenel.toml:8: there is no control 'no-traicing'. Did you mean no-tracing",
        ),
        (OWN.replace('"payments"]', '"payment"]'), r"crenel.toml:2: there is no pack 'payment'"),
        (OWN.replace("payments", "baseline"), r"crenel.toml:4: a pack of your own cannot be"),
        (OWN.replace('"high"', '"grave"'), r"crenel.toml:8: `severity` cannot be 'grave'"),
        (OWN.replace("title", "titel"), r"crenel.toml:5: unknown key 'titel'"),
        ('packs = ["rules/pay.toml"]', r"crenel.toml:1: the pack 'rules/pay.toml' cannot be read"),
        ('packs = ["../pay.toml"]', r"crenel.toml:1: the pack '../pay.toml' cannot be read"),
    ],
)
def test_a_bad_pack_of_ones_own_is_told(tmp_path, text, told):
    with pytest.raises(UsageError, match=told) as problem:
        read(Source("crenel.toml", text), known(), home=tmp_path)
    assert problem.value.exit_code == 2


def test_a_file_of_a_pack_names_its_own_line(tmp_path):
    (tmp_path / "pay.toml").write_text("\n[controls.nope]\nseverity = 'high'\n")
    with pytest.raises(UsageError, match=r"^pay.toml:2: there is no control 'nope'"):
        read(Source("crenel.toml", 'packs = ["pay.toml"]'), known(), home=tmp_path)


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
