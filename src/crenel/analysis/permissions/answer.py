"""The whole answer about one function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.analysis.permissions import judged
from crenel.analysis.permissions.asks import Gap, asked, loads
from crenel.analysis.permissions.binding import Binder
from crenel.analysis.permissions.extensions import extension_needs
from crenel.analysis.permissions.gaps import code_gaps, declared
from crenel.analysis.permissions.grants import Grant, Grants, grants_of
from crenel.analysis.permissions.inputs import defaults, standing_in
from crenel.analysis.permissions.names import Names, kind_of, rendered
from crenel.analysis.permissions.needs import Confidence, Need, merged
from crenel.analysis.permissions.platform import TRACING, key_needs, platform_needs, trace_needs
from crenel.analysis.permissions.table import companions
from crenel.analysis.permissions.trusted import Trusted
from crenel.analysis.permissions.wiring import Wiring
from crenel.model.entities import Entity, Function, Identity, Statement
from crenel.model.value import NOTHING, Known

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.code.facts import Facts, SdkCall
    from crenel.model.source import Span
    from crenel.model.truth import Truth


_OTHERS = "the call may be made with other credentials"


class Reason(msgspec.Struct, frozen=True):
    """Why something is not known."""

    file: str
    line: int
    text: str


class Answer(msgspec.Struct, frozen=True, dict=True):
    """What one function needs, is granted, lacks and does not use."""

    address: str
    span: Span | None
    read: bool
    """Whether its code was found and read."""
    gaps: tuple[Gap, ...]
    """What could not be told of the code."""
    unread: tuple[Reason, ...]
    """What could not be told of the grants."""
    needs: tuple[Need, ...]
    """What the code needs."""
    platform: tuple[Need, ...]
    """What the template wires, and the platform does in the function's name."""
    companions: tuple[Need, ...]
    """What is of use where it is granted."""
    grants: Grants
    judged: judged.Judged
    symbols: frozenset[str]
    kept: tuple[Grant, ...]
    """Grants that nothing known needs, and that may serve what is not known."""
    inputs: tuple[tuple[str, str], ...] = ()
    """Parameters by whose defaults resources may be named, each with its default."""

    @cached_property
    def policy(self) -> dict[str, Any]:
        """The smallest policy, as IAM takes it; made when it is asked for."""
        from crenel.analysis.permissions.smallest import smallest  # noqa: PLC0415 - loads late

        needs = (*self.needs, *self.platform, *self.companions)
        return smallest(needs, self.grants.rows, self.kept, self.symbols)

    @cached_property
    def assumed(self) -> dict[str, str]:
        """The parameters whose defaults stand in the policy: of others it is another."""
        return standing_in(self.policy, self.inputs)

    @property
    def complete(self) -> bool:
        """Whether all that is needed and all that is granted is known."""
        return self.read and not self.gaps and not self.unread

    @property
    def told(self) -> bool:
        """Whether all that is needed is known."""
        return self.read and not self.gaps

    @property
    def wanted(self) -> tuple[Need, ...]:
        """All needs, of code and platform."""
        return (*self.needs, *self.platform)

    def reasons(self) -> Iterator[Reason]:
        """Why it is incomplete."""
        for gap in self.gaps:
            yield Reason(gap.span.file, gap.span.line, gap.reason)
        yield from self.unread


class Asking(msgspec.Struct, frozen=True):
    """What a function asks for, and what could not be told of that."""

    needs: list[Need]
    gaps: list[Gap]
    unread: list[Reason] = []
    platform: list[Need] = []


class Judging(msgspec.Struct, frozen=True):
    """What its needs are held against."""

    granted: Grants
    symbols: frozenset[str] = frozenset()
    trusted: Trusted | None = None
    read: bool = True
    inputs: tuple[tuple[str, str], ...] = ()


class Permissions:
    """The answers about the functions of one application, each made when it is asked for."""

    def __init__(self, app: Knowledge) -> None:
        self._app = app
        self._names = Names(app.application)
        self._symbols = symbols_of(app.application.entities, self._names)
        self._known: dict[str, Answer] = {}

    def of(self, function: Function) -> Answer:
        """The answer about one function."""
        if function.id not in self._known:
            self._known[function.id] = answer(function, self._app, self._names, self._symbols)
        return self._known[function.id]

    def on(self, need: Need) -> str:
        """The resources of a need, for people."""
        return ", ".join(map(rendered, need.resources))

    def exist(self, rows: Iterable[Grant]) -> Truth:
        """Does one of these grants exist?"""
        return judged.granted(rows)

    def unused_of(self, identity: Identity) -> list[Grant]:
        """What a role is granted and no function of it needs; nothing where not all is known."""
        found = [self.of(function) for function in self._app.functions_as(identity)]
        if not found or not all(one.told for one in found):
            return []
        first, *others = found
        return [
            row
            for row in first.judged.unused
            if all(any(row == other for other in one.judged.unused) for one in others)
        ]


def answers(app: Knowledge) -> Iterator[Answer]:
    """The answer about every function of an application."""
    for function in app.all(Function):
        yield app.permissions.of(function)


def symbols_of(entities: Any, names: Names) -> frozenset[str]:  # noqa: ANN401 - a sequence
    """The symbols of the application's own resources: no two are the same thing."""
    found: set[str] = set()
    for one in entities:
        if isinstance(one, Entity) and kind_of(one) is not None:
            found.add(names.symbol(one))
    return frozenset(found)


def answer(function: Function, app: Knowledge, names: Names, symbols: frozenset[str]) -> Answer:
    """The answer about one function of a template."""
    granted = grants_of(function, app, names)
    needs, gaps, reason = _needs_of(function, app, names)
    platform = list(platform_needs(function, app, names))
    platform.extend(key_needs([*needs, *platform], app, names))
    unread = [_reason(text, span, function) for text, span in granted.unread]
    asked_for = Asking(needs, gaps, [*unread, *([reason] if reason is not None else [])], platform)
    judged_by = Judging(
        granted, symbols, Trusted(app, names), reason is None, _inputs(function, app)
    )
    return _answer(function.origin.address, function.origin.span, asked_for, judged_by)


def _inputs(function: Function, app: Knowledge) -> tuple[tuple[str, str], ...]:
    """The parameters by which the function or its role may name resources."""
    identity = app.identity_of(function)
    statements = app.statements_of(identity) if identity is not None else []
    return defaults([function.environment, *(one.resources for one in statements)])


def of_script(address: str, facts: Facts, *, every: bool) -> Answer:
    """The answer about a file on its own; ``every``: all of its code is run, no handler alone."""
    binder = Binder(Names(None), None, Wiring(Names(None), NOTHING, (), ()))
    needs, gaps = needs_of(facts, binder, layered=False, every=every)
    return _answer(address, None, Asking(needs, gaps), Judging(Grants(())))


def _answer(address: str, span: Span | None, asking: Asking, judging: Judging) -> Answer:
    granted, symbols = judging.granted, judging.symbols
    sure = [need for need in asking.needs if not need.optional]
    own, wired = merged(sure), merged(asking.platform)
    perhaps = merged([need for need in asking.needs if need.optional])
    beside = [*perhaps, *_companions([*own, *wired])]
    every = [*own, *wired, *beside]
    rows = granted.rows
    idle = list(judged.unused(rows, every, symbols))
    kept = [row for row in idle if not judging.read or _may_serve(row, asking.gaps)]
    return Answer(
        address,
        span,
        judging.read,
        tuple(asking.gaps),
        tuple(asking.unread),
        tuple(own),
        tuple(wired),
        tuple(beside),
        granted,
        judged.Judged(
            missing=_missing([*own, *wired], granted, symbols, judging.trusted),
            unused=tuple(idle),
            excess=tuple(judged.excess(rows, every)),
            wide=tuple(judged.wide(rows, own)),
        ),
        symbols,
        tuple(kept),
        judging.inputs,
    )


def _missing(
    needs: list[Need], granted: Grants, symbols: frozenset[str], trusted: Trusted | None
) -> tuple[judged.Missing, ...]:
    """What the role lacks, less what policies on the resources grant to it."""
    identity = granted.identity
    if identity is None:
        return ()
    found = judged.missing(needs, granted.rows, symbols, unread=bool(granted.unread))
    return tuple(one for one in found if trusted is None or not trusted.grants(one.need, identity))


def _may_serve(row: Grant, gaps: list[Gap]) -> bool:
    """May a row that nothing known needs serve what is not known?"""
    prefix = row.action.partition(":")[0].lower()
    return any(not gap.prefix or row.negated or prefix in (gap.prefix, "*") for gap in gaps)


def _companions(needs: list[Need]) -> Iterator[Need]:
    for need in needs:
        for action in companions(need.action):
            resources, confidence = need.resources, need.confidence
            if action == "s3:ListBucket":
                resources = tuple(dict.fromkeys(one.partition("/")[0] for one in resources))
            if action.partition(":")[0] != need.action.partition(":")[0]:
                resources, confidence = ("*",), Confidence.ANY
            yield Need(action, resources, confidence, need.span, need.action, optional=True)


def _needs_of(
    function: Function, app: Knowledge, names: Names
) -> tuple[list[Need], list[Gap], Reason | None]:
    from crenel.code.locate import NotFound  # noqa: PLC0415 - the parsers load late

    if app.code is None:
        return [], [], _reason("the code is not to be read", None, function)
    code = app.code.of(function)
    if isinstance(code, NotFound):
        return [], [], _reason(f"its code is not read: {code.reason}", None, function)
    if _stands_in(function):
        return (
            [],
            [],
            _reason("the code in the template only stands in for what runs", None, function),
        )
    identity = app.identity_of(function)
    statements: list[Statement] = app.statements_of(identity) if identity is not None else []
    wiring = Wiring(names, function.environment, statements, app.entries(function))
    binder = Binder(names, function.environment, wiring)
    traced = any(one.module.startswith(TRACING) for one in code.facts.imports)
    layered = bool(app.layers_of(function).elsewhere)
    installed = declared(app.root, code.found.folder) if app.root else frozenset()
    needs, gaps = needs_of(code.facts, binder, layered=layered, installed=installed)
    if code.found.archive:
        what = (
            f"{code.found.archive} is made by what is not read: the code beside it is taken for it"
        )
        gaps.append(Gap(what, function.package.folder.span or function.origin.span))
    if traced:
        needs.extend(trace_needs(function))
    return needs, gaps, None


def _stands_in(function: Function) -> bool:
    """Code in a template is always the module ``index``; another handler is deployed later."""
    if not isinstance(function.package.inline, Known):
        return False
    return not str(function.handler.known() or "index.").startswith("index.")


def needs_of(
    facts: Facts,
    binder: Binder,
    *,
    layered: bool,
    every: bool = False,
    installed: frozenset[str] = frozenset(),
) -> tuple[list[Need], list[Gap]]:
    """The needs of some facts, and what could not be told."""
    needs: list[Need] = list(extension_needs(facts))
    gaps = list(code_gaps(facts, layered=layered, installed=installed))
    not_own = {call.span for call in facts.sdk_calls if call.other_credentials}
    as_others = {_key(call) for call in facts.sdk_calls if call.style == "js-v3-sent"}
    for call in facts.sdk_calls:
        if not (call.reached or every) or call.style == "js-v3-sent":
            continue
        if call.style == "js-v3" and _key(call) in as_others:
            continue
        for one in asked(call):
            if isinstance(one, Gap):
                gaps.append(one)
            else:
                need = binder.need(one)
                perhaps = _OTHERS if call.span in not_own else need.perhaps
                needs.append(msgspec.structs.replace(need, perhaps=perhaps))
    for read in facts.attributes:
        if (read.reached or every) and loads(read):
            found = (one for one in asked(read.load) if not isinstance(one, Gap))
            needs.extend(binder.need(one) for one in found)
    return needs, gaps


def _key(call: SdkCall) -> tuple[str, str | None, str | None]:
    return call.function, call.service, call.operation


def _reason(text: str, span: Span | None, function: Function) -> Reason:
    place = span if span is not None and span.file else function.origin.span
    return Reason(place.file, place.line, text)
