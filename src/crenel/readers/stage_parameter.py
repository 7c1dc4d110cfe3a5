"""The parameter that says in which stage an application is deployed, where it lists them."""

from __future__ import annotations

import re

import msgspec

from crenel.model.application import Application
from crenel.model.entities import StackParameter
from crenel.model.value import Known
from crenel.readers.environments import is_production

_NAME = re.compile(
    r"(?:app|application|deploy|deployment|target|stack|api|lambda)?"
    r"(?:stage|env|environment)(?:name|type)?"
)
_FEWEST = 2


class StageParameter(msgspec.Struct, frozen=True):
    """Its name, and what it may be: production first."""

    name: str
    stages: tuple[str, ...]


def stage_parameter(application: Application) -> StageParameter | None:
    """The parameter of the application's own template; None where none lists production."""
    for one in application.all(StackParameter):
        written = re.sub(r"[^a-z]", "", one.label.lower())
        of_nested_stack = "/" in one.id
        if of_nested_stack or not _NAME.fullmatch(written):
            continue
        values = [item.text() for _, item in one.allowed.items() if isinstance(item, Known)]
        stages = sorted(dict.fromkeys(filter(None, values)), key=is_production, reverse=True)
        if len(stages) >= _FEWEST and is_production(stages[0]):
            return StageParameter(one.label, tuple(stages))
    return None
