"""A build as a person runs it, with pip and a folder of wheels as the only source."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.supplychain.conftest import Ran, Run


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder that wheels come from."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


class Outcome(Ran):
    """A build and what it wrote."""

    def __init__(self, ran: Ran, output: Path) -> None:
        super().__init__(ran.code, ran.out, ran.err)
        self.output = output

    def record(self, name: str = "Api") -> Any:
        return json.loads((self.output / name / "build.json").read_text("utf-8"))

    def zip(self, name: str = "Api") -> Path:
        return self.output / name / f"{name}.zip"

    @property
    def reasons(self) -> list[Any]:
        return [reason for one in self.json["functions"] for reason in one["because"]]

    @property
    def written(self) -> list[str]:
        return sorted(path.name for path in self.output.rglob("*"))


Build = Callable[..., Outcome]


@pytest.fixture
def build(crenel: Run, tmp_path: Path) -> Build:
    def built(app: Path, *flags: object, output: str = "out") -> Outcome:
        place = tmp_path / output
        words = ("--output", place, "--installer", "pip", "--format", "json", "-q")
        return Outcome(crenel("build", app, *words, *flags), place)

    return built
