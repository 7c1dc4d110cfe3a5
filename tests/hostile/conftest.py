"""A run over a hostile folder: in this process, within 25 seconds of CPU; its report as JSON."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crenel.cli.main import main

SECONDS = 25


class Outcome:
    """How a run ended."""

    def __init__(self, code: int, report: dict[str, Any]) -> None:
        self.code = code
        self.report = report
        self.unread = [
            f"{row['file']}:{row['line']}: {row['reason']}" for row in report["coverage"]["unread"]
        ]
        self.files = {row["file"] for row in report["verdicts"]}


Judge = Callable[[], Outcome]


@pytest.fixture
def judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Judge]:
    """Judges ``root`` in the temporary folder; what lies beside it is outside."""
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.chdir(root)

    def run() -> Outcome:
        code = main(["check", "--format", "json", "--verdicts", "all"])
        said = capsys.readouterr()
        assert not said.err
        assert "defect" not in said.out
        assert "LEAKED" not in said.out
        return Outcome(code, json.loads(said.out))

    def too_long(*_: object) -> None:
        raise TimeoutError

    # CPU time: on a busy machine a run is not slower for being waited for.
    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    yield run
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The hostile folder."""
    return tmp_path / "root"
