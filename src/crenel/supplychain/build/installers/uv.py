"""uv, on PATH or in the environment that crenel runs in."""

from __future__ import annotations

import sys
from pathlib import Path

from crenel.supplychain.build.installers.installer import Order, beside_python, run
from crenel.supplychain.build.record import Tool
from crenel.supplychain.build.target import Target

_KNOWN = (34, 28, 17)
"""The minor versions of glibc that ``--python-platform`` names and that AWS Lambda has, or more."""


class Uv:
    """``uv pip install --target``."""

    name = "uv"

    def __init__(self, program: str) -> None:
        self._program = program

    def tool(self) -> Tool:
        said = run([self._program, "--version"], Path(sys.prefix)).split()
        return Tool(name=self.name, version=said[1] if len(said) > 1 else "unknown")

    def install(self, order: Order) -> None:
        command = [
            self._program,
            "pip",
            "install",
            "--quiet",
            "--no-progress",
            "--link-mode=copy",
            "--no-compile-bytecode",
            "--only-binary=:all:",
            *(f"--no-binary={name}" for name in order.source),
            *(["--require-hashes"] if order.hashed else []),
            *(["--no-deps"] if order.complete else []),
            f"--python={sys.executable}",
            f"--python-version={order.target.version}",
            f"--python-platform={platform(order.target)}",
            f"--target={order.into}",
            f"--requirement={order.requirements}",
        ]
        run(command, order.requirements.parent, {"UV_NO_WRAP": "1"})


def platform(target: Target) -> str:
    """The newest platform that uv names and the target can load."""
    minor = next(one for one in _KNOWN if one <= target.glibc)
    return f"{target.machine}-manylinux_2_{minor}"


def found() -> Uv | None:
    """The uv on PATH, or of this environment."""
    program = beside_python("uv")
    return Uv(program) if program else None
