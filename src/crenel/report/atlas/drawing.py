"""The map as other tools draw it; formats are found in ``drawings``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path as File
from typing import Protocol, cast

import msgspec

from crenel.analysis.paths.path import Path
from crenel.report.atlas import drawings
from crenel.report.paths.chart import Chart, ChartNode


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn: nodes and edges in the order of the templates, and the paths over them."""

    title: str
    chart: Chart
    paths: tuple[Path, ...] = ()
    """Those that are more than possible, the worst first, one for each pair of ends."""

    def hot(self) -> frozenset[str]:
        """The ids of the nodes that a path leads through."""
        return frozenset(
            address for one in self.paths for step in one.steps for address in (step.start, step.to)
        )

    def groups(self) -> dict[str, list[ChartNode]]:
        """The nodes by the file that they are written in; the empty name for who stands outside."""
        found: dict[str, list[ChartNode]] = {}
        for node in self.chart.nodes:
            found.setdefault(file_of(node), []).append(node)
        return found


class Format(Protocol):
    """What a file in ``drawings/`` has to offer."""

    def render(self, drawing: Drawing) -> str:
        """The whole text, encodable as UTF-8, ending in a line break."""


def drawing_names() -> list[str]:
    """The names that people may type after ``map --format``."""
    return sorted(name.replace("_", "-") for name in _modules())


def draw(name: str, drawing: Drawing) -> str:
    """The drawing in the format of this name, one of :func:`drawing_names`."""
    module = import_module(f"{drawings.__name__}.{name.replace('-', '_')}")
    return cast("Format", module).render(drawing)


def file_of(node: ChartNode) -> str:
    """The file that a node is written in; empty where it is in none."""
    return node.id.partition("::")[0] if "::" in node.id else ""


def _modules() -> list[str]:
    return [file.stem for place in drawings.__path__ for file in File(place).glob("[!_]*.py")]
