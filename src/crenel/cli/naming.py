"""What a person may call a control or a detector; loaded when somebody names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property


def names() -> Mapping[str, str]:
    """Everything that a control or a detector can be called by -> its name."""
    return _Names()


class _Names(Mapping[str, str]):
    """Controls first; the detectors are many, and loaded for a name that no control has."""

    @cached_property
    def _controls(self) -> dict[str, str]:
        from crenel.controls.catalogue import by_name

        return {name: control.name for name, control in by_name().items()}

    def __getitem__(self, name: str) -> str:
        if name in self._controls:
            return self._controls[name]
        from crenel.secrets.catalogue import slots

        return slots()[name].name

    def __iter__(self) -> Iterator[str]:
        return iter(self._controls)

    def __len__(self) -> int:
        return len(self._controls)
