"""crenel's own finder says of every module what Python's says, and nothing of any other."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

import crenel
from crenel.cli.finding import Finder

PACKAGE = Path(crenel.__file__).parent


def names() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.parent if path.name == "__init__.py" else path.with_suffix("")
        name = ".".join(("crenel", *inside.relative_to(PACKAGE).parts))
        if inside != PACKAGE and "-" not in name:
            found.append((name, inside.parent))
    return found


def test_it_finds_what_python_finds():
    found = names()
    assert len(found) > 1000
    for name, folder in found:
        ours, theirs = (
            Finder.find_spec(name, [str(folder)]),
            PathFinder.find_spec(name, [str(folder)]),
        )
        assert ours is not None
        assert theirs is not None
        for field in ("name", "origin", "cached", "submodule_search_locations", "parent"):
            assert getattr(ours, field) == getattr(theirs, field), name


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("crenel", None),
        ("json.decoder", [str(PACKAGE)]),
        ("crenelated.model", [str(PACKAGE)]),
        ("crenel.no_such_module", [str(PACKAGE)]),
        ("crenel.model", [str(PACKAGE / "in.zip")]),
        ("crenel.model", []),
    ],
)
def test_the_rest_is_left_to_python(name, path):
    assert Finder.find_spec(name, path) is None


def test_a_module_that_is_not_there_is_missed_as_always():
    program = "from crenel.cli.finding import find_directly; find_directly(); import crenel.nothing"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "ModuleNotFoundError: No module named 'crenel.nothing'" in done.stderr
