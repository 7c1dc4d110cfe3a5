"""Stages of APIs: how people know them."""

from __future__ import annotations

from crenel.model.entities import ApiStage
from crenel.model.provenance import How

_ADDED = "Stage"


def called(stage: ApiStage) -> str:
    """Its name; the second stage, which SAM adds and nobody wrote, is told as such."""
    name = stage.name.text() or stage.label
    steps = stage.name.via.chain() if stage.name.via is not None else ()
    if name == _ADDED and any(step.how is How.EXPANSION for step in steps):
        return f"{name}, which SAM adds unless the API has an OpenApiVersion"
    return name
