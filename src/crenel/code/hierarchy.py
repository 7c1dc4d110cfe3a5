"""The types of a program and what is above each: what it extends, or has embedded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.code.syntax import Unit


class Hierarchy:
    """The order of the application's types; each language says what the bases of one are."""

    def bases(self, unit: Unit) -> Sequence[Unit | str | None]:
        """What is directly above: a type of the application, a foreign one's name, or unknown."""
        raise NotImplementedError

    def above(self, unit: Unit) -> Iterator[Unit]:
        """The type and those of the application above it, nearest first; circles end."""
        seen: set[Unit] = set()
        pending = [unit]
        while pending:
            one = pending.pop(0)
            if one not in seen:
                seen.add(one)
                yield one
                pending.extend(base for base in self.bases(one) if isinstance(base, Unit))
