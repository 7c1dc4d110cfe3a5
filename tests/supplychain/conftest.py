"""Applications, advisories and the real sets for the tests of this room."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crenel.cli.main import main
from crenel.readers.root import Root

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CRENEL_TEST_DATA", ROOT.parent / "shared" / "data")) / "advisories"

Write = Callable[[dict[str, str]], Root]


@pytest.fixture(scope="session")
def real_sets() -> list[Path]:
    """The real sets of advisories; the tests that want them say so where they are not there."""
    found = sorted(DATA.glob("*.zip"))
    if not found:
        pytest.skip(f"no advisories in {DATA}: set CRENEL_TEST_DATA")
    return found


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files below a folder and opens it as a root."""

    def written(files: dict[str, str]) -> Root:
        for name, text in files.items():
            path = tmp_path / "app" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Root(tmp_path / "app")

    return written


class Ran:
    """How a run of crenel ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def crenel(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        taken = capsys.readouterr()
        return Ran(code, taken.out, taken.err)

    return run
