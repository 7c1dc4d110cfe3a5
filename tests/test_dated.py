"""Facts of the world: each table says where it is from and of which day, and none is old."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import crenel
from crenel.cli.main import main
from crenel.controls.supply._tables import runtimes, runtimes_in
from crenel.dated import dated_by, dated_in, decoded, files, rows_of, shown
from crenel.errors import DataError
from crenel.report.ages import MAX_AGE, ages_text, tables, undated

SCHEMA = Path(crenel.__file__).parent / "report/schemas/data-1.json"
HEAD = 'dated.title = "t"\ndated.source = "s"\ndated.as_of = "2026-11-24"\n'


def test_no_table_is_older_than_a_year():
    today = date.today()  # noqa: DTZ011 - the day of the run is the point
    old = [f"{one.file}: {one.as_of}" for one in tables() if one.age(today) > MAX_AGE]
    assert not old, "read these again against their sources"


def test_every_file_of_data_is_dated():
    there = [shown(path) for path in files()]
    assert len(there) >= 18
    assert undated(tables(), there) == []


def test_every_table_says_where_it_is_from():
    for one in tables():
        assert one.title
        assert one.source
        assert one.file.startswith("crenel/")


def test_runtimes_are_all_there():
    table = runtimes()
    assert len(table) >= 47
    assert sum(one.create_blocked is not None for one in table.values()) >= 46
    assert sum(one.update_blocked is not None for one in table.values()) >= 46


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (HEAD.replace("11-24", "13-24"), 3, "'2026-13-24' is not a day"),
        (HEAD.replace("dated.source", "dated.origin"), 1, "source"),
        ("[rows]\n", 1, "does not say from when it is"),
        (HEAD + "rows = [\n", 4, "this is not TOML"),
    ],
)
def test_bad_header_is_told_with_its_place(tmp_path, text, place, said):
    path = tmp_path / "rows.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=rf"rows\.toml:{place}: .*{said}") as problem:
        rows_of(path)
    assert problem.value.exit_code == 2
    with pytest.raises(DataError):
        dated_in(path)


def test_bad_day_in_a_row_is_told_with_its_place(tmp_path):
    path = tmp_path / "runtimes.toml"
    row = '"a" = ["2026-02-01", "", "2026-02-30", ""]'
    path.write_text(f"{HEAD}[runtimes]\n{row}\n")
    with pytest.raises(DataError, match=r"runtimes\.toml:5: '2026-02-30' is not a day"):
        runtimes_in(path)


@pytest.mark.parametrize(
    "text", ['{"dated": {"title": "t", "source": "s", "as_of": "yesterday"}}', "{}", "{"]
)
def test_bad_table_in_json_is_told(tmp_path, text):
    path = tmp_path / "rows.json"
    path.write_text(text)
    with pytest.raises(DataError, match=r"rows\.json"):
        decoded(path, dict)


def test_bad_day_of_a_module_is_told():
    with pytest.raises(DataError, match=r"tests/test_dated\.py:\d+: '1.4.2026' is not a day"):
        dated_by("t", "s", "1.4.2026", __file__)


def test_ages_are_told(capsys):
    assert main(["version", "--data", "--today", "2026-11-29"]) == 0
    told = capsys.readouterr().out
    assert "when AWS Lambda's runtimes end" in told
    assert "AWS Lambda Developer Guide" in told
    assert "stale" not in told


def test_ages_as_json_keep_to_the_schema(capsys):
    assert main(["version", "--data", "--format", "json", "--today", "2028-06-01"]) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert document["stale"] is True
    ages = [row["age_days"] for row in document["tables"]]
    assert ages == sorted(ages, reverse=True)


def test_what_is_stale_is_told():
    assert "stale: more than a year" in ages_text(tables(), date(2028, 6, 1), "1")


def test_flags_of_the_data_need_the_data(capsys):
    assert main(["version", "--format", "json"]) == 2
    assert "--data" in capsys.readouterr().err
