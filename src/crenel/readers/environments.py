"""The environments that an application's files name: one model for each, from the same files."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.model.application import Application

MAX_ENVIRONMENTS = 16
"""Environments of one application that are judged when none is named; the rest is told."""


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


def environments(names: Iterable[str], base: str = "default") -> Environments | None:
    """The environments of these names; None where there is but one."""
    others = tuple(dict.fromkeys(name for name in names if name and name != base))
    return Environments(others, base) if others else None
