"""pip, of the environment that crenel runs in or on PATH (pip 22.2 and later)."""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from crenel.supplychain.build.installers.installer import Order, beside_python, run
from crenel.supplychain.build.record import Tool
from crenel.supplychain.build.target import Target


class Pip:
    """``pip install --target``."""

    name = "pip"

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def tool(self) -> Tool:
        if self._command[0] == sys.executable:
            return Tool(name=self.name, version=version(self.name))
        said = run([*self._command, "--version"], Path(sys.prefix)).split()
        return Tool(name=self.name, version=said[1] if len(said) > 1 else "unknown")

    def install(self, order: Order) -> None:
        only = [f"--no-binary={name}" for name in order.source]
        command = [
            *self._command,
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--no-compile",
            "--no-warn-script-location",
            "--no-warn-conflicts",
            "--progress-bar=off",
            "--quiet",
            "--only-binary=:all:",
            *only,
            *(["--require-hashes"] if order.hashed else []),
            *(["--no-deps"] if order.complete or only else []),
            *_platform(order.target),
            f"--target={order.into}",
            f"--requirement={order.requirements}",
        ]
        run(command, order.requirements.parent)


def _platform(target: Target) -> list[str]:
    return [
        f"--python-version={target.version}",
        "--implementation=cp",
        f"--abi=cp{target.version.replace('.', '')}",
        "--abi=abi3",
        "--abi=none",
        *(f"--platform={one}" for one in target.platforms),
    ]


def found() -> Pip | None:
    """The pip of this environment, or the one on PATH."""
    if find_spec("pip") is not None:
        return Pip([sys.executable, "-I", "-m", "pip"])
    program = beside_python("pip")
    return Pip([program]) if program else None
