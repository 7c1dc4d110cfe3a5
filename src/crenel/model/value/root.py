"""The root of all values, the questions that can be put to one, and the kinds of not knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.truth import Truth, any_of, truth, unknown

if TYPE_CHECKING:
    from crenel.model.value.leaves import Ref, Unknown

Scalar = str | int | float | bool
Test = Callable[["Value"], Truth]

_TRUE_WORDS = frozenset({"true", "yes", "on", "1"})
_FALSE_WORDS = frozenset({"false", "no", "off", "0"})


class UnknownKind(Enum):
    """Why a value cannot be known from the files alone."""

    PARAMETER = "parameter"
    PSEUDO = "pseudo-parameter"
    SSM = "ssm-parameter"
    SECRET = "secret"  # noqa: S105 - a kind, not a password
    STACK_EXPORT = "stack-export"
    DATA_SOURCE = "data-source"
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
        """The entry of a map under ``key``; of each branch, for a choice; absent elsewhere."""
        from crenel.model.value.leaves import Absent  # noqa: PLC0415 - leaves are made of this

        return Absent()

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

    def or_else(self, other: Value) -> Value:
        """``other`` where nothing was written: in each branch of a choice by itself."""
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
        words = frozenset(normal(one) for one in wanted)
        return self.test(lambda scalar: normal(scalar) in words)

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


def normal(scalar: Scalar) -> str:
    """The text that scalars are compared by."""
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _number(scalar: Scalar) -> float | None:
    try:
        return float(scalar)
    except ValueError:
        return None
