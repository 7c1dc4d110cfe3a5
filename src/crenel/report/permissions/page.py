"""What functions need and are granted, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from crenel.analysis.permissions.names import rendered
from crenel.analysis.permissions.proof import prove
from crenel.model.source import outward
from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.report.permissions.document import rendered_policy
from crenel.report.summary import plural

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.grants import Grant
    from crenel.model.source import Span

_MAX = 12
"""Lines of one list; the rest is counted."""


def page(answers: Iterable[Answer]) -> Iterator[str]:
    """The lines of a page, one function after the other."""
    for answer in answers:
        yield from (visible(line) for line in _function(answer))
        yield ""


def _function(answer: Answer) -> Iterator[str]:
    yield answer.address + _runs_as(answer)
    if not answer.complete:
        yield "  incomplete: not everything is known of it"
        yield from _first(f"    {one.file}:{one.line}  {one.text}" for one in answer.reasons())
    yield from _needs("needs", answer)
    yield from _platform(answer)
    yield from _missing(answer)
    yield from _unused(answer)
    yield from _excess(answer)
    yield from _policy(answer)


def _runs_as(answer: Answer) -> str:
    identity = answer.grants.identity
    if identity is None:
        return ""
    others = answer.grants.shared - 1
    shared = f", shared with {plural(others, 'other function')}" if others else ""
    return f"  runs as {identity.label}{shared}"


def _needs(title: str, answer: Answer) -> Iterator[str]:
    needs = answer.needs
    yield f"  {title} {plural(len(needs), 'action')}" if needs else f"  {_nothing(answer)}"
    width = max((len(need.action) for need in needs), default=0)
    for need in needs:
        where = _where(need.span)
        on = ", ".join(rendered(one) for one in need.resources)
        yield f"    {need.action:<{width}}  {on}  ({need.confidence.value}, {where})"


def _nothing(answer: Answer) -> str:
    """No need is known: because there is none, or because not all was read."""
    if not answer.read:
        return "what its code calls is not known"
    return "no call of AWS is known of it" if answer.gaps else "its code calls nothing of AWS"


def _platform(answer: Answer) -> Iterator[str]:
    needed = [one for one in answer.platform if not one.optional]
    for why, group in groupby(sorted(needed, key=lambda one: one.why), key=lambda one: one.why):
        yield f"    for {why}: {', '.join(one.action for one in group)}"


def _missing(answer: Answer) -> Iterator[str]:
    lacking = [one for one in answer.judged.missing if one.certain]
    certain = [one for one in lacking if not one.need.beside]
    beside = {one.need.why: None for one in lacking if one.need.beside}
    perhaps = [one for one in answer.judged.missing if not one.certain]
    if certain:
        yield f"  lacks {plural(len(certain), 'permission')}: these calls will fail"
        yield from _first(
            f"    {one.need.action}  {', '.join(map(rendered, one.need.resources))}  "
            f"({_where(one.need.span)}) {one.because}"
            for one in certain
        )
    if beside:
        yield f"  may not write {' or '.join(beside)}: it runs without"
    if perhaps:
        yield "  may lack"
        yield from _first(
            f"    {one.need.action}  ({_where(one.need.span)}) {one.because}" for one in perhaps
        )


def _unused(answer: Answer) -> Iterator[str]:
    unused = answer.judged.unused
    if not unused:
        return
    sure = "does not use" if answer.told else "may not use"
    actions = plural(len(unused), "granted action")
    if not answer.read:
        return
    yield f"  {sure} {actions}"
    places = groupby(sorted(unused, key=_key), key=_key)
    yield from _first(f"    {_names(list(group))}  ({where})" for (where, _), group in places)


def _key(grant: Grant) -> tuple[str, str]:
    return _where(grant.span).rpartition(":")[0], grant.action.partition(":")[0]


def _names(grants: list[Grant]) -> str:
    names = [
        f"everything but {', '.join(one.others)}" if one.negated else one.action for one in grants
    ]
    service = names[0].partition(":")[0]
    short = [one.removeprefix(f"{service}:") for one in names]
    rest = f" and {len(short) - _MAX} more" if len(short) > _MAX else ""
    return f"{service}: {', '.join(short[:_MAX])}{rest}" if len(short) > 1 else names[0]


def _excess(answer: Answer) -> Iterator[str]:
    for one in answer.judged.excess:
        needed = ", ".join(one.needed)
        total = f"{one.granted} actions" if one.granted else "every action"
        levels = ", ".join(f"{count} {level}" for level, count in one.levels.items())
        rest = f"; not needed: {levels}" if levels else ""
        yield f"  {one.pattern} grants {total}, needed are {needed}{rest}  ({_where(one.span)})"


def _policy(answer: Answer) -> Iterator[str]:
    yield "  the smallest policy"
    text = dumps(rendered_policy(answer.policy)).rstrip("\n")
    yield from (f"    {line}" for line in text.split("\n"))
    for name, value in answer.assumed.items():
        yield f"    for {name} = {value}, its default: with another value it is another policy"
    proof = prove(answer)
    for claim, name in ((proof.enough, "enough"), (proof.within, "within what is granted")):
        told = "proved" if claim.proved else "not proved"
        yield f"    {name}: {told}{', ' + claim.because if claim.because else ''}"


def _first(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_MAX]
    if len(every) > _MAX:
        yield f"    and {len(every) - _MAX} more"


def _where(span: Span | None) -> str:
    if span is None:
        return "-"
    where = outward(span)
    return f"{where.file}:{where.line}"
