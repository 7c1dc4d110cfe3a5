"""Values as a template gives them: known, unknown, absent, chosen by a condition, text with holes,
references; each with its place and how it came to be.

A control never looks inside: it asks (``value.equals("NONE")``) and gets a ``Truth``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

import msgspec

from crenel.model.guard import ALWAYS, Atom, Guard
from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.truth import FALSE, Case, Truth, any_of, truth, unknown

Scalar = str | int | float | bool
Test = Callable[["Value"], Truth]

_TRUE_WORDS = frozenset({"true", "yes", "on", "1"})
_FALSE_WORDS = frozenset({"false", "no", "off", "0"})


class UnknownKind(Enum):
    """Why a value cannot be known from the files alone."""

    PARAMETER = "parameter"
    PSEUDO = "pseudo-parameter"
    SSM = "ssm-parameter"
    SECRET = "secret"
    STACK_EXPORT = "stack-export"
    DEPLOY_TIME = "deploy-time-attribute"
    EXTERNAL = "external-input"
    MALFORMED = "malformed"
    UNSUPPORTED = "unsupported-function"
    MISSING_FILE = "missing-file"
    OVER_BUDGET = "over-budget"


class Value(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """The root of all values: ``span`` is where it was written, ``via`` how it came to be."""

    span: Span | None = None
    via: Step | None = None

    # -- reaching inside -------------------------------------------------------------------

    def get(self, key: str) -> Value:
        """The entry of a map under ``key``; of each branch, for a choice."""
        return Absent(span=self.span)

    def at(self, *keys: str) -> Value:
        """The value under a path of keys."""
        value: Value = self
        for key in keys:
            value = value.get(key)
        return value

    def cases(self) -> Iterator[tuple[Guard, Value]]:
        """The value under each guard; never a Choice."""
        yield ALWAYS, self

    def items(self) -> Iterator[tuple[Guard, Value]]:
        """The elements of a list (a single value counts as a list of one), each under its guard."""
        yield ALWAYS, self

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        """The entries of a map, each under its guard; none for anything else."""
        return iter(())

    def or_default(self, default: Scalar, why: str) -> Value:
        """The provider's default where nothing was written; ``why`` names it and its date."""
        return self

    def stepped(self, step: Step) -> Value:
        """The same value with one more step of provenance."""
        return msgspec.structs.replace(
            self, via=Step(step.how, step.detail, step.span, before=self.via)
        )

    # -- asking ----------------------------------------------------------------------------

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        """Does ``holds`` hold for the scalar? ``absent`` is the answer where nothing is written."""
        return unknown(self)

    def equals(self, *wanted: Scalar) -> Truth:
        """Is it one of these? ``True`` equals ``"true"``, ``1`` equals ``"1"``."""
        normal = frozenset(_normal(one) for one in wanted)
        return self.test(lambda scalar: _normal(scalar) in normal)

    def contains(self, part: str) -> Truth:
        """Does the text contain ``part``?"""
        return self.test(lambda scalar: part in str(scalar))

    def startswith(self, *prefixes: str) -> Truth:
        """Does the text begin with one of these?"""
        return self.test(lambda scalar: str(scalar).startswith(prefixes))

    def endswith(self, *suffixes: str) -> Truth:
        """Does the text end with one of these?"""
        return self.test(lambda scalar: str(scalar).endswith(suffixes))

    def is_true(self) -> Truth:
        """Is it switched on? An absent value is not."""
        return self.test(lambda scalar: str(scalar).lower() in _TRUE_WORDS)

    def is_false(self) -> Truth:
        """Is it explicitly switched off? An absent value is not."""
        return self.test(lambda scalar: str(scalar).lower() in _FALSE_WORDS)

    def less_than(self, limit: float) -> Truth:
        """Is it a number below ``limit``? An absent value or a word is not."""
        return self.test(lambda scalar: (number := _number(scalar)) is not None and number < limit)

    def more_than(self, limit: float) -> Truth:
        """Is it a number above ``limit``? An absent value or a word is not."""
        return self.test(lambda scalar: (number := _number(scalar)) is not None and number > limit)

    def is_absent(self) -> Truth:
        """Was nothing written?"""
        return truth(False, self)

    def is_present(self) -> Truth:
        """Was something written?"""
        return ~self.is_absent()

    def any(self, test: Test) -> Truth:
        """Does ``test`` hold for at least one element?"""
        return any_of(test(item).under(guard) for guard, item in self.items())

    def all(self, test: Test) -> Truth:
        """Does ``test`` hold for every element (True for none)?"""
        return ~self.any(lambda item: ~test(item))

    # -- telling ---------------------------------------------------------------------------

    def known(self) -> Scalar | None:
        """The scalar, where it is known; None otherwise."""
        return None

    def text(self) -> str:
        """What people read: the text, with ``${Name}`` for what is not known."""
        return ""

    def refs(self) -> Iterator[Ref]:
        """Every reference to another entity inside it."""
        return iter(())

    def unknowns(self) -> Iterator[Unknown]:
        """Every unknown inside it (not inside maps)."""
        return iter(())


class Known(Value, frozen=True, eq=False):
    """A scalar."""

    value: Scalar

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(holds(self.value), self)

    def known(self) -> Scalar | None:
        return self.value

    def text(self) -> str:
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


class Unknown(Value, frozen=True, eq=False):
    """A value that the files do not tell: its kind, the name that would, the values it may take."""

    kind: UnknownKind
    name: str
    allowed: tuple[Scalar, ...] = ()

    def get(self, key: str) -> Value:
        return Unknown(kind=self.kind, name=self.name, span=self.span, via=self.via)

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        if not self.allowed:
            return unknown(self)
        answers = [(one, holds(one)) for one in self.allowed]
        if len({answer for _, answer in answers}) == 1:
            return truth(answers[0][1], self)
        atoms = ((Guard(((Atom(self.name, str(one)), True),)), answer) for one, answer in answers)
        return Truth(tuple(Case(guard, answer, (self,)) for guard, answer in atoms))

    def is_absent(self) -> Truth:
        return unknown(self) if self.kind is UnknownKind.MALFORMED else truth(False, self)

    def text(self) -> str:
        return "${" + self.name + "}"

    def unknowns(self) -> Iterator[Unknown]:
        yield self


class Absent(Value, frozen=True, eq=False):
    """Nothing was written; ``span``, if any, is what it was not written in."""

    def or_default(self, default: Scalar, why: str) -> Value:
        return Known(
            value=default,
            span=self.span,
            via=Step(How.PROVIDER_DEFAULT, why, None, before=self.via),
        )

    def cases(self) -> Iterator[tuple[Guard, Value]]:
        yield ALWAYS, self

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
        return Unknown(
            kind=UnknownKind.DEPLOY_TIME, name=self.text()[2:-1], span=self.span, via=self.via
        )

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


class Text(Value, frozen=True, eq=False):
    """Text made of segments: known stretches, unknowns and references."""

    segments: tuple[Known | Unknown | Ref, ...]

    def equals(self, *wanted: Scalar) -> Truth:
        if not any(self._may_be(_normal(one)) for one in wanted):
            return truth(False, self)
        return unknown(self)

    def contains(self, part: str) -> Truth:
        if any(part in stretch for stretch in self._stretches()):
            return truth(True, self)
        return unknown(self)

    def startswith(self, *prefixes: str) -> Truth:
        head = self.segments[0]
        return _edge(self, head, lambda text: _prefix(text, prefixes))

    def endswith(self, *suffixes: str) -> Truth:
        tail = self.segments[-1]
        backwards = tuple(suffix[::-1] for suffix in suffixes)
        return _edge(self, tail, lambda text: _prefix(text[::-1], backwards))

    def text(self) -> str:
        return "".join(segment.text() for segment in self.segments)

    def refs(self) -> Iterator[Ref]:
        return (segment for segment in self.segments if isinstance(segment, Ref))

    def unknowns(self) -> Iterator[Unknown]:
        return (segment for segment in self.segments if isinstance(segment, Unknown))

    def _stretches(self) -> list[str]:
        return [segment.text() for segment in self.segments if isinstance(segment, Known)]

    def _may_be(self, literal: str) -> bool:
        """Could the holes be filled so that the text is ``literal``? Linear in its length."""
        position = 0
        last = len(self.segments) - 1
        for index, segment in enumerate(self.segments):
            if not isinstance(segment, Known):
                continue
            stretch = segment.text()
            if index == last and not literal[position:].endswith(stretch):
                return False
            found = literal.find(stretch, position)
            if found < 0 or (index == 0 and found > 0):
                return False
            position = found + len(stretch)
        return isinstance(self.segments[-1], Known) or position <= len(literal)


class Choice(Value, frozen=True, eq=False):
    """One of several values, each under a guard; the guards cover every deployment."""

    branches: tuple[tuple[Guard, Value], ...]

    def get(self, key: str) -> Value:
        return self._each(lambda value: value.get(key))

    def cases(self) -> Iterator[tuple[Guard, Value]]:
        for guard, value in self.branches:
            for inner, leaf in value.cases():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, leaf

    def items(self) -> Iterator[tuple[Guard, Value]]:
        for guard, value in self.branches:
            for inner, item in value.items():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, item

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        for guard, value in self.branches:
            for inner, key, item in value.entries():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, key, item

    def or_default(self, default: Scalar, why: str) -> Value:
        return self._each(lambda value: value.or_default(default, why))

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return self._over(lambda value: value.test(holds, absent=absent))

    def equals(self, *wanted: Scalar) -> Truth:
        return self._over(lambda value: value.equals(*wanted))

    def contains(self, part: str) -> Truth:
        return self._over(lambda value: value.contains(part))

    def startswith(self, *prefixes: str) -> Truth:
        return self._over(lambda value: value.startswith(*prefixes))

    def endswith(self, *suffixes: str) -> Truth:
        return self._over(lambda value: value.endswith(*suffixes))

    def is_absent(self) -> Truth:
        return self._over(lambda value: value.is_absent())

    def known(self) -> Scalar | None:
        values = {value.known() for _, value in self.cases()}
        return values.pop() if len(values) == 1 else None

    def text(self) -> str:
        return " or ".join(dict.fromkeys(value.text() or "nothing" for _, value in self.cases()))

    def refs(self) -> Iterator[Ref]:
        return (ref for _, value in self.branches for ref in value.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for _, value in self.branches for one in value.unknowns())

    def _each(self, change: Callable[[Value], Value]) -> Value:
        branches = tuple((guard, change(value)) for guard, value in self.branches)
        return Choice(branches=branches, span=self.span, via=self.via)

    def _over(self, ask: Test) -> Truth:
        cases = []
        for guard, value in self.branches:
            for case in ask(value).cases:
                joined = guard.conjoin(case.guard)
                if joined is not None:
                    cases.append(Case(joined, case.holds, case.because))
        return Truth(tuple(cases)) if cases else FALSE


class List(Value, frozen=True, eq=False):
    """Elements in order; one that is a choice with an absent branch may not be there."""

    elements: tuple[Value, ...] = ()

    def items(self) -> Iterator[tuple[Guard, Value]]:
        for element in self.elements:
            for guard, leaf in element.cases():
                if not isinstance(leaf, Absent):
                    yield guard, leaf

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(False, self)

    def text(self) -> str:
        return "[" + ", ".join(element.text() for element in self.elements) + "]"

    def refs(self) -> Iterator[Ref]:
        return (ref for element in self.elements for ref in element.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for element in self.elements for one in element.unknowns())


class Map(Value, frozen=True, eq=False):
    """Entries by key, in order; ``content`` may compute its values when they are asked for."""

    content: Mapping[str, Value] = {}
    keys: Mapping[str, Span] = {}
    """Where each key stands."""

    def get(self, key: str) -> Value:
        found = self.content.get(key)
        return Absent(span=self.span) if found is None else found

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        for key, value in self.content.items():
            for guard, leaf in value.cases():
                if not isinstance(leaf, Absent):
                    yield guard, key, leaf

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return truth(False, self)

    def text(self) -> str:
        inside = ", ".join(f"{key}: {value.text()}" for key, value in self.content.items())
        return "{" + inside + "}"

    def refs(self) -> Iterator[Ref]:
        return (ref for value in self.content.values() for ref in value.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for value in self.content.values() for one in value.unknowns())

    def merged(self, changes: Mapping[str, Value]) -> Map:
        """A copy with some entries replaced or added."""
        return Map(
            content={**self.content, **changes}, keys=self.keys, span=self.span, via=self.via
        )


NOTHING = Absent()


def known(value: Scalar, span: Span | None = None, via: Step | None = None) -> Known:
    """A known scalar."""
    return Known(value=value, span=span, via=via)


def mapping(content: Mapping[str, Value], span: Span | None = None, via: Step | None = None) -> Map:
    """A map that was not written as such; absent entries are left out."""
    kept = {key: value for key, value in content.items() if not isinstance(value, Absent)}
    return Map(content=kept, span=span, via=via)


def sequence(elements: Iterable[Value], span: Span | None = None, via: Step | None = None) -> List:
    """A list that was not written as such."""
    return List(elements=tuple(elements), span=span, via=via)


def _normal(scalar: Scalar) -> str:
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _number(scalar: Scalar) -> float | None:
    try:
        return float(scalar)
    except ValueError:
        return None


def _prefix(text: str, prefixes: tuple[str, ...]) -> bool | None:
    """True, False, or None where the text is too short to tell."""
    if text.startswith(prefixes):
        return True
    return None if any(prefix.startswith(text) for prefix in prefixes) else False


def _edge(whole: Text, edge: Value, ask: Callable[[str], bool | None]) -> Truth:
    answer = ask(edge.text()) if isinstance(edge, Known) else None
    return unknown(whole) if answer is None else truth(answer, whole)
