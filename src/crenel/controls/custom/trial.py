"""Trying a team's control on its own examples."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from crenel.controls.catalogue import AnyControl
from crenel.controls.custom.own import Own
from crenel.controls.examples import Example
from crenel.controls.survey import survey
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project

_WANTED = {
    "finds": frozenset({Outcome.FAILS}),
    "clean": frozenset({Outcome.PASSES}),
    "unknown": frozenset({Outcome.UNDECIDED, Outcome.MAY_FAIL}),
}
_WORDS = {"finds": "fail", "clean": "pass", "unknown": "stay open"}


class Trial(msgspec.Struct, frozen=True):
    """One example, and what is wrong with it; empty where it is as it should be."""

    own: Own
    example: Example
    wrong: str = ""


def trials(own: Own, today: date) -> Iterator[Trial]:
    """Each example of a control, tried."""
    for example in own.examples:
        with tempfile.TemporaryDirectory() as folder:
            example.write(Path(folder))
            yield Trial(own, example, _wrong(own.control, example, Path(folder), today))


def _wrong(control: AnyControl, example: Example, folder: Path, today: date) -> str:
    read = project([folder], Options())
    found = survey(read, [control], today)
    for unread in found.coverage.unread:
        return f"it cannot be read: line {unread.line}: {unread.reason}"
    outcomes = {verdict.outcome for verdict in found.verdicts}
    if not outcomes:
        return f"nothing in it is a {control.judges.__name__} that the control judges"
    wanted = _WANTED[example.expected]
    right = outcomes <= wanted if example.expected == "clean" else bool(outcomes & wanted)
    if right:
        return ""
    said = ", ".join(sorted(one.value for one in outcomes))
    return f"it should {_WORDS[example.expected]}, and the verdict is: {said}"
