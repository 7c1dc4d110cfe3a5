"""Tarballs and compressed texts, beside the zips of test_scan; bombs and broken ones."""

import bz2
import gzip
import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.secrets.scan import scan_stream, scan_tree
from crenel.secrets.sources.archive import Archive
from crenel.secrets.sources.piece import Budget
from crenel.secrets.sources.tar import BrokenTar, members

FORMATS = {"gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT, "ustar": tarfile.USTAR_FORMAT}


def tarball(files, format_=tarfile.GNU_FORMAT, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=format_) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


@pytest.fixture
def line(random):
    value = "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(24))
    return f'API_KEY = "{value}"\n'.encode()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
@pytest.mark.parametrize("format_", FORMATS)
def test_tarballs_are_looked_through(tmp_path, line, mode, format_):
    data = tarball({"pkg/a.py": line, "pkg/b.bin": b"\0\1"}, FORMATS[format_], mode)
    (tmp_path / "pkg.tgz").write_bytes(data)
    scan = scan_tree([tmp_path], tmp_path)
    assert [(one.file, one.line) for one in scan.findings] == [("pkg.tgz!pkg/a.py", 1)]
    assert [(one.file, one.reason) for one in scan.coverage.skipped] == [
        ("pkg.tgz!pkg/b.bin", "binary")
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_text_that_was_made_smaller_is_read(tmp_path, line, pack):
    (tmp_path / "dump.sql.gz").write_bytes(pack(b"-- a dump\n" + line))
    (found,) = scan_tree([tmp_path], tmp_path).findings
    assert (found.file, found.line) == ("dump.sql.gz", 2)
    (again,) = scan_stream("dump.sql.gz", io.BytesIO(pack(line))).findings
    assert again.line == 1


NAMES = st.text("abcdé/._-", min_size=1, max_size=140).filter(
    lambda name: (
        name.strip("/.")
        and "//" not in name
        and not name.startswith("/")
        and not name.endswith("/")
    )
)


@settings(max_examples=60, deadline=None)
@given(
    files=st.dictionaries(NAMES, st.binary(max_size=1200), max_size=5),
    format_=st.sampled_from(["gnu", "pax"]),
)
def test_what_the_standard_library_writes_is_read_as_it_reads_it(files, format_):
    data = io.BytesIO(tarball(files, FORMATS[format_]))
    assert {one.name: one.read(one.size) for one in members(data.read)} == files


@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=3000), cut=st.integers(0, 3000))
def test_noise_ends_and_takes_little(noise, cut):
    start = tarball({"a": b"x" * 700})[: cut % 2500]
    archive = Archive("a.tar", Budget(archive=10_000, member=5_000))
    assert sum(len(one.data) for one in archive.texts(io.BytesIO(start + noise))) <= 10_000


def test_a_long_header_is_not_taken_into_memory():
    header = bytearray(tarball({"x": b""})[:512])
    header[156:157], header[124:136] = b"x", b"77777777777\0"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    with pytest.raises(BrokenTar):
        list(members(io.BytesIO(bytes(header) + b"y" * 100_000).read))


def test_a_bomb_is_named_and_what_came_before_is_read(tmp_path, line):
    data = gzip.compress(tarball({"a.py": line, "zeros": b"0" * 3_000_000, "b.py": line}))
    archive = Archive("bomb.tgz", Budget(member=100_000, archive=1_000_000))
    read = [one.path for one in archive.texts(io.BytesIO(data))]
    assert read == ["bomb.tgz!a.py"]
    assert [(one.file, one.reason) for one in archive.skipped] == [
        ("bomb.tgz!zeros", "more than 100,000 bytes unpacked"),
        ("bomb.tgz", "more than 1,000,000 bytes unpacked"),
    ]


def test_a_bomb_of_one_text_is_cut_and_said(line):
    archive = Archive("big.gz", Budget(member=10_000, archive=50_000))
    (text,) = archive.texts(io.BytesIO(gzip.compress(line + b"0" * 2_000_000)))
    assert len(text.data) == 10_000
    assert archive.skipped[0].reason == "what lies beyond 10,000 bytes unpacked"


@pytest.mark.parametrize("cut", [20, 60, 120])
def test_a_broken_tarball_is_named(tmp_path, line, cut):
    data = tarball({"a.py": line, "b.py": line * 50}, mode="w:gz")
    (tmp_path / "a.tgz").write_bytes(data[:-cut])
    assert scan_tree([tmp_path], tmp_path).coverage.incomplete


def test_too_many_members_are_said():
    archive = Archive("many.tar", Budget(members=3))
    list(archive.texts(io.BytesIO(tarball({f"{n}": b"x" for n in range(5)}))))
    assert [one.reason for one in archive.skipped] == ["more than 3 members"]


def test_archives_in_tarballs_end_somewhere(line):
    data = tarball({"a.py": line})
    for _ in range(4):
        data = tarball({"inner.tar": data})
    archive = Archive("outer.tar")
    assert list(archive.texts(io.BytesIO(data))) == []
    assert archive.skipped[0].reason == "archives nested too deeply"
