"""Sources: trees, archives, streams; places; identity; what is skipped."""

import io
import os
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.errors import UsageError
from crenel.secrets import scan as scanning
from crenel.secrets.engine.scanner import Hit
from crenel.secrets.finding import identity, masked
from crenel.secrets.scan import Scan, scan_stream, scan_tree
from crenel.secrets.sources import piece
from crenel.secrets.sources.archive import Archive
from crenel.secrets.sources.piece import Budget
from crenel.secrets.text import Text


def secret(random, size=24):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(size))


def findings(path):
    scan = scan_tree([path], path if path.is_dir() else path.parent)
    scan.done()
    return scan.findings


def skipped(scan):
    return {one.file: one.reason for one in scan.coverage.skipped}


def test_places_count_characters_from_one(tmp_path, random):
    value = secret(random)
    (tmp_path / "a.env").write_text(f"# é\nÜ=1\nDB_PASSWORD={value}\n", encoding="utf-8")
    (found,) = findings(tmp_path)
    assert (found.file, found.line, found.column) == ("a.env", 3, 13)
    assert (found.end_line, found.end_column) == (3, 13 + len(value))


def test_nothing_that_is_told_holds_the_value(tmp_path, random):
    values = [secret(random) for _ in range(5)]
    text = "\n".join(f"password{n}: {value}" for n, value in enumerate(values))
    (tmp_path / "a.yaml").write_text(text)
    found = findings(tmp_path)
    assert len(found) == 5
    assert [value for value in values if value in repr(found)] == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [("abcdefgh", "..."), ("abcdefghijklm", "ab..."), ("a" * 10 + "b" * 20, "aaaa...bbbb")],
)
def test_masks_show_little(value, shown):
    assert masked(value) == shown


def test_an_identity_survives_moving_lines_and_not_another_value(tmp_path, random):
    file = tmp_path / "a.yaml"
    value, other = secret(random), secret(random)
    written = []
    for text in (f"password: {value}\n", f"# moved\n\npassword: {value}\n", f"password: {other}\n"):
        file.write_text(text)
        written.append(findings(tmp_path)[0].identity)
    assert written[0] == written[1] != written[2]


def test_the_same_value_twice_has_two_identities(tmp_path, random):
    value = secret(random)
    (tmp_path / "a.yaml").write_text(f"password: {value}\npassword: {value}\n")
    identities = [one.identity for one in findings(tmp_path)]
    assert len(set(identities)) == 2


def test_a_weak_password_cannot_be_read_off_its_identity():
    """One of 256 drawers: of ten thousand guesses, many others make the very same identity."""
    seen: dict[str, list[int]] = {}
    for number in range(10_000):
        hit = Hit(
            detector="generic-password",
            value=f"Winter{number}!x9",
            start=0,
            end=0,
            confidence=0.9,
            why=(),
            name="DB_PASSWORD",
        )
        seen.setdefault(identity("a.env", hit), []).append(number)
    assert len(seen) == 256
    assert min(map(len, seen.values())) > 10


@pytest.fixture
def package(random):
    value = secret(random)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("src/settings.py", f'API_KEY = "{value}"\n')
        archive.writestr("src/logo.png", b"\x89PNG\0\0")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["layer.zip", "pkg-1.0-py3-none-any.whl", "no_ending"])
def test_archives_are_looked_through_whatever_their_name(tmp_path, package, name):
    (tmp_path / name).write_bytes(package)
    scan = scan_tree([tmp_path], tmp_path)
    assert [(one.file, one.line) for one in scan.findings] == [(f"{name}!src/settings.py", 1)]
    assert skipped(scan) == {f"{name}!src/logo.png": "binary"}


def test_archives_in_archives(tmp_path, package):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.zip", package)
    (tmp_path / "outer.zip").write_bytes(buffer.getvalue())
    (found,) = findings(tmp_path)
    assert found.file == "outer.zip!inner.zip!src/settings.py"


def test_a_bomb_is_named_and_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 5_000_000)
        archive.writestr("small.txt", b"fine")
    bomb = Archive("bomb.zip", Budget(member=100_000))
    texts = list(bomb.texts(io.BytesIO(buffer.getvalue())))
    assert [one.path for one in texts] == ["bomb.zip!small.txt"]
    assert "100,000 bytes" in bomb.skipped[0].reason


def test_a_member_that_lies_about_its_size_is_cut():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 100_000)
    data = bytearray(buffer.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    liar = Archive("liar.zip")
    assert sum(len(one.data) for one in liar.texts(io.BytesIO(bytes(data)))) <= 100_000


@pytest.mark.parametrize("cut", [4, 30, 60])
def test_a_broken_archive_is_named(tmp_path, package, cut):
    (tmp_path / "broken.zip").write_bytes(package[:-cut])
    scan = scan_tree([tmp_path], tmp_path)
    assert scan.coverage.incomplete


def test_chunks_cut_nothing_in_two(monkeypatch, random):
    monkeypatch.setattr(piece, "CHUNK", 1000)
    monkeypatch.setattr(piece, "OVERLAP", 200)
    lines = [f"password{n} = {secret(random)}" if n % 3 == 0 else "x" * 40 for n in range(200)]
    whole, cut = Scan(), Scan()
    data = "\n".join(lines).encode()
    cut.stream("a.ini", io.BytesIO(data))
    monkeypatch.undo()
    whole.stream("a.ini", io.BytesIO(data))
    assert cut.findings == whole.findings
    assert len(whole.findings) > 60


def test_columns_go_on_over_the_chunks_of_a_long_line(monkeypatch, random):
    monkeypatch.setattr(piece, "CHUNK", 1000)
    monkeypatch.setattr(piece, "OVERLAP", 200)
    scan = Scan()
    line = "é;" * 1500 + f"password={secret(random)} "
    scan.stream("a.env", io.BytesIO(line.encode()))
    assert [(one.line, one.column) for one in scan.findings] == [(1, 3010)]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), max_size=12))
def test_places_are_counted_the_same_from_wherever(offsets):
    """A long line full of findings is counted on from the last one, not from its beginning."""
    written = "ä;\nlong é line 名\n\nx" * 3
    data = written.encode()
    text = Text("a", data, line=5, column=7)
    for offset in (len(written[:count].encode()) for count in offsets):
        assert text.place(offset) == Text("a", data, line=5, column=7).place(offset)


@pytest.mark.parametrize("break_", [" ", "\n"])
def test_the_steps_of_a_line_full_of_findings_grow_with_it(monkeypatch, random, break_):
    """What is decoded to count columns is no more than the text itself, twice."""
    value = secret(random)
    data = f"DB_PASSWORD={value};{break_}".encode() * 2000
    text, counted = Text("a.env", data), []
    real = Text._nearest

    def nearest(self, offset):
        known = real(self, offset)
        counted.append(offset - known.offset)
        return known

    monkeypatch.setattr(Text, "_nearest", nearest)
    scan = Scan()
    scan.look(text)
    assert len(scan.findings) == 2000
    assert sum(counted) <= 2 * len(data)


def test_what_lies_beyond_the_budget_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(piece, "CHUNK", 1000)
    monkeypatch.setattr(scanning, "BUDGET", Budget(file=2000))
    (tmp_path / "long.txt").write_text("x = 1\n" * 1000)
    scan = scan_tree([tmp_path], tmp_path)
    assert [one.reason for one in scan.coverage.incomplete] == ["what lies beyond 2,000 bytes"]


@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_texts_with_a_mark_are_read(tmp_path, random, mark):
    (tmp_path / "a.ps1").write_bytes(f'$password = "{secret(random)}"\n'.encode(mark))
    assert len(findings(tmp_path)) == 1


def test_what_is_not_looked_through_is_named(tmp_path):
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "a.txt").write_text("nothing")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "node_modules").mkdir()
    scan = scan_tree([tmp_path], tmp_path)
    told = skipped(scan)
    assert told["noise"] == "binary"
    assert told["link"].startswith("a link")
    assert told["node_modules"].startswith("a folder of tools")
    assert scan.coverage.files == 1


def test_an_unreadable_file_is_told_and_the_rest_is_read(tmp_path, monkeypatch, random):
    """Root reads everything: what the system would refuse others is played."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.env").write_text(f"DB_PASSWORD={secret(random)}\n")
    real = os.open

    def refusing(path, *words, **named):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *words, **named)

    monkeypatch.setattr(os, "open", refusing)
    scan = scan_tree([tmp_path], tmp_path)
    assert skipped(scan) == {"a.txt": "it cannot be read: Permission denied"}
    assert scan.coverage.incomplete
    assert len(scan.findings) == 1


def test_a_huge_encoded_text_is_unfolded_in_part_and_that_is_said(random):
    data = f"# harmless\nDB_PASSWORD={secret(random)}\n".encode() + b"# x y z\n" * 60_000
    scan = scan_stream("a.yaml", io.BytesIO(b"data: " + b64encode(data)))
    assert [one.why[-1] for one in scan.findings] == ["inside base64"]
    assert [one.reason for one in scan.coverage.incomplete] == [
        "more is encoded in it than is unfolded"
    ]


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        scan_tree([tmp_path / "no"], tmp_path)


def test_standard_input_has_the_name_that_it_is_given(random):
    data = f"password: {secret(random)}\n".encode()
    (found,) = scan_stream("deploy.yaml", io.BytesIO(data)).findings
    assert found.file == "deploy.yaml"


def test_two_scans_say_the_same(tmp_path, random):
    for number in range(20):
        (tmp_path / f"{number}.env").write_text(f"TOKEN={secret(random)}\n")
    assert findings(tmp_path) == findings(tmp_path)


def test_the_rarity_table_is_of_its_size():
    table = Path(masked.__globals__["__file__"]).parent / "judgement/_data/rarity.bin"
    assert table.stat().st_size == 28**3
