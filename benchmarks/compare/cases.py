"""What the tools are run over, and what is right: our labelled examples, and the two webshops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crenel.controls.catalogue import shipped, text_path
from crenel.controls.examples import examples_of

_ROW = re.compile(
    r"^\| (?P<number>\d+) \| (?P<handle>[^|]+) \| (?P<logical>[^|]+) \| (?P<place>[^|]+) \| "
    r"(?P<property>.+?) \| (?P<why>[^|]+) \| [^|]+ \|$",
    re.MULTILINE,
)
_HANDLE = re.compile(r"[A-Z]{3}-\d{3}")


@dataclass(frozen=True)
class Case:
    """One labelled example, written to a folder."""

    control: str
    format: str
    """``template.yaml``, ``serverless.yml`` or ``main.tf``."""
    expected: str
    """``finds``, ``clean`` or ``unknown``."""
    folder: str


@dataclass(frozen=True)
class Weakness:
    """A row of examples/webshop/WEAKNESSES.md."""

    number: int
    handles: tuple[str, ...]
    """The control catalogue's rows; empty for a weakness in code, whose kind is ``kind``."""
    kind: str
    logical: str
    place: str


def written(folder: Path) -> Iterator[Case]:
    """Writes every example of every control to a folder of its own."""
    for control in shipped():
        for number, example in enumerate(examples_of(text_path(control))):
            place = folder / control.name / f"{number:02}-{example.expected}"
            example.write(place)
            yield Case(control.name, _format(example.files), example.expected, str(place))


def weaknesses(root: Path) -> list[Weakness]:
    """The labels of the webshop."""
    text = (root / "examples/webshop/WEAKNESSES.md").read_text(encoding="utf-8")
    return [
        Weakness(
            number=int(row["number"]),
            handles=tuple(_HANDLE.findall(row["handle"])),
            kind=row["handle"].split(";")[0].strip(),
            logical=row["logical"].strip(),
            place=row["place"].strip(),
        )
        for row in _ROW.finditer(text)
    ]


def _format(files: dict[str, str]) -> str:
    if "serverless.yml" in files:
        return "serverless.yml"
    return "main.tf" if any(name.endswith(".tf") for name in files) else "template.yaml"
