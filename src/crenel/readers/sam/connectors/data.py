"""The profiles in ``_data``, read when they are first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from crenel.dated import decoded


class Profile(msgspec.Struct, frozen=True):
    """What a connector between two types makes."""

    kind: str
    source: bool
    """Does the source get the policy? The destination does otherwise."""
    access: Mapping[str, Mapping[str, object]]
    """What ``Read`` and ``Write`` allow."""


class End(msgspec.Struct, frozen=True):
    """What a resource of a type tells about itself."""

    role: str
    """The property that names its role; ``Targets`` for the roles of a rule's targets."""
    attributes: Mapping[str, str]
    """``arn``, ``name``, ``id``, ``url``: which attribute gives it, empty for its reference."""


class Profiles(msgspec.Struct, frozen=True):
    """All of them."""

    ends: Mapping[str, End]
    profiles: Mapping[str, Profile]


@cache
def profiles() -> Profiles:
    """The table."""
    return decoded(Path(__file__).parent / "_data" / "profiles.json", Profiles)
