"""``crenel practices`` as a person runs it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.test_commands import crenel, weak

from crenel import report

__all__ = ["weak"]

SCHEMA = Path(report.__file__).parent / "schemas" / "practices-1.json"


def test_the_document_follows_its_schema_and_counts_every_practice(weak):
    done = _run(weak, "--format", "json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert sum(document["levels"].values()) == len(document["practices"])
    found = {one["id"]: one for one in document["practices"]}
    assert found["IA5"]["counts"]["fails"] == 1
    assert found["IA5"]["next"] == "mend public-function-url at template.yaml:4"
    assert found["IR1"]["level"] == "not_covered"


def test_the_page_names_the_level_the_reason_and_the_next_step(weak):
    page = _run(weak).stdout
    assert page.startswith("practices of .: 0 proved, ")
    assert "next: mend public-function-url at template.yaml:4" in page
    assert "crenel does not look at this yet" in page
    assert "checked 1 file" in page


def test_markdown_is_a_table(weak):
    rows = _run(weak, "--format", "markdown").stdout.splitlines()
    assert any(row.startswith("| IA5 ") and " not covered |" in row for row in rows)


def test_an_empty_folder_is_3(tmp_path):
    assert _run(tmp_path).returncode == 3


def test_a_teams_own_practice_comes_last(weak):
    text = '[[practice]]\nid = "T1"\ntitle = "URLs sign in"\ncontrols = ["ENT-001"]\n'
    (weak / "crenel.toml").write_text(text, encoding="utf-8")
    last = json.loads(_run(weak, "--format", "json").stdout)["practices"][-1]
    assert (last["id"], last["theme"], last["counts"]["fails"]) == ("T1", "Our own", 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[practice]]\ntitle = "a"\n', "crenel.toml:1: a practice needs `id`"),
        ('[[practice]]\nid = "a"\n', "a practice needs `title`"),
        ('[[practice]]\nid="a"\ntitle="b"\ncontrols=["nope"]\n', "there is no control 'nope'"),
        ('[[practice]]\nid="a"\ntitle="b"\n\n[[practice]]\nid="a"\ntitle="c"\n', "there twice"),
        ('[[practice]]\nid="a"\ntitle="b"\ntheme=3\n', "`theme` must be a text"),
    ],
)
def test_a_bad_practice_is_told_with_its_line(weak, text, told):
    (weak / "crenel.toml").write_text(text, encoding="utf-8")
    done = _run(weak)
    assert done.returncode == 2
    assert told in done.stderr
    assert not done.stdout


def _run(folder, *arguments):
    return crenel(folder, "practices", *arguments)
