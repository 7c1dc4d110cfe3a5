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
_DECIDES = (
    r"(?:Equals|FindInMap)[^:]{0,200}?\bNAME\b|Equals.{0,80}?Ref.{0,9}NAME\b|FindInMap.{0,80}?Ref.{0,9}NAME\b"
    r"|\bvar\.NAME\s*[=!]=|[=!]=\s*var\.NAME\b|[\[(,]\s*var\.NAME\b"
)
MAX_SEARCHED = 1_000_000
"""Characters of one file; in a longer one it counts as deciding, unsearched."""
MAX_PRODUCTION = 2
"""Values that mean production, and are compared."""


class StageParameter(msgspec.Struct, frozen=True):
    """Its name, what of its values is compared, and which of them is the default."""

    name: str
    stages: tuple[str, ...]
    """Production, and one other: that by default, if it is another, else the first one."""
    default: str = ""


def stage_parameter(application: Application) -> StageParameter | None:
    """The parameter of the application's own template; None where none lists production."""
    for one in application.all(StackParameter):
        written = re.sub(r"[^a-z]", "", one.label.lower())
        of_nested_stack = "/" in one.id
        if of_nested_stack or not _NAME.fullmatch(written):
            continue
        values = [item.text() for _, item in one.allowed.items() if isinstance(item, Known)]
        production = [value for value in values if is_production(value)]
        others = [value for value in values if value and not is_production(value)]
        if production and others and _decides(one.label, application):
            default = one.default.text() if isinstance(one.default, Known) else ""
            other = default if default in others else others[0]
            stages = (*production[:MAX_PRODUCTION], other)
            return StageParameter(one.label, stages, default)
    return None


def _decides(name: str, application: Application) -> bool:
    """Is it compared or looked up anywhere? As a part of names it makes no difference."""
    told = re.compile(_DECIDES.replace("NAME", re.escape(name)), re.DOTALL)
    texts = [source.text for source in application.sources.values()]
    return any(len(text) > MAX_SEARCHED or told.search(text) for text in texts)
