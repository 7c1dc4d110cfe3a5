"""Baselines: written the same every time, read strictly, compared by identity."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import jsonschema
import pytest
from tests.triage.build import CONTROL, verdict

import crenel.triage
from crenel.errors import UsageError
from crenel.model.verdict import Outcome
from crenel.triage.baseline import Comparison, compare, read, rows, write

ROW = {
    "identity": "a1",
    "control": CONTROL,
    "address": "t.yaml::A",
    "severity": "high",
    "verdict": "fails",
    "message": "m",
}


def stored(tmp_path: Path, *found: dict[str, object], **changes: object) -> Path:
    path = tmp_path / "baseline.json"
    document = {"schema": "crenel.baseline/1", "findings": list(found), **changes}
    path.write_text(json.dumps(document, indent=1))
    return path


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    hostile = verdict(identity="b2", address='t"\n\u202e\ud800.yaml::B')
    verdicts = [verdict(), hostile, verdict(Outcome.PASSES, identity="c3")]
    assert write(path, verdicts) == 2
    assert read(path) == rows(verdicts)
    assert not list(tmp_path.glob(".baseline*")), "no temporary file is left"


def test_what_is_written_keeps_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write(path, [verdict(outcome, identity=outcome.value) for outcome in Outcome])
    schema = Path(crenel.triage.__file__).parent / "schemas" / "baseline-1.json"
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
    validator.validate(json.loads(path.read_text()))
    assert not validator.is_valid({"schema": "crenel.baseline/1", "findings": [{"identity": ""}]})


def test_written_the_same_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    verdicts = [
        verdict(identity=identity, address=address)
        for identity, address in (("1", "b::X"), ("2", "a::X"), ("3", "a::X"))
    ]
    texts = set()
    for order in itertools.permutations(verdicts):
        write(path, order)
        texts.add(path.read_bytes())
    assert len(texts) == 1
    assert path.read_text().count("\n") == 3 + 5, "a finding a line"


def test_empty_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert write(path, []) == 0
    assert json.loads(path.read_text()) == {"schema": "crenel.baseline/1", "findings": []}
    assert read(path) == ()


def test_what_it_holds() -> None:
    found = rows(verdict(outcome, identity=outcome.value) for outcome in Outcome)
    assert {row.identity for row in found} == {"fails", "may-fail", "undecided"}


def test_write_replaces_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "no" / "folder.json", [verdict()])


def test_comparison() -> None:
    before = rows([verdict(identity="stays"), verdict(identity="gone"), verdict(identity="taken")])
    now = [
        verdict(identity="stays"),
        verdict(identity="fresh"),
        verdict(Outcome.ACCEPTED, identity="taken"),
        verdict(Outcome.PASSES, identity="gone"),
        verdict(Outcome.PASSES, identity="never"),
    ]
    found = compare(before, now)
    assert found == Comparison(
        known_before=frozenset({"stays"}),
        new=frozenset({"fresh"}),
        fixed=("gone",),
        gone=found.gone,
    )
    assert [(one.identity, one.control) for one in found.gone] == [("gone", before[0].control)]


@pytest.mark.parametrize(
    ("then", "now", "known"),
    [
        (Outcome.FAILS, Outcome.MAY_FAIL, True),
        (Outcome.MAY_FAIL, Outcome.UNDECIDED, True),
        (Outcome.UNDECIDED, Outcome.FAILS, False),
        (Outcome.MAY_FAIL, Outcome.FAILS, False),
    ],
)
def test_what_became_worse_is_new(then: Outcome, now: Outcome, known: bool) -> None:
    found = compare(rows([verdict(then)]), [verdict(now)])
    assert bool(found.known_before) is known
    assert bool(found.new) is not known
    assert not found.fixed


def test_more_fields_are_let_through(tmp_path: Path) -> None:
    path = stored(tmp_path, {**ROW, "note": "kept by hand"}, crenel="9.9")
    assert [row.identity for row in read(path)] == ["a1"]


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in ROW.items() if name != key}


@pytest.mark.parametrize(
    ("found", "line", "words"),
    [
        ([ROW, {**ROW, "address": "x"}], 13, "the identity a1 is there twice"),
        ([without("identity")], 1, "identity"),
        ([without("control")], 5, "control"),
        ([{**ROW, "severity": "dire"}], 5, "severity"),
        ([{**ROW, "verdict": "bad"}], 5, "verdict"),
        ([{**ROW, "identity": 3}], 1, "identity"),
        ([{**ROW, "identity": ""}], 1, "empty identity"),
        (["a1"], 1, "finding 1"),
        ([None], 1, "finding 1"),
    ],
)
def test_rows_are_read_strictly(tmp_path: Path, found, line: int, words: str) -> None:
    path = stored(tmp_path, *found)
    with pytest.raises(UsageError) as caught:
        read(path)
    assert words in str(caught.value)
    assert f"baseline.json:{line}: " in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ":1: this is not JSON"),
        (b'{\n "schema": \n', ":3: this is not JSON"),
        (b"\xff\xfe", "not valid UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"1" * 5000, "this is not JSON"),
        (b"[]", "no schema"),
        (b"null", "no schema"),
        (b'{"schema": "crenel.baseline/2", "findings": []}', "'crenel.baseline/2'"),
        (b'{"schema": "crenel.report/1", "verdicts": []}', "reads 'crenel.baseline/1'"),
        (b'{"schema": ["crenel.baseline/1"], "findings": []}', "reads"),
        (b'{"schema": "crenel.baseline/1"}', "no list"),
        (b'{"schema": "crenel.baseline/1", "findings": {}}', "no list"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read(path)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400


def test_missing_baseline(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="crenel baseline"):
        read(tmp_path / "none.json")
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path)
