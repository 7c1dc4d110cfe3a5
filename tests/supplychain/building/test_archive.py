"""The zip and the digest: functions of names, modes and bytes, and of nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crenel.supplychain.build.archive import write
from crenel.supplychain.build.digest import content_digest, members_of
from crenel.supplychain.build.stage import Entry, Stage

NAME = st.text("ab/é.", min_size=1, max_size=6).map(lambda text: f"x{text}y")
FILES = st.dictionaries(NAME, st.tuples(st.binary(max_size=40), st.booleans()), max_size=6)


def packed(files, compression="deflate"):
    stage = Stage()
    stage.add(
        Entry(name=name, owner="", data=data, executable=executable)
        for name, (data, executable) in files.items()
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        members = write(path, stage, compression)
        assert content_digest(members) == content_digest(members_of(path))
        return path.read_bytes(), content_digest(members)


@given(FILES, st.randoms(use_true_random=False))
def test_order_does_not_matter(files, random):
    shuffled = list(files.items())
    random.shuffle(shuffled)
    assert packed(files) == packed(dict(shuffled))


@given(FILES)
def test_compression_changes_no_content(files):
    assert packed(files)[1] == packed(files, "store")[1]


@given(FILES, FILES)
def test_what_differs_has_another_digest(one, other):
    assert (packed(one)[1] == packed(other)[1]) == (one == other)
