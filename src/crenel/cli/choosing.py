"""Which functions a person means: by name in a template, or by address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer


def meant(paths: list[Path], names: list[str]) -> tuple[list[Path], list[str]]:
    """``crenel permissions Api`` names a function of this folder, where there is no such path."""
    name = paths[0].as_posix()
    if len(paths) == 1 and "." not in name and "/" not in name and not paths[0].exists():
        return [Path()], [*names, name]
    return paths, names


def chosen(answers: list[Answer], names: list[str]) -> list[Answer]:
    """The functions that were asked for. Raises UsageError for a name that none has."""
    from crenel.errors import UsageError

    if not names:
        return answers
    for name in names:
        if not any(_called(one, name) for one in answers):
            close = _close(name, answers)
            hint = f"Did you mean {close}?" if close else "Without --function all are shown"
            raise UsageError(f"there is no function {name}", hint)
    return [one for one in answers if any(_called(one, name) for name in names)]


def _called(answer: Answer, name: str) -> bool:
    return name in (answer.address, answer.address.rpartition("::")[2])


def _close(name: str, answers: list[Answer]) -> str:
    from difflib import get_close_matches

    known = [one.address.rpartition("::")[2] for one in answers]
    return " or ".join(get_close_matches(name.rpartition("::")[2], known, n=2))
