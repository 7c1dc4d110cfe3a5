"""One application in all its environments: what is known in each, and which is production."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from crenel.readers.environments import is_production

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge

Known = Mapping[str, Sequence["Knowledge"]]
"""By the name of an environment: what is known of the application in it."""


class Environments:
    """The environments of an application; ``find`` reads them when somebody asks.

    ``compared`` names the controls of which a difference counts; None: all. ``possible`` ones are
    not named as deployed by anybody: the application as it is read first stands for them all.
    """

    def __init__(
        self,
        find: Callable[[], Known],
        compared: Collection[str] | None = None,
        *,
        possible: bool = False,
    ) -> None:
        self.possible = possible
        self._find = find
        self._compared = compared

    @cached_property
    def by_name(self) -> Known:
        """What is known in each."""
        return self._find()

    @cached_property
    def production(self) -> tuple[str, ...]:
        """Those that are called production."""
        return tuple(name for name in self.by_name if is_production(name))

    def name_of(self, app: Knowledge) -> str | None:
        """The environment that this is known of; None where it is none of them."""
        found = (name for name, known in self.by_name.items() if any(one is app for one in known))
        return next(found, None)

    def compares(self, control: str) -> bool:
        """Does a difference in what this control says count?"""
        return self._compared is None or control in self._compared
