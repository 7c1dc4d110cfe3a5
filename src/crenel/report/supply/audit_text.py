"""An audit for people: findings, what was not audited, how old the advisories are, what next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.model.verdict import Severity
from crenel.report.escape import visible
from crenel.report.frame.cells import wrap
from crenel.report.frame.palette import Palette
from crenel.report.summary import plural, tally
from crenel.supplychain.audit.results import Audit, Finding, LicenceFinding, Missing, Row, State
from crenel.supplychain.vex.statement import Vex

MOST = 20
"""Rows of one kind that are printed unless everything is asked for."""
_WORST = ("critical", "high", "unknown", "medium", "low")
_INDENT = "   "
_SUMMARY_LINES = 3


class AuditPage:
    """One page of text."""

    def __init__(self, audit: Audit, *, palette: Palette, width: int, everything: bool) -> None:
        self._audit = audit
        self._palette = palette
        self._width = max(width, 40)
        self._most = len(audit.rows) + len(audit.findings) + 1 if everything else MOST

    def text(self) -> str:
        """The whole page, ending in a line break."""
        lines = [
            *self._findings(),
            *self._dismissed(),
            *self._licences(),
            *self._not_audited(),
            *self._missing(),
            *self._unread(),
            *self._closing(),
        ]
        return "\n".join(lines) + "\n"

    def _findings(self) -> Iterator[str]:
        open_ = [one for one in self._audit.findings if one.open]
        open_.sort(key=lambda one: one.known_before)
        for finding in open_[: self._most]:
            yield from self._finding(finding)
            yield ""
        yield from self._more(len(open_), "finding")

    def _finding(self, finding: Finding) -> Iterator[str]:
        one = finding.row.component
        new = "new " if self._audit.compared and not finding.known_before else ""
        head = f"{new}{finding.severity}[{visible(finding.ids[0])}]"
        said = f"{visible(one.name)} {visible(one.version or '')}"
        summary = f": {visible(finding.summary)}" if finding.summary else ""
        lines = wrap(f"{head}: {said}{summary}", self._width - len(_INDENT))
        shown = lines[:_SUMMARY_LINES]
        shown[-1] += "..." if len(lines) > _SUMMARY_LINES else ""
        yield self._painted(shown[0], head, finding.severity)
        yield from (f"{_INDENT}{line}" for line in shown[1:])
        yield self._place(one.place.file, one.place.line)
        yield from self._notes(
            ("fixed in", ", ".join(finding.fixed_in) or "no version that is known"),
            ("also known as", ", ".join(finding.ids[1:])),
            ("in", _functions(finding.row.functions)),
            ("reachable", _reason(finding.row.reachable, finding.row.reached_by)),
            ("vex", _vex(finding.vex)),
            ("more", finding.link),
        )

    def _dismissed(self) -> Iterator[str]:
        """What others say is none of ours: never silently."""
        found = [one for one in self._audit.findings if one.waiver is None and one.dismissed]
        if not found:
            return
        yield self._palette.strong(f"dismissed by VEX: {plural(len(found), 'finding')}")
        for one in found[: self._most]:
            purl = one.row.component.purl
            yield from self._item(f"{visible(one.ids[0])} of {visible(purl)}: {_vex(one.vex)}")
            if one.vex is not None:
                yield f"  {self._place(one.vex.file, one.vex.line)}"
        yield from self._more(len(found), "finding")
        yield ""

    def _painted(self, line: str, head: str, severity: str) -> str:
        level = Severity(severity) if severity in {one.value for one in Severity} else Severity.HIGH
        return line.replace(head, self._palette.severity(head, level), 1)

    def _place(self, file: str, line: int) -> str:
        return f"{self._palette.gutter('  -->')} {visible(file)}:{line}"

    def _notes(self, *notes: tuple[str, str]) -> Iterator[str]:
        for name, value in notes:
            if value:
                first, *rest = wrap(f"{name}: {value}", self._width - 5)
                yield f"{self._palette.gutter('   =')} {first}"
                yield from (f"     {line}" for line in rest)

    def _licences(self) -> Iterator[str]:
        open_ = [one for one in self._audit.licences if one.waiver is None]
        for one in open_[: self._most]:
            yield from self._licence(one)
        if open_:
            yield ""

    def _licence(self, one: LicenceFinding) -> Iterator[str]:
        word = "licence denied" if one.ruling == "denied" else "ask about the licence"
        subject = visible(one.row.component.purl)
        yield self._palette.warning(f"{word}: {subject} is under {visible(one.row.licence)}")
        yield self._place(one.row.component.place.file, one.row.component.place.line)
        yield from self._notes(("in", _functions(one.functions)))

    def _not_audited(self) -> Iterator[str]:
        open_ = [row for row in self._audit.rows if self._audit.holds_up(row)]
        if not open_:
            return
        yield self._palette.warning(f"not audited: {plural(len(open_), 'component')}")
        for because, rows in _by_reason(open_)[: self._most]:
            named = ", ".join(map(_wanting, rows[:5]))
            more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""  # noqa: PLR2004 - as above
            yield from self._item(f"{rows[0].state.value}: {named}{more}: {visible(because)}")
            yield f"  {self._place(rows[0].component.place.file, rows[0].component.place.line)}"
        yield ""

    def _item(self, text: str) -> Iterator[str]:
        first, *rest = wrap(text, self._width - 4)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)

    def _missing(self) -> Iterator[str]:
        open_ = [one for one in self._audit.missing if one.waiver is None]
        if not open_:
            return
        yield self._palette.warning(f"not inventoried: {plural(len(open_), 'part')}")
        for one in open_[: self._most]:
            yield from self._gap(one)
        yield from self._more(len(open_), "part")
        yield ""

    def _gap(self, one: Missing) -> Iterator[str]:
        yield from self._item(f"{visible(one.gap.subject)}: {one.gap.reason}")
        yield f"  {self._place(one.gap.file, one.gap.line)} ({_functions(one.functions)})"

    def _unread(self) -> Iterator[str]:
        unread = self._audit.unread
        if unread:
            yield self._palette.warning(f"not read: {plural(len(unread), 'place')}")
        for one in unread[: self._most]:
            yield from self._item(f"{one.file}:{one.line}: {one.reason}")
        yield from self._more(len(unread), "place")

    def _more(self, number: int, what: str) -> Iterator[str]:
        if number > self._most:
            yield f"... and {plural(number - self._most, f'more {what}')}: show them with -v"

    def _closing(self) -> Iterator[str]:
        for sentence in (
            *_advisories(self._audit),
            _total(self._audit),
            _covered(self._audit),
            *(f"{one.file}:{one.line}: {one.message}" for one in self._audit.warnings),
            *self._audit.problems[: self._most],
            f"next: {_next(self._audit)}",
        ):
            yield from wrap(sentence, self._width)


def _by_reason(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.state.value, row.because), []).append(row)
    return [(because, group) for (_, because), group in found.items()]


def _wanting(row: Row) -> str:
    wanted = row.component.wanted if row.component.version is None else ""
    return visible(row.component.purl) + (f" ({visible(wanted)})" if wanted else "")


def _functions(addresses: tuple[str, ...]) -> str:
    if not addresses:
        return "no function"
    names = list(dict.fromkeys(visible(one.partition("::")[2] or one) for one in addresses))
    shown = ", ".join(names[:6])
    return shown + (f" and {len(names) - 6} more" if len(names) > 6 else "")  # noqa: PLR2004 - as above


def _vex(vex: Vex | None) -> str:
    if vex is None:
        return ""
    why = ": ".join(filter(None, (vex.justification, vex.said)))
    who = vex.by or "nobody named"
    when = f" on {vex.at[:10]}" if vex.at else ""
    return visible(f"{vex.status.value}{f' ({why})' if why else ''}, says {who}{when}")


def _reason(word: str, because: str) -> str:
    return f"{word} ({because})" if because else word


def _advisories(audit: Audit) -> Iterator[str]:
    if not audit.sources:
        yield "advisories: none"
    for one in audit.sources:
        dated = f"newest {one.newest}" if one.newest else "not dated"
        yield f"advisories: {one.name}: {one.count:,}, {dated}"
    for ecosystem in audit.coverage:
        if ecosystem.stale:
            age = "of unknown age" if ecosystem.age is None else f"{ecosystem.age} days old"
            yield (
                f"stale: the advisories for {ecosystem.ecosystem} are {age}"
                f" (at most {audit.max_age} days are trusted)"
            )


def _total(audit: Audit) -> str:
    open_ = [one for one in audit.findings if one.open]
    counts = [(level, sum(one.severity == level for one in open_)) for level in _WORST]
    words = {"unknown": "of unknown severity"}
    said = tally([(words.get(level, level), number) for level, number in counts if number])
    accepted = sum(one.waiver is not None for one in audit.findings)
    dismissed = sum(one.waiver is None and one.dismissed for one in audit.findings)
    word = "known vulnerability" if len(open_) == 1 else "known vulnerabilities"
    found = f"{len(open_):,} {word}" if open_ else "no known vulnerabilities found"
    if not open_ and audit.rows and all(one.state is not State.AUDITED for one in audit.rows):
        return "nothing was audited"
    limited = "" if audit.complete or open_ else " in what was audited"
    if audit.compared:
        limited += f", {sum(not one.known_before for one in open_)} of them new"
    return (
        found
        + limited
        + (f": {said}" if said else "")
        + (f"; {accepted} accepted" if accepted else "")
        + (f"; {dismissed} dismissed by VEX statements" if dismissed else "")
    )


def _covered(audit: Audit) -> str:
    states = [row.state for row in audit.rows]
    left = f"; {audit.left_out} for development only were left out" if audit.left_out else ""
    aside = sum(not row.settled and not audit.holds_up(row) for row in audit.rows)
    left += f"; {aside} of those not audited are in no function" if aside else ""
    return (
        f"audited {states.count(State.AUDITED)} of {plural(len(states), 'component')} in "
        f"{plural(audit.functions, 'function')}; unknown: {states.count(State.UNKNOWN)}; "
        f"not covered: {states.count(State.NOT_COVERED)}{left}"
    )


def _next(audit: Audit) -> str:
    fixable = [one for one in audit.findings if one.open and one.fixed_in]
    if not audit.sources:
        return "fetch advisories with `crenel advisories update`, or name a set with --advisories"
    if fixable:
        first = fixable[0]
        return f"update {first.row.component.name} to {first.fixed_in[0]}"
    unpinned = [row for row in audit.rows if audit.holds_up(row) and row.component.version is None]
    if unpinned:
        return "pin every version in a lock file, so that it can be audited"
    if audit.stale:
        return "fetch newer advisories with `crenel advisories update`"
    return "run it again when the advisories are newer" if audit.complete else "see what is missing"
