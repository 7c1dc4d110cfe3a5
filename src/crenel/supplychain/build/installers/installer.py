"""What an installer offers, and how one is found and run.

A module of this folder has ``found() -> Installer | None``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.build import installers
from crenel.supplychain.build.record import Tool
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.target import Target

PATIENCE = 1800
"""Seconds that a program may take."""
_OURS = "installer"
_MOST = 4_000
_WORSE = re.compile(
    r"(?i)(?:PIP_(?:TARGET|USER|PREFIX|ROOT|CONSTRAINT|REQUIREMENT|DRY_RUN)|PYTHON)"
)
"""Variables that would turn an installation into something else."""
_ERROR = re.compile(r"(?i)(?:npm )?error")
_ADDRESS = re.compile(r"(?<=://)[^\s/@]+@")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be installed."""

    requirements: Path
    """A requirements file."""
    into: Path
    target: Target
    hashed: bool
    """Must every file have one of the hashes?"""
    complete: bool
    """Does the file name every library? Else the installer finds out what else is needed."""
    source: tuple[str, ...] = ()
    """Libraries that may run a build script."""


class Installer(Protocol):
    """A program that installs wheels."""

    name: str

    def tool(self) -> Tool:
        """Itself, for the record."""

    def install(self, order: Order) -> None:
        """Installs what is ordered. Raises Refused."""


@cache
def known() -> tuple[str, ...]:
    """The names of all installers."""
    files = (file for folder in installers.__path__ for file in Path(folder).glob("[!_]*.py"))
    return tuple(sorted((file.stem for file in files if file.stem != _OURS), reverse=True))


def installer(name: str = "") -> Installer:
    """The one that was asked for, or the first that is there. Raises UsageError."""
    for one in (name,) if name else known():
        found = import_module(f"{installers.__name__}.{one}").found()
        if found is not None:
            return cast("Installer", found)
    wanted = name or " or ".join(known())
    raise UsageError(f"{wanted} was not found", f"Install it, or put it on PATH ({_searched()})")


def _searched() -> str:
    return f"also looked beside {Path(sys.executable).name}"


def beside_python(name: str) -> str | None:
    """A program on PATH, or in the environment that crenel runs in."""
    import shutil  # noqa: PLC0415 - loads archive formats

    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> str:
    """Runs a program in a folder of crenel's own and returns what it prints. Raises Refused."""
    name = command[command.index("-m") + 1] if "-m" in command else Path(command[0]).name
    environment = {key: value for key, value in os.environ.items() if not _WORSE.match(key)}
    try:
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            command,
            cwd=folder,
            env={**environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"{name} did not end within {PATIENCE} seconds", "Try again") from None
    except OSError as error:
        raise Refused(f"{name} cannot be started: {error.strerror}", "Install it anew") from None
    if ended.returncode:
        raise Failed(name, _said(ended.stderr) or _said(ended.stdout))
    return ended.stdout.decode("utf-8", "replace")


class Failed(Refused):
    """A program ended with an error; ``said`` is what it printed."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(f"{name} failed: {_last(said)}")
        self.said = said


def _said(output: bytes) -> str:
    """The beginning and the end of what a program printed, without credentials of addresses."""
    whole = output if len(output) <= 2 * _MOST else output[:_MOST] + b"\n" + output[-_MOST:]
    return _ADDRESS.sub("***@", whole.decode("utf-8", "replace")).strip()


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR.match(line)]
    return " / ".join((errors or lines)[-4:])[:600] or "it says nothing"
