"""Running the tools: the peers in their own environment, crenel in this one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.compare.apart import Finding

PEERS = {"Checkov": "checkov", "cfn-lint": "cfn_lint", "CFRipper": "cfripper"}
PACKAGES = {"Checkov": "checkov", "cfn-lint": "cfn-lint", "CFRipper": "cfripper"}
_DRIVERS = Path(__file__).parent / "drivers"
_PATIENCE = 3600


def output(name: str, python: Path, folders: Iterable[str]) -> str:
    """What a peer's driver prints about folders: a finding a line."""
    driver = _DRIVERS / f"{PEERS[name]}_driver.py"
    done = subprocess.run(
        [str(python), str(driver)],
        input="\n".join(folders),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name} did not come to its end:\n{done.stderr[-2000:]}")
    return done.stdout


def findings(printed: str) -> list[Finding]:
    """The findings that a driver printed, each once."""
    rows = {tuple(json.loads(line)) for line in printed.splitlines() if line.startswith("[")}
    return [Finding(*row) for row in sorted(rows)]


def crenel(folder: Path) -> Iterator[dict[str, object]]:
    """The verdicts of crenel about a folder, as its JSON has them, in the view ``review``."""
    start = [sys.executable, "-m", "crenel.cli.main", "check", str(folder)]
    done = subprocess.run(
        [*start, "--no-config", "--view", "review", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    yield from json.loads(done.stdout)["verdicts"]


def version(name: str, requirements: str) -> str:
    """The pinned version of a peer."""
    start = f"{PACKAGES[name]}=="
    line = next(line for line in requirements.splitlines() if line.startswith(start))
    return line.removeprefix(start).split()[0]
