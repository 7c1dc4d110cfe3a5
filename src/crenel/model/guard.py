"""Guards: under which choices of the deployment a value, or a whole resource, holds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Atom(msgspec.Struct, frozen=True, gc=False):
    """One question about a deployment: does ``subject`` equal ``value``?

    ``label`` is what people read (the name of the condition); it is no part of the identity.
    """

    subject: str
    value: str
    label: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two atoms the same question."""
        return self.subject, self.value


class Guard(msgspec.Struct, frozen=True):
    """A conjunction of answers to atoms; the empty one always holds."""

    answers: tuple[tuple[Atom, bool], ...] = ()

    def conjoin(self, other: Guard) -> Guard | None:
        """Both at once, or None where they contradict each other."""
        if not other.answers:
            return self
        if not self.answers:
            return other
        joined = list(self.answers)
        for atom, holds in other.answers:
            verdict = _against(joined, atom, holds=holds)
            if verdict is False:
                return None
            if verdict is None:
                joined.append((atom, holds))
        return Guard(tuple(joined))

    def negations(self) -> Iterator[Guard]:
        """Disjoint guards that together say: this one does not hold."""
        for index, (atom, holds) in enumerate(self.answers):
            yield Guard((*self.answers[:index], (atom, not holds)))

    def subjects(self) -> Iterator[str]:
        """The names whose values would decide it."""
        for atom, _ in self.answers:
            yield atom.subject

    def __bool__(self) -> bool:
        return bool(self.answers)

    def __str__(self) -> str:
        return " and ".join(_phrase(atom, holds=holds) for atom, holds in self.answers)


ALWAYS = Guard()


def _against(joined: list[tuple[Atom, bool]], atom: Atom, *, holds: bool) -> bool | None:
    """True: already said. False: contradicted. None: new."""
    subject, value = atom.subject, atom.value
    for known, known_holds in joined:
        if known.subject == subject:
            if known.value == value:
                return known_holds is holds
            if holds and known_holds:
                return False
    return None


def _phrase(atom: Atom, *, holds: bool) -> str:
    if atom.label:
        return f"{atom.label} is {'true' if holds else 'false'}"
    return f"{atom.subject} is {'' if holds else 'not '}{atom.value!r}"
