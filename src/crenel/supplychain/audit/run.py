"""The audit of an inventory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from crenel.model.verdict import Unread, Warning  # noqa: A004 - the model's word
from crenel.supplychain.advisories.store import Store
from crenel.supplychain.audit.findings import Compared, compared
from crenel.supplychain.audit.results import (
    Audit,
    Coverage,
    Finding,
    LicenceFinding,
    Missing,
    Row,
    State,
)
from crenel.supplychain.audit.waiver import Waiver, Waivers
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.inventory.bill import Bill, Component, Gap, Inventory
from crenel.supplychain.licences.licence import licence_of
from crenel.supplychain.licences.policy import LicencePolicy, Ruling
from crenel.supplychain.reach.reach import Reach, Use
from crenel.supplychain.versions.order import NotAVersion, key
from crenel.supplychain.vex.apply import Statements
from crenel.supplychain.vex.statement import Vex

MAX_AGE = 30
"""Days after which advisories are stale, unless a project says otherwise."""
_BEST = ("yes", "unknown", "no")


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """On what terms an audit is done."""

    today: date
    max_age: int = MAX_AGE
    waivers: tuple[Waiver, ...] = ()
    licences: tuple[LicencePolicy, ...] = ()
    vex: tuple[Vex, ...] = ()
    development: bool = False
    """Are libraries that only development asks for audited too?"""


class Held(msgspec.Struct, kw_only=True):
    """One component, with the functions that have it and how their code uses it."""

    component: Component
    functions: dict[str, None] = msgspec.field(default_factory=dict)
    uses: list[tuple[Use, str]] = msgspec.field(default_factory=list)


def audit(
    inventory: Inventory,
    reaches: Mapping[str, Reach],
    store: Store,
    terms: Terms,
    *,
    root: str = ".",
    unread: Iterable[Unread] = (),
    problems: Iterable[str] = (),
) -> Audit:
    """Every component compared with the store's advisories."""
    auditor = _Auditor(store, terms)
    held, left_out = _held(inventory, reaches, terms, store)
    rows, findings = auditor.rows(held)
    licences = auditor.licences(rows)
    missing = auditor.missing(inventory)
    needed = {row.component.ecosystem.value for row in rows}
    return Audit(
        root=root,
        today=terms.today.isoformat(),
        sources=tuple(store.sources()),
        coverage=auditor.coverage,
        stale=any(one.stale for one in auditor.coverage if one.ecosystem in needed),
        max_age=terms.max_age,
        functions=len(inventory.bills),
        rows=rows,
        findings=tuple(sorted(findings, key=_rank)),
        licences=licences,
        missing=missing,
        left_out=left_out,
        unread=tuple(dict.fromkeys([*inventory.unread, *unread])),
        warnings=auditor.warnings(),
        problems=tuple(problems),
    )


def _rank(finding: Finding) -> tuple[int, int, str, tuple[str, ...]]:
    levels = ("critical", "high", "unknown", "medium", "low")
    reachable = _BEST.index(finding.row.reachable)
    return (levels.index(finding.severity), reachable, finding.row.component.purl, finding.ids)


def _held(
    inventory: Inventory, reaches: Mapping[str, Reach], terms: Terms, store: Store
) -> tuple[list[Held], int]:
    """Each component once, and how many were left out."""
    found: dict[tuple[str, str, str], Held] = {}
    left: set[tuple[str, str, str]] = set()
    with_node = bool(store.ecosystems().get(Ecosystem.NODE.value))
    for bill in inventory.everything():
        reach = reaches.get(bill.address)
        for component in _components(bill, reach, with_node=with_node):
            use, because = _use(component, reach)
            shipped = terms.development or use is Use.USED
            if component.scope is Scope.DEVELOPMENT and not shipped:
                left.add(component.key)
                continue
            held = found.setdefault(component.key, Held(component=component))
            if bill.address:
                held.functions.setdefault(bill.address)
            # What no function owns says nothing of how functions use it.
            if bill.address or not held.uses:
                held.uses.append((use, because))
    return [found[key_] for key_ in sorted(found)], len(left - found.keys())


def _components(bill: Bill, reach: Reach | None, *, with_node: bool) -> Iterable[Component]:
    yield from bill.components
    if reach is not None:
        yield from reach.undeclared
    if with_node and bill.runtime.startswith("nodejs"):
        line = bill.runtime.removeprefix("nodejs").partition(".")[0]
        if line.isdigit():
            yield _runtime(line, bill)


def _runtime(line: str, bill: Bill) -> Component:
    file = bill.address.partition("::")[0]
    sighting = Dependency(
        ecosystem=Ecosystem.NODE,
        name="node",
        version=line,
        presence=Presence.PROVIDED,
        file=file,
        line=bill.line,
    )
    return Component(ecosystem=Ecosystem.NODE, name="node", version=line, sightings=(sighting,))


def _use(component: Component, reach: Reach | None) -> tuple[Use, str]:
    if component.ecosystem is Ecosystem.NODE:
        return Use.USED, "the function runs on it"
    if reach is None:
        return Use.UNKNOWN, "no function's code was read"
    default = Use.USED if component in reach.undeclared else Use.UNKNOWN
    return reach.uses.get(component.key, default), reach.because.get(component.key, "")


class _Auditor:
    def __init__(self, store: Store, terms: Terms) -> None:
        self._store = store
        self._terms = terms
        self._today = terms.today.isoformat()
        self._waivers = Waivers(terms.waivers, self._today)
        self._vex = Statements(terms.vex)
        self._counts = store.ecosystems()
        self.coverage = covered(store, terms.today, terms.max_age)

    def rows(self, held: list[Held]) -> tuple[tuple[Row, ...], list[Finding]]:
        """A row for each component, and the findings."""
        rows: list[Row] = []
        findings: list[Finding] = []
        for one in held:
            said, state, because = self._compared(one.component)
            row = self._row(one, state, because)
            rows.append(row)
            findings.extend(self._findings(row, said))
        return tuple(rows), findings

    def _compared(self, component: Component) -> tuple[Compared, State, str]:
        ecosystem = component.ecosystem.value
        if not self._counts.get(ecosystem):
            return Compared(), State.NOT_COVERED, f"there are no advisories for {ecosystem}"
        if component.version is None:
            return Compared(), State.UNKNOWN, _unpinned(component)
        said = compared(self._store, component)
        if said.undecided:
            which = ", ".join(said.undecided[:3])
            reason = f"{component.version!r} cannot be put in order, which {which} would need"
            return said, State.UNKNOWN, reason
        if _is_odd(component):
            return said, State.UNKNOWN, f"{component.version!r} is no version of {ecosystem}"
        away = component.first("origin")
        if away and not said.found and component.presence is not Presence.INSTALLED:
            return said, State.UNKNOWN, f"it comes from {away[:200]}, not from the registry"
        return said, State.AUDITED, ""

    def _row(self, one: Held, state: State, because: str) -> Row:
        functions = tuple(one.functions)
        use, reached_by = min(one.uses, key=lambda pair: _BEST.index(pair[0].reachable))
        purl = one.component.purl
        open_ = state is not State.AUDITED
        return Row(
            component=one.component,
            functions=functions,
            state=state,
            because=because,
            use=use.value,
            reachable=use.reachable,
            reached_by=reached_by,
            licence=licence_of(one.component),
            waiver=self._waivers.of_state(purl, functions) if open_ else None,
        )

    def _findings(self, row: Row, said: Compared) -> Iterable[Finding]:
        for one in said.found:
            yield Finding(
                row=row,
                ids=one.ids,
                severity=one.severity,
                fixed_in=one.fixed_in,
                summary=one.summary,
                link=one.link,
                waiver=self._waivers.of_finding(one.ids, row.component.purl, row.functions),
                vex=self._vex.of_finding(one.ids, row.component.purl, row.functions),
            )

    def licences(self, rows: Iterable[Row]) -> tuple[LicenceFinding, ...]:
        """What the licence policies deny, or want to be asked about."""
        found: list[LicenceFinding] = []
        for row in rows:
            rulings: dict[Ruling, list[str]] = {}
            for address in row.functions or ("",):
                rulings.setdefault(self._ruling(row, address), []).append(address)
            for ruling in (Ruling.DENIED, Ruling.ASK):
                functions = tuple(filter(None, rulings.get(ruling, ())))
                if ruling in rulings:
                    waiver = self._waivers.of_finding((row.licence,), row.component.purl, functions)
                    found.append(
                        LicenceFinding(
                            row=row, ruling=ruling.value, functions=functions, waiver=waiver
                        )
                    )
        return tuple(found)

    def _ruling(self, row: Row, address: str) -> Ruling:
        order = list(Ruling)
        said = [one.ruling(row.licence) for one in self._terms.licences if one.covers(address)]
        return max(said, key=order.index, default=Ruling.ALLOWED)

    def missing(self, inventory: Inventory) -> tuple[Missing, ...]:
        """The gaps, each once with its functions."""
        found: dict[tuple[str, str], list[str]] = {}
        gaps: dict[tuple[str, str], Gap] = {}
        for bill in [*inventory.bills, inventory.rest]:
            for gap in bill.gaps:
                gaps.setdefault((gap.subject, gap.reason), gap)
                owners = found.setdefault((gap.subject, gap.reason), [])
                owners.extend([bill.address] if bill.address else [])
        return tuple(
            Missing(
                gap=gap,
                functions=tuple(found[key_]),
                waiver=self._waivers.of_state(gap.subject, tuple(found[key_])),
            )
            for key_, gap in gaps.items()
        )

    def warnings(self) -> tuple[Warning, ...]:
        """The waivers and the VEX statements that are to be mended."""
        waivers = tuple(
            Warning(
                message=f"the waiver of {one.advisory or one.package} {what}",
                file=one.file,
                line=one.line,
            )
            for one, what in self._waivers.left()
        )
        return (*waivers, *self._vex.left())


def _unpinned(component: Component) -> str:
    away = component.first("origin")
    if away:
        return f"it comes from {away[:200]}, and no version is known"
    if component.standing.value == "undeclared":
        return "it is imported, and no manifest asks for it"
    if component.ecosystem is Ecosystem.MAVEN and "," not in component.wanted:
        return "its version is decided by a parent or a bill of materials, which are not read"
    if component.stripped:
        return "its metadata was removed, and its source tells no version"
    return "no version is pinned"


def _is_odd(component: Component) -> bool:
    if component.ecosystem is Ecosystem.NODE:
        return False
    try:
        key(component.ecosystem.value, component.version or "")
    except NotAVersion:
        return True
    return False


def _age(day: str, today: date) -> int | None:
    try:
        return (today - date.fromisoformat(day)).days
    except ValueError:
        return None


def covered(store: Store, today: date, max_age: int) -> tuple[Coverage, ...]:
    """How many advisories there are for each ecosystem, and whether they are too old."""
    newest = store.newest()
    found: list[Coverage] = []
    for ecosystem, count in store.ecosystems().items():
        day = newest.get(ecosystem, "")
        age = _age(day, today)
        # A day that is still to come tells of a wrong clock, or of somebody who wants no questions.
        stale = age is None or not -1 <= age <= max_age
        row = Coverage(ecosystem=ecosystem, count=count, newest=day, age=age, stale=stale)
        found.append(row)
    return tuple(found)
