"""The text of a configuration -> the configuration; each mistake is told with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.practices.practice import OWN, Practice
from crenel.triage import finding
from crenel.triage.audit_settings import audit_settings
from crenel.triage.claim import Claim, OfAddress, OfIdentity, Target
from crenel.triage.config import Config
from crenel.triage.globs import LONGEST
from crenel.triage.names import Names, canonical, meant, quoted
from crenel.triage.packing import packs, settings
from crenel.triage.tables import Document, Table
from crenel.triage.terms import Refused, terms

FAIL_ON = ("critical", "high", "medium", "low", "none")
VIEWS = ("act", "review", "audit")
_FLAGS = {"today": "--today", "config": "--config", "format": "--format", "output": "--output"}
_SINGLE = (str, int, float, bool)


def read(source: Source, known: Names, *, prefix: str = "", home: Path | None = None) -> Config:
    """What a text says; ``home`` is its folder, for packs that are files. Raises UsageError."""
    table = own_table(Document(source))
    for key, flag in _FLAGS.items():
        if key in table.data:
            raise table.problem(key, f"`{key}` is no setting", f"Use {flag} for one run")
    config = Config(
        file=source.path,
        prefix=prefix,
        fail_on=table.choice("fail_on", FAIL_ON),
        view=table.choice("view", VIEWS),
        env=table.text("env"),
        controls=settings(table.table("controls"), known),
        packs=tuple(packs(table, known, home)),
        exclude=_globs(table, "exclude"),
        params=dict(_params(table.table("params"))),
        accept=tuple(_claim(one, prefix) for one in table.tables("accept")),
        audit=audit_settings(table.table("audit")),
        practices=_practices(table, known),
        custom_controls=_globs(table, "custom_controls"),
        plugins=table.texts("plugins"),
    )
    table.close()
    return config


def own_table(document: Document) -> Table:
    """The table that is crenel's: the whole of crenel.toml, a part of pyproject.toml."""
    table = Table(document, (), document.data)
    if document.source.path.rpartition("/")[2] != finding.SHARED:
        return table
    if not finding.is_ours(document):
        what = f"{document.source.path} has no table [tool.crenel]"
        raise UsageError(what, "Add one, or use crenel.toml")
    return table.table("tool").table("crenel")


def _practices(table: Table, known: Names) -> tuple[Practice, ...]:
    found: dict[str, Practice] = {}
    for one in table.tables("practice"):
        practice = _practice(one, known)
        if practice.id in found:
            raise one.problem("id", f"the practice {quoted(practice.id)} is there twice")
        found[practice.id] = practice
    return tuple(found.values())


def _practice(table: Table, known: Names) -> Practice:
    practice = Practice(
        id=table.text("id"),
        title=table.text("title"),
        theme=table.text("theme") or OWN,
        why=table.text("why"),
        next=table.text("next"),
        unseen=table.texts("unseen"),
        controls=tuple(_control(table, name, known) for name in table.texts("controls")),
    )
    table.close()
    for key, said in (("id", practice.id), ("title", practice.title)):
        if not said:
            raise table.problem(key, f"a practice needs `{key}`")
    return practice


def _control(table: Table, name: str, known: Names) -> str:
    found = canonical(name, known)
    if found is None:
        hint = meant(name, known) or "`crenel explain` lists all controls"
        raise table.problem("controls", f"there is no control {quoted(name)}", hint)
    return found


def _globs(table: Table, key: str) -> tuple[str, ...]:
    patterns = table.texts(key)
    for pattern in patterns:
        if not pattern or len(pattern) > LONGEST:
            what = f"`{key}` holds a pattern that is empty or has more than {LONGEST} characters"
            raise table.problem(key, what)
    return patterns


def _params(table: Table) -> Iterable[tuple[str, str]]:
    for key, value in table.entries():
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, _SINGLE) for item in items):
            raise table.problem(
                key, f"the parameter {quoted(key)} must be a text, or a list of them"
            )
        yield key, ",".join(_word(item) for item in items)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _claim(table: Table, prefix: str) -> Claim:
    given = {"reason": table.text("reason"), "until": table.day("until"), "by": table.text("by")}
    control = table.text("control")
    if not control:
        raise table.problem("control", "this acceptance names no control")
    target = _target(table, prefix)
    table.close()
    try:
        agreed = terms(given)
    except Refused as problem:
        what = f"the acceptance of {quoted(control)} does not hold: {problem}"
        raise table.problem(problem.key, what) from None
    place = table.document.span(table.path)
    return Claim(control=control, target=target, terms=agreed, place=place)


def _target(table: Table, prefix: str) -> Target:
    address, identity = table.text("address"), table.text("identity")
    if bool(address) == bool(identity):
        what = "an acceptance gives an address (FILE::NAME) or an identity, one of the two"
        raise table.problem("address", what)
    if len(address) > LONGEST:
        raise table.problem("address", f"the address has more than {LONGEST} characters")
    return OfAddress(address, prefix) if address else OfIdentity(identity)
