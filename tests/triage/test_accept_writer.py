"""``crenel accept``: what is written, what stays as it was, what is refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.build import CONTROL, TODAY, judged, known

from crenel.errors import UsageError
from crenel.model.verdict import Outcome
from crenel.triage.accept_writer import Accepted, _toml, accept
from crenel.triage.acceptance import apply
from crenel.triage.config import configuration

URL = """\
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:o
      AuthType: NONE
"""
BASE = {"reason": "public by design", "until": "2027-03-01"}


def written(folder: Path, address: str = "t.yaml::Url", **changes) -> Accepted:
    given_ = {**BASE, **changes}
    control = given_.pop("control", CONTROL)
    return accept(folder, control, address, today=TODAY, known=known(), **given_)


def refused(folder: Path, words: str, address: str = "t.yaml::Url", **changes) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=words):
        written(folder, address, **changes)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_writes_what_check_then_honours(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(URL)
    done = written(tmp_path, control="ENT-001", by="@payments")
    assert done.file == "crenel.toml"
    assert (
        (tmp_path / "crenel.toml").read_text()
        == done.table
        == (
            '[[accept]]\ncontrol = "public-function-url"\naddress = "t.yaml::Url"\n'
            'reason = "public by design"\nuntil = 2027-03-01\nby = "@payments"\n'
        )
    )
    claims = configuration(tmp_path, known()).accept
    [found], warnings = apply(judged(tmp_path).verdicts, claims, TODAY, known())
    assert found.outcome is Outcome.ACCEPTED
    assert not warnings


@pytest.mark.parametrize(
    "text",
    [
        "",
        'view = "audit"',
        'view = "audit"\n',
        '# kept \t \n\nview="audit"   # odd\n\n\n',
        '[params]\r\nA = "x"\r\n',
        "[controls.ENT-001]\nenabled = false # end without a break",
        '[[accept]]\ncontrol = "x"\naddress = "a::b"\nreason = "r"\nuntil = 2020-01-01\n',
        '\ufeffview = "audit"\n',
        'exclude = ["é"]\n',
    ],
)
def test_keeps_what_is_there_byte_for_byte(tmp_path: Path, text: str) -> None:
    path = tmp_path / "crenel.toml"
    path.write_bytes(text.encode())
    path.chmod(0o640)
    written(tmp_path)
    after = path.read_bytes()
    assert after.startswith(text.encode())
    assert path.stat().st_mode & 0o777 == 0o640
    if "\r\n" in text:
        assert after.count(b"\n") == after.count(b"\r\n")
    assert configuration(tmp_path, known()).accept[-1].terms.reason == BASE["reason"]
    assert {one.name for one in tmp_path.iterdir()} == {"crenel.toml"}


def test_goes_to_the_configuration_that_counts(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.crenel]\nview = "audit"\n')
    folder = tmp_path / "services" / "a"
    folder.mkdir(parents=True)
    (folder / "t.yaml").write_text(URL)
    done = written(folder)
    assert done.file == "../../pyproject.toml"
    assert done.table.startswith("[[tool.crenel.accept]]\n")
    assert 'address = "services/a/t.yaml::Url"' in done.table
    claims = configuration(folder, known()).accept
    [found], _ = apply(judged(folder).verdicts, claims, TODAY, known())
    assert found.outcome is Outcome.ACCEPTED
    refused(tmp_path, "already", "services/a/t.yaml::Url")


def test_identity(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(URL)
    [before] = judged(tmp_path).verdicts
    done = written(tmp_path, before.identity)
    assert f'identity = "{before.identity}"' in done.table
    claims = configuration(tmp_path, known()).accept
    [found], _ = apply([before], claims, TODAY, known())
    assert found.outcome is Outcome.ACCEPTED


def test_refusals_write_nothing(tmp_path: Path) -> None:
    refused(tmp_path, "Did you mean public-function-url", control="public-function-ulr")
    refused(tmp_path, "no reason", reason=" \n")
    refused(tmp_path, "no day like", until="soon")
    refused(tmp_path, "2026-11-23 is past", until="2026-11-23")
    refused(tmp_path, "is no address", "Url")
    refused(tmp_path, "is no address", "::Url")
    refused(tmp_path, "not valid text", reason="\udcff")
    refused(tmp_path, "1,000", reason="x" * 1001)
    refused(tmp_path, "500", "t.yaml::" + "x" * 500)
    assert not (tmp_path / "crenel.toml").exists()


def test_today_is_not_past(tmp_path: Path) -> None:
    written(tmp_path, until="2026-11-24")
    assert configuration(tmp_path, known()).accept[0].terms.until == date(2026, 11, 24).isoformat()


def test_duplicates_are_refused_by_any_name(tmp_path: Path) -> None:
    written(tmp_path, control="ENT-001")
    refused(tmp_path, r"crenel.toml:1 accepts public-function-url for t.yaml::Url until 2027-03-01")
    refused(tmp_path, "already", until="2028-01-01", reason="other")
    written(tmp_path, "t.yaml::Other")
    assert len(configuration(tmp_path, known()).accept) == 2


def test_duplicate_of_a_table_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_text(
        '\n[[accept]]\ncontrol = "ent-001"\naddress = "t.yaml::Url"\n'
        'reason = "r"\nuntil = 2026-01-01\n'
    )
    refused(tmp_path, "crenel.toml:2 accepts public-function-url")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("accept = []\n", "written as a list"),
        ("view = 3\n", "crenel.toml:1"),
        ("view = \n", "not TOML"),
    ],
)
def test_configuration_that_cannot_be_added_to(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "crenel.toml").write_text(text)
    refused(tmp_path, words)


def test_encodings_that_would_not_stay(tmp_path: Path) -> None:
    (tmp_path / "crenel.toml").write_bytes('view = "audit"\n'.encode("utf-16"))
    refused(tmp_path, "not written in UTF-8")


def test_named_file(tmp_path: Path) -> None:
    file = tmp_path / "ci" / "risks.toml"
    file.parent.mkdir()
    done = written(tmp_path, file=file)
    assert done.file == "ci/risks.toml"
    assert len(configuration(tmp_path, known(), file=file).accept) == 1
    assert not (tmp_path / "crenel.toml").exists()


def test_links_out_of_the_folder_are_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("")
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "crenel.toml").symlink_to(outside)
    refused(folder, "outside")
    assert outside.read_text() == ""


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back(text: str) -> None:
    quoted = _toml(text)
    assert tomllib.loads(f"x = {quoted}")["x"] == text
    assert quoted.isprintable()
