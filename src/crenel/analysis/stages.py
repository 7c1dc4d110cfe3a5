"""Stages of APIs: how people know them."""

from __future__ import annotations

from crenel.model.entities import ApiStage
from crenel.model.provenance import How

_ADDED = "Stage"


def is_added(stage: ApiStage) -> bool:
    """Is it the second stage, which SAM adds and nobody wrote?"""
    steps = stage.name.via.chain() if stage.name.via is not None else ()
    return stage.name.text() == _ADDED and any(step.how is How.EXPANSION for step in steps)


def called(stage: ApiStage) -> str:
    """Its name; a stage that nobody wrote is told as such."""
    name = stage.name.text() or stage.label
    return (
        f"{name}, which SAM adds unless the API has an OpenApiVersion" if is_added(stage) else name
    )
