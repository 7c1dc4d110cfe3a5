"""The expansion of SAM resources; until it is here, resources pass as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import Value


def expand(
    resources: Sequence[Resource],
    globals_: Value,  # noqa: ARG001 - part of the interface
    *,
    folder: str = "",  # noqa: ARG001 - part of the interface
    note: Callable[[str, Span], None] = lambda _sentence, _span: None,  # noqa: ARG001 - the same
) -> list[Resource]:
    """The resources, each SAM resource replaced by what it expands to."""
    return list(resources)
