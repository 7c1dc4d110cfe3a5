"""Findings that a comment beside them accepts."""

import json

import pytest

from crenel.cli.main import main
from crenel.secrets.scan import scan_tree


def scanned(folder, capsys, *flags):
    code = main(
        ["secrets", "scan", str(folder), "--format", "json", "--today", "2026-11-28", *flags]
    )
    return code, json.loads(capsys.readouterr().out)


def secret(random):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(24))


ACCEPT = 'crenel: accept[generic-password] until=2027-03-01 by=@shop reason="of the test database"'
BESIDE = [
    ("a.env", "DB_PASSWORD={} # {}\n"),
    (".env.test", "# {1}\nDB_PASSWORD={0}\n"),
    ("a.yaml", "password: {} # {}\n"),
    ("b.yaml", "# {1}\npassword: {0}\n"),
    ("a.py", 'password = "{}"  # {}\n'),
    ("a.js", 'const password = "{}"; // {}\n'),
    ("a.tf", 'password = "{}" # {}\n'),
    ("a.rb", "password = '{}' # {}\n"),
    ("a.sh", "export DB_PASSWORD='{}' # {}\n"),
    ("samconfig.toml", '# {1}\npassword = "{0}"\n'),
    ("Dockerfile", "# {1}\nENV DB_PASSWORD={0}\n"),
]


@pytest.mark.parametrize(("name", "text"), BESIDE)
def test_a_comment_beside_it_accepts_a_finding(tmp_path, capsys, random, name, text):
    (tmp_path / name).write_text(text.format(secret(random), ACCEPT))
    code, said = scanned(tmp_path, capsys)
    assert code == 0
    assert said["findings"] == []
    assert [one["detector"] for one in said["accepted"]] == ["generic-password"]


@pytest.mark.parametrize(("name", "text"), BESIDE)
def test_a_comment_that_speaks_of_something_else_does_not(tmp_path, capsys, random, name, text):
    other = ACCEPT.replace("generic-password", "github-token")
    (tmp_path / name).write_text(text.format(secret(random), other))
    assert scanned(tmp_path, capsys)[0] == 1


def test_one_whose_day_is_past_does_not(tmp_path, capsys, random):
    (tmp_path / "a.env").write_text(f"DB_PASSWORD={secret(random)} # {ACCEPT}\n")
    assert scanned(tmp_path, capsys, "--today", "2027-03-02")[0] == 1


def test_one_inside_a_text_does_not(tmp_path, capsys, random):
    (tmp_path / "a.rb").write_text(f"password = '{secret(random)}'; x = ' # {ACCEPT}'\n")
    assert scanned(tmp_path, capsys)[0] == 1


def test_one_without_a_reason_is_told(tmp_path, capsys, random):
    (tmp_path / "a.env").write_text(
        f"DB_PASSWORD={secret(random)} # crenel: accept[generic-password]\n"
    )
    code = main(["secrets", "scan", str(tmp_path)])
    assert code == 1
    assert "this accepts nothing" in capsys.readouterr().out


def test_texts_that_are_kept_for_their_comments_hold_no_value(tmp_path, random):
    value = secret(random)
    (tmp_path / "a.env").write_text(f"# {ACCEPT}\nDB_PASSWORD={value}\n")
    (kept,) = scan_tree([tmp_path], tmp_path).commented
    assert value not in kept.text
    assert ACCEPT in kept.text
