"""Steps of the languages that declare types."""

from __future__ import annotations

from crenel.code.syntax import Step


class Cast(Step):
    """``value``, which the text says is of a type; a Word, or a dotted one, names it."""

    __slots__ = ("type", "value")

    def __init__(self, kind: str, value: Step) -> None:
        super().__init__()
        self.type = kind
        self.value = value


class Part(Step):
    """Go: one of the several values that a call answers."""

    __slots__ = ("place", "value")

    def __init__(self, value: Step, place: int) -> None:
        super().__init__()
        self.value = value
        self.place = place
