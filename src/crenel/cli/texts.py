"""What the controls say of themselves, as the report wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from crenel.controls.catalogue import AnyControl, catalogue, page
from crenel.report.settings import ControlText


def control_texts() -> Mapping[str, ControlText]:
    """By name; the Markdown of a control is read when it is asked for."""
    return _Texts({control.name: control for control in catalogue()})


class _Texts(Mapping[str, ControlText]):
    def __init__(self, controls: dict[str, AnyControl]) -> None:
        self._controls = controls

    def __getitem__(self, name: str) -> ControlText:
        return _text(self._controls[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._controls)

    def __len__(self) -> int:
        return len(self._controls)


@cache
def _text(control: AnyControl) -> ControlText:
    markdown = page(control)
    return ControlText(
        name=control.name,
        handle=control.handle,
        title=control.title,
        severity=control.severity,
        summary=_section(markdown, "What"),
        help_markdown=markdown,
        fix=control.fix,
        maps_to=control.maps_to,
        aliases=control.aliases,
    )


def _section(markdown: str, heading: str) -> str:
    return markdown.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip()
