"""What people and scripts see."""

import json
from pathlib import Path

import jsonschema
import pytest

import crenel
from crenel.cli.main import main

SCHEMA = json.loads((Path(crenel.__file__).parent / "secrets/schemas/leaks-1.json").read_text())


def secret(random, size=26):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(size))


@pytest.fixture
def leaking(tmp_path, random, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    value = secret(random)
    (tmp_path / "template.yaml").write_text(f"Variables:\n  API_TOKEN: {value}\n")
    return value


def ran(capsys, *words):
    code = main(["secrets", *words])
    return code, capsys.readouterr()


def document(capsys, *words):
    code, captured = ran(capsys, "scan", "--format", "json", *words)
    found = json.loads(captured.out)
    jsonschema.validate(found, SCHEMA)
    return code, found


def test_the_document_is_that_of_the_contract(leaking, capsys):
    code, found = document(capsys)
    assert code == 1
    assert found["schema"] == "crenel.leaks/1"
    (one,) = found["findings"]
    assert (one["file"], one["line"], one["column"]) == ("template.yaml", 2, 14)
    assert one["detector"] == "generic-token"
    assert leaking not in json.dumps(found)


def test_a_page_for_people(leaking, capsys):
    code, captured = ran(capsys, "scan")
    identity = f"{leaking[:4]}...{leaking[-4:]}"
    assert code == 1
    assert captured.out == (
        f"high[generic-token] a token {identity}\n"
        "  --> template.yaml:2:14\n"
        "  99% sure: the name API_TOKEN; unlike words; high entropy; long\n"
        "\n"
        "What to do first\n"
        "  a token: Change it where it is valid, keep the new one in a secret store, and look at"
        " who used\n"
        "    the old one. Git history keeps it: rewriting history does not take it back.\n"
        "  Each is to be taken for read: removing it from the file does not take it back.\n"
        "\n"
        "1 leaked credential\n"
        "looked through 1 file, 0.0 MB; 0 skipped\n"
    )


def test_the_same_value_again_and_again_is_shown_once(leaking, capsys, tmp_path):
    """A test that uses a key in each case is one leak for a person; a script gets each place."""
    (tmp_path / "template.yaml").write_text(f"  API_TOKEN: {leaking}\n" * 12)
    code, captured = ran(capsys, "scan")
    assert code == 1
    assert captured.out.count("-->") == 1
    assert "  the same again in lines 2, 3, 4, 5, 6, 7, 8, 9 and 3 more\n" in captured.out
    assert "12 leaked credentials\n" in captured.out
    (tmp_path / "template.yaml").write_text(f"  API_TOKEN: {leaking} API_TOKEN: {leaking} \n" * 2)
    assert "  the same again 3 times in lines 1, 2\n" in ran(capsys, "scan")[1].out
    (tmp_path / "template.yaml").write_text(f"  API_TOKEN: {leaking}\n" * 12)
    _, found = document(capsys)
    first, *others = found["findings"]
    assert {one["repeats"] for one in others} == {first["identity"]}
    assert len({one["identity"] for one in found["findings"]}) == 12


@pytest.mark.parametrize("form", ["text", "json", "sarif", "gitlab"])
def test_no_format_shows_the_value(leaking, capsys, form):
    code, captured = ran(capsys, "scan", "--format", form)
    assert code == 1
    assert leaking not in captured.out + captured.err
    assert "template.yaml" in captured.out


def test_sarif_names_rule_and_place(leaking, capsys):
    _, captured = ran(capsys, "scan", "--format", "sarif")
    (run,) = json.loads(captured.out)["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert result["ruleId"] == "generic-token"
    assert (region["startLine"], region["startColumn"]) == (2, 14)
    assert run["tool"]["driver"]["rules"][0]["help"]["text"].count("Change it") == 1


def test_what_a_baseline_knows_does_not_fail(leaking, capsys, tmp_path, random):
    assert ran(capsys, "baseline")[0] == 0
    code, found = document(capsys, "--baseline", "crenel-secrets-baseline.json")
    assert (code, len(found["findings"]), len(found["known"])) == (0, 0, 1)
    (tmp_path / "b.env").write_text(f"PASSWORD={secret(random)}\n")
    code, found = document(capsys, "--baseline", "crenel-secrets-baseline.json")
    assert (code, [one["file"] for one in found["findings"]]) == (1, ["b.env"])
    assert leaking not in Path("crenel-secrets-baseline.json").read_text()


def test_what_a_configuration_accepts_does_not_fail_until_its_day(leaking, capsys, tmp_path):
    (tmp_path / "crenel.toml").write_text(
        '[[accept]]\ncontrol = "generic-token"\naddress = "template.yaml::*"\n'
        'reason = "revoked in March"\nuntil = 2027-01-31\n'
    )
    code, found = document(capsys, "--today", "2027-01-30")
    assert (code, len(found["accepted"])) == (0, 1)
    code, found = document(capsys, "--today", "2027-02-01")
    assert (code, len(found["findings"]), len(found["warnings"])) == (1, 1, 1)


def test_nothing_to_look_through_is_no_pass(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert document(capsys)[0] == 3


def test_what_was_not_read_is_no_pass(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("fine")
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04broken")
    code, found = document(capsys)
    assert code == 3
    assert [one["file"] for one in found["coverage"]["skipped"]] == ["a.zip"]


@pytest.mark.parametrize("words", [["--least", "2"], ["--least", "x"]])
def test_flags_that_make_no_sense(leaking, words):
    with pytest.raises(SystemExit) as ended:
        main(["secrets", "scan", *words])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "words", [["no-such-path"], ["--format", "xml"], ["-", "x"], ["--history", "template.yaml"]]
)
def test_what_cannot_be_done_is_said(leaking, capsys, words):
    code, captured = ran(capsys, "scan", *words)
    assert code == 2
    assert captured.err.startswith("crenel: ")


def test_a_detector_explains_itself(capsys):
    code, captured = ran(capsys, "explain", "github-token")
    assert code == 0
    assert "When one leaked: " in captured.out
    assert "https://docs.github.com/" in captured.out
    code, captured = ran(capsys, "explain", "github-tokn")
    assert code == 2
    assert "Did you mean github-token" in captured.err


def test_all_detectors_are_listed(capsys):
    code, captured = ran(capsys, "explain")
    assert code == 0
    assert "private-jwk" in captured.out


def answering(monkeypatch, *answers):
    left = list(answers)
    monkeypatch.setattr("builtins.input", lambda _: left.pop(0))
    return left


def test_an_audit_writes_what_is_accepted(leaking, capsys, tmp_path, monkeypatch):
    (tmp_path / "b.env").write_text(f"PASSWORD={leaking[::-1]}\n")
    answering(monkeypatch, "s", "a", "made anew in each run", "2027-01-31")
    code, captured = ran(capsys, "audit", "--today", "2026-11-28")
    assert code == 1
    assert "1 left to mend" in captured.out
    assert leaking not in captured.out + (tmp_path / "crenel.toml").read_text()
    code, found = document(capsys, "--today", "2027-01-30")
    assert [one["file"] for one in found["findings"]] == ["b.env"]
    assert [one["file"] for one in found["accepted"]] == ["template.yaml"]


def test_an_audit_that_is_quit_writes_nothing(leaking, capsys, tmp_path, monkeypatch):
    answering(monkeypatch, "q")
    assert ran(capsys, "audit")[0] == 1
    assert not (tmp_path / "crenel.toml").exists()


def test_an_acceptance_without_a_reason_is_refused(leaking, capsys, tmp_path, monkeypatch):
    answering(monkeypatch, "a", "", "")
    code, captured = ran(capsys, "audit", "--today", "2026-11-28")
    assert code == 2
    assert "nothing was accepted" in captured.err
    assert not (tmp_path / "crenel.toml").exists()
