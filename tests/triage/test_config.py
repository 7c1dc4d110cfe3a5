"""The configuration: what is taken, what is refused and where, and which file counts."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import crenel.triage
from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.model.verdict import Severity
from crenel.triage.claim import OfAddress, OfIdentity
from crenel.triage.config import Config, configuration
from crenel.triage.configuration import read

KNOWN = {
    "public-function-url": "public-function-url",
    "ent-001": "public-function-url",
    "open-url": "public-function-url",
    "wildcard-action": "wildcard-action",
}
ACCEPT = '[[accept]]\ncontrol = "ENT-001"\naddress = "t.yaml::A"\n'
TERMS = 'reason = "known"\nuntil = 2027-03-01\n'

TAKEN = {
    "nothing": "",
    "comment": "# fail_on = 1\n",
    "gate": 'fail_on = "none"\nview = "audit"\nenv = "prod"\n',
    "controls": 'controls = {"public-function-url" = {enabled = false}}\n',
    "controls as tables": '[controls.ENT-001]\nseverity = "low"\n[controls.wildcard-action]\n',
    "exclude": 'exclude = ["tests/**", "**/old/*"]\n',
    "params": '[params]\nStage = "prod"\nSize = 3\nOn = true\nZones = ["a", "b"]\n',
    "accept": ACCEPT + TERMS,
    "accept with text": ACCEPT + 'reason = "known"\nuntil = "2027-03-01"\nby = "@payments"\n',
    "accept identity": '[[accept]]\ncontrol = "x"\nidentity = "0123"\n' + TERMS,
    "accept inline": 'accept = [{control="x", address="a::b", reason="r", until=2027-03-01}]',
    "crlf": (ACCEPT + TERMS).replace("\n", "\r\n"),
}

# text, line, words of the error
REFUSED = {
    "unknown key": ('view = "act"\nfail-on = "high"\n', 2, "Did you mean fail_on?"),
    "wrong word": ('\nfail_on = "hihg"\n', 2, "Did you mean high?"),
    "wrong type": ("view = 3\n", 1, "`view` must be a text"),
    "today": ('view = "act"\ntoday = 2026-01-01\n', 2, "--today"),
    "list of numbers": ("# x\nexclude = [1]\n", 2, "list of texts"),
    "empty glob": ('exclude = [""]\n', 1, "empty"),
    "long glob": (f'exclude = ["{"*a" * 300}"]\n', 1, "500"),
    "control is no table": ('[controls]\npublic-function-url = "off"\n', 2, "must be a table"),
    "severity": ('[controls."ENT-001"]\n\nseverity = "hi"\n', 3, "`severity` cannot be 'hi'"),
    "setting": ("[controls.ENT-001]\nenable = false\n", 2, "Did you mean enabled?"),
    "enabled": ('[controls.ENT-001]\nenabled = "no"\n', 2, "must be true or false"),
    "dotted": ('view = "act"\ncontrols."ENT-001".severity = "x"\n', 2, "`severity` cannot be"),
    "quoted dots": ('[params]\nB = 1\n"a.b" = {c = 1}\n', 3, "'a.b'"),
    "brackets in texts": ("exclude = [\n  \"[a\", # ]\n  '{',\n]\nview = 3\n", 5, "`view`"),
    "param": ("[params]\nA = 'x'\nB = {c = 1}\n", 3, "'B'"),
    "date param": ("[params]\nA = 2026-01-01\n", 2, "'A'"),
    "accept is a table": ('[accept]\ncontrol = "x"\n', 1, "must be a list"),
    "no terms": (ACCEPT, 1, "no reason"),
    "no reason": ("\n" + ACCEPT + "until = 2027-03-01\n", 2, "no reason"),
    "blank reason": (ACCEPT + 'until = 2027-03-01\nreason = " "\n', 5, "no reason"),
    "no until": (ACCEPT + 'reason = "x"\n', 1, "no expiry"),
    "no such day": (ACCEPT + 'reason = "x"\nuntil = "2027-02-30"\n', 5, "no day like"),
    "week date": (ACCEPT + 'reason = "x"\nuntil = "2027-W10-1"\n', 5, "no day like"),
    "short date": (ACCEPT + 'reason = "x"\nuntil = "20270301"\n', 5, "no day like"),
    "date and time": (ACCEPT + 'reason = "x"\nuntil = 2027-03-01T00:00:00\n', 5, "must be a text"),
    "second table": (ACCEPT + TERMS + ACCEPT + 'reason = "x"\nuntill = 1\n', 10, "Did you mean"),
    "no control": ('[[accept]]\naddress = "a::b"\n' + TERMS, 1, "names no control"),
    "no target": ('[[accept]]\ncontrol = "x"\n' + TERMS, 1, "address"),
    "two targets": (ACCEPT + 'identity = "12"\n' + TERMS, 3, "one of the two"),
    "long reason": (ACCEPT + f'until = 2027-03-01\nreason = "{"x" * 1001}"\n', 5, "1,000"),
    "text that looks like a key": ("exclude = ['''\nview = 3\n''']\nview = 3\n", 4, "`view`"),
}

# What only crenel can know, or only TOML: the schema takes the first and never sees the second.
BEYOND_SCHEMA = {
    "unknown control": (
        'view = "act"\n[controls.public-function-ulr]\n',
        2,
        "public-function-url?",
    ),
    "control twice": ("[controls.ENT-001]\n[controls.open-url]\n", 2, "is set twice"),
    "not toml": ('view = "act"\nview = \n', 2, "not TOML"),
    "key twice": ('view = "act"\nview = "act"\n', 2, "not TOML"),
    "deep": ("exclude = " + "[" * 20_000, 1, "nested too deeply"),
    "huge number": ("exclude = " + "9" * 5000, 1, "crenel.toml"),
}


def parsed(text: str, prefix: str = "") -> Config:
    return read(Source("crenel.toml", text), KNOWN, prefix=prefix)


def schema() -> jsonschema.Draft202012Validator:
    path = Path(crenel.triage.__file__).parent / "schemas" / "config.json"
    loaded = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded, format_checker=jsonschema.FormatChecker())


def as_json(text: str) -> object:
    def word(value: object) -> object:
        if type(value) is date:
            return value.isoformat()
        raise TypeError

    try:
        return json.loads(json.dumps(tomllib.loads(text), default=word))
    except TypeError:
        return {"not json": True}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN.keys())
def test_taken(text: str) -> None:
    parsed(text)
    schema().validate(as_json(text))


@pytest.mark.parametrize(("text", "line", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(text)
    assert str(caught.value).startswith(f"crenel.toml:{line}: "), caught.value
    assert words in str(caught.value)
    # "param" holds dates: JSON has none, a text is all that the schema could see.
    known_to_schema = text != REFUSED["date param"][0]
    assert schema().is_valid(as_json(text)) is not known_to_schema


@pytest.mark.parametrize(
    ("text", "line", "words"), BEYOND_SCHEMA.values(), ids=BEYOND_SCHEMA.keys()
)
def test_refused_beyond_the_schema(text: str, line: int, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("crenel.toml")
    if line > 1:
        assert f"crenel.toml:{line}: " in str(caught.value)


def test_everything_arrives() -> None:
    config = parsed(
        'fail_on = "high"\nview = "review"\nenv = "prod"\nexclude = ["gen/**"]\n'
        '[params]\nSize = 3\nOn = true\nZones = ["a", "b"]\n'
        '[controls.ENT-001]\nenabled = false\nseverity = "low"\n'
        + ACCEPT
        + TERMS
        + '[[accept]]\ncontrol = "wildcard-action"\nidentity = "abc"\nby = " @x "\n'
        + TERMS,
        prefix="services/a",
    )
    assert (config.fail_on, config.view, config.env) == ("high", "review", "prod")
    assert config.params == {"Size": "3", "On": "true", "Zones": "a,b"}
    assert not config.enabled("public-function-url")
    assert config.enabled("wildcard-action")
    assert config.controls["public-function-url"].severity is Severity.LOW
    first, second = config.accept
    assert first.target == OfAddress("t.yaml::A", "services/a")
    assert first.where == ("crenel.toml", 12)
    assert second.target == OfIdentity("abc")
    assert (second.terms.until, second.terms.by) == ("2027-03-01", "@x")


def test_excludes_by_path_from_its_own_folder() -> None:
    config = parsed('exclude = ["services/a/old", "**/gen/*.yaml"]', prefix="services/a")
    assert config.excludes("old/deep/t.yaml")
    assert config.excludes("x/gen/t.yaml")
    assert config.excludes("gen/t.yaml")
    assert not config.excludes("gen/deep/t.yaml")
    assert not config.excludes("older/t.yaml")


def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "services" / "a"
    folder.mkdir(parents=True)
    return folder


def test_no_file_is_no_configuration(tmp_path: Path) -> None:
    assert configuration(tmp_path, KNOWN) == Config()


def test_nearest_file_counts_alone(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    (tmp_path / "crenel.toml").write_text('view = "audit"\nfail_on = "low"\n')
    far = configuration(folder, KNOWN)
    assert (far.file, far.prefix, far.view) == ("../../crenel.toml", "services/a", "audit")
    (tmp_path / "services" / "pyproject.toml").write_text('[tool.crenel]\nview = "review"\n')
    near = configuration(folder, KNOWN)
    assert (near.file, near.prefix) == ("../pyproject.toml", "a")
    assert (near.view, near.fail_on) == ("review", "")


def test_walk_ends_at_the_git_root(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_text('view = "audit"\n')
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    assert configuration(inner, KNOWN) == Config()


def test_without_git_only_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_text('view = "audit"\n')
    (tmp_path / "sub").mkdir()
    assert configuration(tmp_path / "sub", KNOWN) == Config()
    assert configuration(tmp_path, KNOWN).view == "audit"


def test_two_files_in_one_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.crenel]\n")
    with pytest.raises(UsageError, match="both configure crenel"):
        configuration(tmp_path, KNOWN)


def test_pyproject_of_others_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "crenel-user"\n')
    assert configuration(tmp_path, KNOWN) == Config()
    (tmp_path / "pyproject.toml").write_text("this is = not toml =")
    assert configuration(tmp_path, KNOWN) == Config()
    (tmp_path / "pyproject.toml").write_text("[tool.crenel]\nthis is = not toml =")
    with pytest.raises(UsageError, match=r"pyproject.toml:2: this is not TOML"):
        configuration(tmp_path, KNOWN)


def test_lines_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.ruff]\nview = 1\n\n[[tool.crenel.accept]]\ncontrol = "x"\n'
        'address = "a::b"\nuntill = 1\n'
    )
    with pytest.raises(UsageError, match=r"^pyproject.toml:7: unknown key 'untill'"):
        configuration(tmp_path, KNOWN)


def test_config_flag(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_text('view = "audit"\n')
    other = tmp_path / "ci" / "strict.toml"
    other.parent.mkdir()
    other.write_text('view = "review"\n')
    found = configuration(tmp_path, KNOWN, file=other)
    assert (found.view, found.file, found.prefix) == ("review", "ci/strict.toml", "")
    assert configuration(tmp_path, KNOWN, no_config=True) == Config()
    with pytest.raises(UsageError, match="does not exist"):
        configuration(tmp_path, KNOWN, file=tmp_path / "none.toml")
    with pytest.raises(UsageError, match="contradict"):
        configuration(tmp_path, KNOWN, file=other, no_config=True)


def test_config_flag_with_a_pyproject_without_the_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    with pytest.raises(UsageError, match="no table"):
        configuration(tmp_path, KNOWN, file=tmp_path / "pyproject.toml")


def test_hostile_files(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text('view = "secret-word"\n')
    folder = tmp_path / "app"
    folder.mkdir()
    path = folder / "crenel.toml"
    path.symlink_to(outside)
    with pytest.raises(UsageError, match="outside the analysed folder") as caught:
        configuration(folder, KNOWN)
    assert "secret-word" not in str(caught.value)
    path.unlink()
    path.mkdir()
    with pytest.raises(UsageError, match=r"crenel\.toml cannot be read"):
        configuration(folder, KNOWN)
    path.rmdir()
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match=r"crenel\.toml cannot be read"):
        configuration(folder, KNOWN)
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(UsageError, match="at most"):
        configuration(folder, KNOWN)
