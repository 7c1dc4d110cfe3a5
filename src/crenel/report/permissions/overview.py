"""What many functions need and are granted, on a page: the widest first, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.globs import fits
from crenel.model.source import outward
from crenel.policy.authorization import expand
from crenel.report.escape import visible
from crenel.report.summary import plural

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.grants import Grant

MOST_IN_FULL = 20
"""So many functions are told in full, one after the other; of more there is an overview."""
_WIDEST = 25
_BROKEN = 15
_REASONS = 12
_SILENT = 5
_LONGEST = 72


class Row(msgspec.Struct, frozen=True):
    """One function of an overview."""

    address: str
    complete: bool
    told: bool
    """All that it needs is known."""
    idle: int
    """How many known actions it may do and does not need; -1: everything there is."""
    widest: str
    """What grants most of these, and where."""
    lacks: tuple[str, ...]
    """The actions that it fails without, and that nothing grants."""
    silent: bool
    """Nothing grants it to write its logs or traces: it runs all the same."""
    why: str
    """Why it is not wholly known."""


def row(answer: Answer) -> Row:
    """The row of one function."""
    idle, widest = _idle(answer) if answer.told else (0, "")
    lacking = [one.need for one in answer.judged.missing if one.certain]
    lacks = (one.action for one in lacking if not one.beside)
    why = next((one.text for one in answer.reasons()), "")
    return Row(
        answer.address,
        answer.complete,
        answer.told,
        idle,
        widest,
        tuple(dict.fromkeys(lacks)),
        any(one.beside for one in lacking),
        why,
    )


def _idle(answer: Answer) -> tuple[int, str]:
    """How many actions are granted in vain, and what grants most of them."""
    wanted = [one.action for one in (*answer.wanted, *answer.companions)]
    taken = [one.action for one in answer.grants.rows if _takes(one)]
    every: set[str] = set()
    best, widest = 0, ""
    for one in answer.grants.rows:
        if one.effect != "Allow":
            continue
        if one.negated or not one.action.partition(":")[0].strip("*?"):
            return -1, _named(one)
        found = {name for name in expand(one.action) if not _among(name, [*wanted, *taken])}
        every |= found
        if len(found) > best:
            best, widest = len(found), _named(one)
    return len(every), widest


def _takes(one: Grant) -> bool:
    """Does a row deny its actions whatever they are asked on?"""
    always = one.certain and one.condition is None and not one.negated
    return one.effect == "Deny" and always and one.resources == ("*",) and not one.all_but


def _among(name: str, patterns: list[str]) -> bool:
    return any(fits(one, name) for one in patterns)


def _named(one: Grant) -> str:
    pattern = f"everything but {', '.join(one.others)}" if one.negated else one.action
    where = outward(one.span) if one.span is not None else None
    place = f" ({where.file}:{where.line})" if where is not None else ""
    return f"{_short(f'{pattern} on {one.resources[0]}')}{place}"


def overview(rows: Iterable[Row], repositories: int = 0) -> Iterator[str]:
    """The lines of an overview."""
    every = list(rows)
    yield visible(_counted(every, repositories))
    for lines in (_widest(every), _broken(every), _unknown(every)):
        yield from (visible(one) for one in lines)
    yield ""
    yield "--function NAME tells all of one, --verbose all of each, --format json everything"


def _counted(rows: list[Row], repositories: int) -> str:
    whole = sum(one.complete for one in rows)
    told = sum(one.told and not one.complete for one in rows)
    among = f" in {repositories} repositories" if repositories else ""
    granted = f"; of {told} not all that is granted is known" if told else ""
    rest = len(rows) - whole - told
    needed = f"; of {rest} not all that is needed is known" if rest else ""
    return f"{plural(len(rows), 'function')}{among}: {whole} known wholly{granted}{needed}"


def _widest(rows: list[Row]) -> Iterator[str]:
    """A line for each statement, or place, that grants most of what its functions do not need."""
    wide = sorted((one for one in rows if one.idle), key=_by_width)
    if not wide:
        return
    yield ""
    yield f"{plural(len(wide), 'function')} may do what nothing needs; the widest first"
    groups: dict[str, list[Row]] = {}
    for one in wide:
        groups.setdefault(one.widest, []).append(one)
    for widest, (one, *others) in list(groups.items())[:_WIDEST]:
        count = "everything" if one.idle < 0 else plural(one.idle, "action")
        more = f" and {plural(len(others), 'other')}" if others else ""
        yield f"  {count:>13}  {one.address}{more}  {widest}"
    rest = list(groups.values())[_WIDEST:]
    if rest:
        functions = plural(sum(map(len, rest)), "more function")
        yield f"  and {functions} with {plural(rest[0][0].idle, 'action')} or fewer each"


def _by_width(one: Row) -> tuple[bool, int, str]:
    return one.idle >= 0, -one.idle, one.address


def _broken(rows: list[Row]) -> Iterator[str]:
    broken = sorted((one for one in rows if one.lacks), key=lambda one: one.address)
    silent = [one for one in rows if one.silent]
    if broken:
        yield ""
        yield f"{plural(len(broken), 'function')} will fail for want of a permission"
        for one in broken[:_BROKEN]:
            yield f"  {one.address}  {_short(', '.join(one.lacks))}"
        yield from _more(len(broken) - _BROKEN, "function")
    if silent:
        yield ""
        yield f"{plural(len(silent), 'function')} may not write logs or traces"
        for one in silent[:_SILENT]:
            yield f"  {one.address}"
        yield from _more(len(silent) - _SILENT, "function")


def _unknown(rows: list[Row]) -> Iterator[str]:
    open_ = [one for one in rows if not one.complete]
    if not open_:
        return
    yield ""
    yield f"{plural(len(open_), 'function')} not wholly known, by the first reason"
    counted = Counter(one.why for one in open_)
    first = {one.why: one.address for one in reversed(open_)}
    reasons = counted.most_common()
    for why, count in reasons[:_REASONS]:
        example = first[why] if count == 1 else f"{first[why]} and {plural(count - 1, 'other')}"
        yield f"  {count:>5}  {_short(why)}  {example}"
    yield from _more(len(reasons) - _REASONS, "reason")


def _more(number: int, noun: str) -> Iterator[str]:
    if number > 0:
        yield f"  and {plural(number, f'more {noun}')}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
