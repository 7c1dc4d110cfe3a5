"""What ``--help`` says, as the program itself prints it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tools.pages import text

from crenel.cli.main import VERBS

WIDTH = 80


def page_of(root: Path, verbs: list[str]) -> str:
    """The page about these verbs."""
    parts = [
        part
        for verb in verbs
        for part in (f"## crenel {verb}", fenced(root, *verb.split(), "--help"))
    ]
    return text.page(
        text.generated_from("the parsers in src/crenel/cli"),
        "# Command line",
        "`crenel --help` and `crenel VERB --help` print this. Exit codes: [exit-codes.md]"
        "(exit-codes.md). Formats: [formats.md](formats.md).",
        fenced(root, "--help"),
        *parts,
    )


def page(root: Path) -> str:
    """The page about every verb."""
    return page_of(root, [name for verb in VERBS if there(verb) for name in names(verb)])


def names(verb: str) -> list[str]:
    """The verb, and for a verb of verbs each of these after it: ``policy``, ``policy decide``."""
    inner = getattr(import_module(f"crenel.cli.{verb}"), "VERBS", {})
    return [verb, *(f"{verb} {name}" for name in inner)]


def there(verb: str) -> bool:
    """Whether the verb has its module yet."""
    return find_spec(f"crenel.cli.{verb}") is not None


def fenced(root: Path, *arguments: str) -> str:
    """What ``crenel ARGUMENTS`` prints, in a fence."""
    return f"```\n{output(root, *arguments).rstrip()}\n```"


def output(root: Path, *arguments: str, width: int = WIDTH) -> str:
    """What ``crenel ARGUMENTS`` prints in a terminal without colour that is ``width`` wide."""
    done = subprocess.run(
        [sys.executable, "-m", "crenel.cli.main", *arguments],
        cwd=root,
        env=_environment(root, width),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        message = f"crenel {' '.join(arguments)} ended with {done.returncode}: {done.stderr}"
        raise SystemExit(message)
    return done.stdout


def _environment(root: Path, width: int) -> dict[str, str]:
    """Ours, less what would make the output differ from one terminal to the next."""
    kept = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    path = f"{root / 'src'}{os.pathsep}{kept.get('PYTHONPATH', '')}"
    return {**kept, "COLUMNS": str(width), "NO_COLOR": "1", "PYTHONPATH": path}
