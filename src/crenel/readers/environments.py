"""The environments that an application's files name: one model for each, from the same files."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from crenel.model.application import Application

MAX_ENVIRONMENTS = 16
"""Environments of one application that are judged when none is named; the rest is told."""

MAX_STAGES = 4
"""Stages of a parameter that are looked at beside each other."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PRODUCTION = frozenset({"prod", "production", "prd", "live"})
_NOT_YET = frozenset({"non", "no", "not", "pre", "post", "like", "test", "stage", "staging"})


class Environments(msgspec.Struct, frozen=True):
    """What there is beside the deployment that names no environment."""

    names: tuple[str, ...] = ()
    base: str = "default"
    """What that deployment is called; empty where nobody makes it."""


class Deployments(msgspec.Struct, frozen=True):
    """One application in every environment, by name; the one that was read first counts."""

    first: Application
    by_name: dict[str, list[Application]]

    @property
    def several(self) -> bool:
        """Is there more than one environment?"""
        return len(self.by_name) > 1


def is_production(name: str) -> bool:
    """Is an environment production, by what people call it? ``prod-eu`` is, ``non-prod`` is not."""
    words = {word.lower() for word in _WORDS.findall(name)}
    return bool(words & _PRODUCTION) and not words & _NOT_YET


def environments(names: Iterable[str], base: str = "default") -> Environments | None:
    """The environments of these names; None where there is but one."""
    others = tuple(dict.fromkeys(name for name in names if name and name != base))
    return Environments(others, base) if others else None
