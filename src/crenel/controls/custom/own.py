"""A control that a team wrote, in YAML or in Python, and what its examples need."""

from __future__ import annotations

import msgspec

from crenel.controls.catalogue import AnyControl
from crenel.controls.examples import Example


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """The control, the examples that prove it, and ``where`` it is written (``FILE:LINE``)."""

    control: AnyControl
    examples: tuple[Example, ...]
    where: str
