"""The blocks of the README that the program writes, between ``<!-- generated: NAME -->`` marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tools.pages import commands

DEMO = "examples/webshop"
TODAY = "2026-11-24"
"""The day that the demo is judged as of, so that the block does not change with the calendar."""
FRAMES = 2
WIDTH = 96

_BLOCK = re.compile(
    r"(?<=<!-- generated: )(?P<name>[\w-]+) -->\n.*?(?=<!-- end of generated -->)", re.DOTALL
)


def refreshed(root: Path) -> str:
    """The README with every block made anew. An unknown name is an error."""
    before = (root / "README.md").read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: _block(found["name"], root), before)


def _block(name: str, root: Path) -> str:
    if name not in BLOCKS:
        message = f"README.md: there is no generated block {name}; known: {', '.join(BLOCKS)}"
        raise SystemExit(message)
    return f"{name} -->\n\n{BLOCKS[name](root)}\n\n"


def help_text(root: Path) -> str:
    """What ``crenel --help`` prints."""
    return commands.fenced(root, "--help")


def demo(root: Path) -> str:
    """The first findings of the example, and how the run ends."""
    printed = commands.output(root, "check", DEMO, "--today", TODAY, width=WIDTH)
    return f"```console\n$ crenel check {DEMO}\n{shortened(printed, FRAMES)}\n```"


def shortened(printed: str, frames: int) -> str:
    """The first frames, a line where others are left out, and the last paragraph."""
    *found, last = printed.rstrip().split("\n\n")
    shown, left = found[:frames], found[frames:]
    more = ["[... the other findings ...]"] if left else []
    return "\n\n".join([*shown, *more, last])


BLOCKS: dict[str, Callable[[Path], str]] = {"help": help_text, "demo": demo}
