"""Texts that are not what a reader expects: odd bytes, odd encodings, files that are none."""

import socket

import pytest

from crenel.secrets.scan import scan_tree
from crenel.secrets.sources import piece

ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def secret(random, size=24):
    return "".join(random.choice(ALPHABET) for _ in range(size))


def found(folder, data):
    (folder / "a.ps1").write_bytes(data)
    return scan_tree([folder], folder).findings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xff\xfe", b"\n"),
        (b"\xfe\xff ab\xff", b"\r\n"),
        (b"X=\xe9", b"\n"),
        (b"\xef\xbb", b"\n"),
        (b"\xff\xfe\n\n", b"\xff"),
    ],
)
def test_odd_bytes_around_a_password_hide_nothing(tmp_path, random, before, after):
    value = secret(random)
    (one,) = found(tmp_path, before + b"DB_PASSWORD=" + value.encode() + after)
    assert one.masked.startswith(value[:4])


def test_an_odd_byte_in_a_value_moves_nothing(tmp_path, random):
    value = secret(random)
    (one,) = found(tmp_path, b"DB_PASSWORD=\xff" + value.encode() + b"\nDEBUG=1\n")
    assert one.masked.endswith(f"...{value[-4:]}")
    assert (one.end_line, one.end_column) == (1, 13 + 1 + len(value))


@pytest.mark.parametrize("mark", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_texts_of_wide_characters_are_read(tmp_path, random, mark):
    (one,) = found(tmp_path, f'# für\n$password = "{secret(random)}"\n'.encode(mark))
    assert (one.line, one.column) == (2, 14)


def test_a_long_text_of_wide_characters_is_read_in_chunks(tmp_path, random, monkeypatch):
    monkeypatch.setattr(piece, "CHUNK", 1000)
    monkeypatch.setattr(piece, "OVERLAP", 200)
    lines = ["nothing here 名前"] * 400 + [f'$password = "{secret(random)}"']
    (one,) = found(tmp_path, "\n".join(lines).encode("utf-16"))
    assert one.line == 401


def test_half_a_character_at_the_end_is_no_failure(tmp_path, random):
    (one,) = found(tmp_path, f'$password = "{secret(random)}"\n'.encode("utf-16") + b"\0")
    assert one.line == 1


def test_what_is_no_file_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("nothing")
    tools = tmp_path / "service/node_modules"
    tools.mkdir(parents=True)
    (tmp_path / "nowhere").symlink_to("gone")
    (tmp_path / "round").symlink_to("round")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        scan = scan_tree([tmp_path], tmp_path)
    told = {one.file: one.reason.partition(";")[0] for one in scan.coverage.skipped}
    assert told == {
        "nowhere": "a link that leads nowhere",
        "round": "a link that leads nowhere",
        "s": "no regular file: a pipe, a socket or a device",
        "service/node_modules": "a folder of tools",
    }
    assert scan.coverage.incomplete == []
