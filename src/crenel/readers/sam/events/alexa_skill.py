"""``AlexaSkill``: a skill calls the function."""

from __future__ import annotations

from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit


def expand(event: Event) -> None:
    """The permission."""
    permit(event, "alexa-appkit.amazon.com", token=event.get("SkillId"))
