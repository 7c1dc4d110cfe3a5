"""How a value came to be: a chain of small steps, shared between values."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import msgspec

from crenel.model.source import Span


class How(Enum):
    """The kinds of step between what was written and what holds."""

    PARAMETER_DEFAULT = "parameter-default"
    PARAMETER_GIVEN = "parameter-given"
    CONDITION = "condition"
    MAPPING = "mapping"
    GLOBALS = "globals"
    EXPANSION = "expansion"
    POLICY_TEMPLATE = "policy-template"
    PROVIDER_DEFAULT = "provider-default"
    INCLUDED = "included"
    REFERENCE = "reference"


class Step(msgspec.Struct, frozen=True):
    """One step: how, in a phrase for people, where, and the step before it."""

    how: How
    detail: str
    span: Span | None = None
    before: Step | None = None

    def chain(self) -> Iterator[Step]:
        """The step itself and those before it, newest first."""
        step: Step | None = self
        while step is not None:
            yield step
            step = step.before
