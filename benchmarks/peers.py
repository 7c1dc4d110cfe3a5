"""Other tools on the same files: those that are installed already."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Cost, cost
from benchmarks.samples import sam_templates

TIMEOUT = 600.0


def commands(folder: Path, framework: str) -> dict[str, list[str]]:
    """How each peer that is there, and reads a framework (Checkov's word), is run over a folder."""
    checkov = ["-d", str(folder), "--framework", framework, "--compact", "--quiet"]
    wanted = {"checkov": [*checkov, "--skip-download", "--output", "json"]}
    if framework == "cloudformation":
        templates = [str(path) for path in sam_templates(folder)]
        wanted["cfn-lint"] = ["--format", "json", "--", *templates]
    starts = {name: _start(name) for name in wanted}
    return {name: [*start, *wanted[name]] for name, start in starts.items() if start}


def measured(folder: Path, framework: str) -> dict[str, Cost]:
    """What each peer costs; empty where none is installed."""
    return {
        name: cost(command, timeout=TIMEOUT, folder=folder)
        for name, command in commands(folder, framework).items()
    }


def said(name: str, found: Cost) -> str:
    """What a peer found, or that it did not come to an end: a crash is no figure."""
    try:
        answer = json.loads(found.output)
    except ValueError:
        return f"no result, exit {found.code}"
    reports = answer if isinstance(answer, list) else [answer]
    if name == "checkov":
        return f"{sum(one.get('summary', one)['failed'] for one in reports)} failed checks"
    return f"{len(reports)} matches"


def _start(name: str) -> list[str]:
    """The beginning of the command, from CRENEL_PEERS or from where we run; empty for none."""
    given = os.environ.get("CRENEL_PEERS")
    program = Path(given or sys.prefix) / "bin" / name
    if program.exists():
        return [str(program)]
    module = {"checkov": "checkov.main", "cfn-lint": "cfnlint"}[name]
    installed = not given and find_spec(module.partition(".")[0]) is not None
    return [sys.executable, "-m", module] if installed else []
