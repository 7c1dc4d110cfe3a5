"""Which statement speaks of which finding: only about this library in this application."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from crenel.model.verdict import Warning  # noqa: A004 - the model's word
from crenel.supplychain.purl import read_purl
from crenel.supplychain.vex.statement import FUNCTION, Product, Status, Vex, function_name

_STRICTEST = (Status.FIXED, Status.NOT_AFFECTED, Status.UNDER_INVESTIGATION, Status.AFFECTED)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Statements:
    """The statements of a run, and which of them were of use."""

    def __init__(self, statements: Iterable[Vex]) -> None:
        self.all = tuple(statements)
        self._used: set[int] = set()
        self._elsewhere: set[int] = set()
        self._by_name: dict[str, list[Vex]] = {}
        for one in self.all:
            for name in {name.lower() for name in one.vulnerabilities}:
                self._by_name.setdefault(name, []).append(one)

    def of_finding(self, ids: Iterable[str], purl: str, functions: tuple[str, ...]) -> Vex | None:
        """The newest statement about a finding; of those of one time, the least soothing."""
        named = {id(one): one for name in ids for one in self._by_name.get(name.lower(), ())}
        found = [one for one in named.values() if self._about(one, purl, functions)]
        self._used.update(map(id, found))
        reasoned = [one for one in found if one.reasoned]
        return max(reasoned, key=_rank, default=None)

    def _about(self, one: Vex, purl: str, functions: tuple[str, ...]) -> bool:
        if any(_is_library(product, purl) for product in one.products):
            return True
        inside = [product for product in one.products if _holds(product, purl)]
        if inside and functions:
            covered = {name for product in inside for name in product.names}
            if all(_named(address, covered) for address in functions):
                return True
        if inside:
            self._elsewhere.add(id(one))
        return False

    def left(self) -> list[Warning]:
        """Statements that changed nothing, and why."""
        found = [(one, why, one.line) for one in self.all if (why := self._why_not(one))]
        return [
            Warning(message=f"the VEX statement on {_name(one)} {why}", file=one.file, line=line)
            for one, why, line in found
        ]

    def _why_not(self, one: Vex) -> str:
        if id(one) in self._used:
            return "" if one.reasoned else "holds nothing: `not_affected` without a reason"
        if id(one) in self._elsewhere:
            return "is about another product, or not about all functions that have the library"
        return ""


def _rank(one: Vex) -> tuple[datetime, int]:
    try:
        when = datetime.fromisoformat(one.at)
        when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except ValueError:
        when = _LONG_AGO
    return when, _STRICTEST.index(one.status)


def _name(one: Vex) -> str:
    return (one.vulnerabilities[0] if one.vulnerabilities else "no vulnerability")[:80]


def _is_library(product: Product, purl: str) -> bool:
    """Is the product the library itself, of whoever uses it?"""
    return not product.parts and any(_same(name, purl, product.versions) for name in product.names)


def _holds(product: Product, purl: str) -> bool:
    """Is the library a part of the product?"""
    return any(_same(part, purl, ()) for part in product.parts)


def _same(name: str, purl: str, versions: tuple[str, ...]) -> bool:
    """Does a package URL mean this one? Without a version it means every version."""
    one, other = read_purl(name), read_purl(purl)
    if one is None or other is None or one[:2] != other[:2]:
        return False
    if versions:
        return other[2] in versions
    return one[2] is None or one[2] == other[2]


def _named(address: str, names: set[str]) -> bool:
    return bool({address, function_name(address), FUNCTION + address} & names)
