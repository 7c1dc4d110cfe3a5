"""From the name of a format to the text of a report; formats are found by folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from crenel.errors import UsageError
from crenel.report import formats

if TYPE_CHECKING:
    from crenel.model.verdict import Report
    from crenel.report.settings import Settings

_SUFFIX = "_format"


class Format(Protocol):
    """What a file in ``formats/`` has to offer."""

    def render(self, report: Report, settings: Settings) -> str:
        """The whole text, encodable as UTF-8, ending in a line break."""


def format_names() -> list[str]:
    """The names that people may type after ``--format``."""
    return sorted(_modules())


def find(name: str) -> Format:
    """The format of this name; a :class:`UsageError` that names the known ones otherwise."""
    module = _modules().get(name)
    if module is None:
        what = f"there is no output format {name!r}"
        raise UsageError(what, f"Known formats: {', '.join(format_names())}")
    return cast("Format", import_module(f"{formats.__name__}.{module}"))


def render(name: str, report: Report, settings: Settings) -> str:
    """The report in the format of this name."""
    return find(name).render(report, settings)


def _modules() -> dict[str, str]:
    """The names of the formats, and the module of each."""
    files = (file for folder in formats.__path__ for file in Path(folder).glob("[!_]*.py"))
    return {file.stem.removesuffix(_SUFFIX): file.stem for file in files}
