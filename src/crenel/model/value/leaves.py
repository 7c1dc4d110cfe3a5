"""Single values: known, unknown, absent, and references to other things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crenel.model.guard import Atom, Guard
from crenel.model.provenance import How, Step
from crenel.model.truth import Case, Truth, truth, unknown
from crenel.model.value.root import Scalar, UnknownKind, Value, normal

_UNREAD = frozenset(
    {
        UnknownKind.MALFORMED,
        UnknownKind.UNSUPPORTED,
        UnknownKind.MISSING_FILE,
        UnknownKind.OVER_BUDGET,
    }
)
"""What crenel could not follow: even that something is there is not known."""

_IDENTIFIERS = (".arn", ".id", ".name", ".url", ".domain_name", ".endpoint")
"""Attributes by which data sources name what they look up."""


class Known(Value, frozen=True, eq=False):
    """A scalar."""

    value: Scalar

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(holds(self.value), self)

    def equals(self, *wanted: Scalar) -> Truth:
        mine = normal(self.value)
        return truth(any(mine == normal(one) for one in wanted), self)

    def known(self) -> Scalar | None:
        return self.value

    def text(self) -> str:
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


class Unknown(Value, frozen=True, eq=False):
    """A value that the files do not tell: its kind, the name that would, the values it may take."""

    kind: UnknownKind
    name: str
    allowed: tuple[Scalar, ...] = ()
    inside: bool = False
    """It was asked for inside something unknown: it may not be written there at all."""

    def get(self, key: str) -> Value:
        return Unknown(kind=self.kind, name=self.name, inside=True, span=self.span, via=self.via)

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        if not self.allowed:
            return unknown(self)
        answers = [(one, holds(one)) for one in self.allowed]
        if len({answer for _, answer in answers}) == 1:
            return truth(answers[0][1], self)
        atoms = ((Guard(((Atom(self.name, str(one)), True),)), answer) for one, answer in answers)
        return Truth(tuple(Case(guard, answer, (self,)) for guard, answer in atoms))

    def equals(self, *wanted: Scalar) -> Truth:
        """A name holds no wildcard and is never empty; else as for any test."""
        if self.is_name and all(not str(one) or "*" in str(one) for one in wanted):
            return truth(False, self)
        return super().equals(*wanted)

    @property
    def is_name(self) -> bool:
        """Is it the name of something: a pseudo-parameter, an identifier that is looked up?"""
        looked_up = self.kind is UnknownKind.DATA_SOURCE and self.name.endswith(_IDENTIFIERS)
        return looked_up or self.kind is UnknownKind.PSEUDO

    def is_absent(self) -> Truth:
        return unknown(self) if self.inside or self.kind in _UNREAD else truth(False, self)

    def text(self) -> str:
        return "${" + self.name + "}"

    def unknowns(self) -> Iterator[Unknown]:
        yield self


class Absent(Value, frozen=True, eq=False):
    """Nothing was written; ``span`` is where that was said (``!Ref AWS::NoValue``), if anywhere."""

    def or_default(self, default: Scalar, why: str) -> Value:
        return Known(
            value=default,
            span=self.span,
            via=Step(How.PROVIDER_DEFAULT, why, None, before=self.via),
        )

    def or_else(self, other: Value) -> Value:
        return other

    def items(self) -> Iterator[tuple[Guard, Value]]:
        return iter(())

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(absent, self)

    def is_absent(self) -> Truth:
        return truth(True, self)


class Ref(Value, frozen=True, eq=False):
    """A reference to another resource of the application: an edge, not an unknown.

    ``attribute`` is empty for the resource's own reference value (a name or an identifier).
    """

    target: str
    attribute: str = ""

    def get(self, key: str) -> Value:
        whole = Unknown(
            kind=UnknownKind.DEPLOY_TIME, name=self.text()[2:-1], span=self.span, via=self.via
        )
        return whole.get(key)

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return unknown(self)

    def equals(self, *wanted: Scalar) -> Truth:
        """Names and identifiers hold no wildcard and are never empty; else it is unknown."""
        if all(not str(one) or "*" in str(one) for one in wanted):
            return truth(False, self)
        return unknown(self)

    def contains(self, part: str) -> Truth:
        """Names and identifiers hold no wildcard and no blank."""
        return truth(False, self) if "*" in part or " " in part else unknown(self)

    def text(self) -> str:
        return "${" + self.target + (f".{self.attribute}" if self.attribute else "") + "}"

    def refs(self) -> Iterator[Ref]:
        yield self
