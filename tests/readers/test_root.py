"""The one way to the file system."""

import pytest

from crenel.errors import ReadProblem
from crenel.readers.root import Root


@pytest.mark.parametrize("path", ["\x00", "a\x00b", "\ud800", "a/\udfff/b"])
def test_a_path_that_no_file_can_have_is_told_and_breaks_nothing(tmp_path, path):
    root = Root(tmp_path)
    with pytest.raises(ReadProblem, match="is no path that a file can have"):
        root.read(path)
    assert not root.exists(path)
    assert root.children(path) == []
