"""The configuration: ``crenel.toml``, or ``[tool.crenel]`` of ``pyproject.toml``.

One file counts, the nearest one; nothing is merged. Its paths are as seen from its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.model.verdict import Severity, Verdict
from crenel.practices.practice import OWN, Practice
from crenel.triage import finding
from crenel.triage.audit_settings import AuditSettings, audit_settings
from crenel.triage.claim import Claim, OfAddress, OfIdentity, Target
from crenel.triage.globs import LONGEST, covers
from crenel.triage.names import Names, canonical, meant, quoted
from crenel.triage.tables import Document, Table
from crenel.triage.terms import Refused, terms

FAIL_ON = ("critical", "high", "medium", "low", "none")
VIEWS = ("act", "review", "audit")
_FLAGS = {"today": "--today", "config": "--config", "format": "--format", "output": "--output"}
_PACKS = Path(__file__).parent / "packs"
_SINGLE = (str, int, float, bool)


class ControlSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What a project decides about one control."""

    enabled: bool = True
    severity: Severity | None = None
    """None: the control's own."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of controls under a name."""

    name: str
    title: str
    controls: Mapping[str, ControlSetting]


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration; empty where nothing is said."""

    file: str = ""
    """As seen from the analysed folder; empty for none."""
    prefix: str = ""
    """The analysed folder as seen from the configuration's, where it lies in it."""
    fail_on: str = ""
    view: str = ""
    env: str = ""
    controls: Mapping[str, ControlSetting] = {}
    """By the control's own name; what the project itself says."""
    packs: tuple[Pack, ...] = ()
    """Settings that are chosen together; a later one wins, the project's own win over all."""
    exclude: tuple[str, ...] = ()
    params: Mapping[str, str] = {}
    accept: tuple[Claim, ...] = ()
    audit: AuditSettings = AuditSettings()
    practices: tuple[Practice, ...] = ()
    """The team's own, beside those that crenel ships."""
    custom_controls: tuple[str, ...] = ()
    """Files of the team's own controls, as globs."""

    def enabled(self, control: str) -> bool:
        """Is a control (its own name) to be judged?"""
        setting = self._setting(control)
        return setting is None or setting.enabled

    def _setting(self, control: str) -> ControlSetting | None:
        held = (self.controls, *(pack.controls for pack in reversed(self.packs)))
        return next((one[control] for one in held if control in one), None)

    def decisions(self) -> tuple[str, ...]:
        """What the file changes about a run, a sentence each: nobody is to find out by chance."""
        changed = {"fail_on": self.fail_on, "view": self.view, "env": self.env}
        said = [f"{key} is {value}" for key, value in changed.items() if value]
        said.extend(f"the pack {pack.name} holds: {pack.title}" for pack in self.packs)
        off = sorted(name for name, one in self.controls.items() if not one.enabled)
        weighed = [
            f"{name} is {one.severity.value}"
            for name, one in sorted(self.controls.items())
            if one.enabled and one.severity is not None
        ]
        if off:
            said.append(f"controls that are off: {', '.join(off)}")
        said.extend(weighed)
        if self.exclude:
            said.append(f"files that are left out: {', '.join(self.exclude)}")
        return tuple(f"by {self.file}: {sentence}" for sentence in said)

    def excludes(self, path: str) -> bool:
        """Is a file (as seen from the analysed folder) left out?"""
        full = f"{self.prefix}/{path}" if self.prefix else path
        return any(covers(pattern, full) for pattern in self.exclude)

    def weighed(self, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
        """The verdicts with the severities that the project decided."""
        return tuple(self._weighed(verdict) for verdict in verdicts)

    def _weighed(self, verdict: Verdict) -> Verdict:
        setting = self._setting(verdict.control)
        if setting is None or setting.severity is None:
            return verdict
        return msgspec.structs.replace(verdict, severity=setting.severity)


def configuration(
    folder: Path, known: Names, *, file: Path | None = None, no_config: bool = False
) -> Config:
    """The configuration for an analysed folder (``--config``, ``--no-config``).

    Raises UsageError with file and line.
    """
    if no_config and file is not None:
        raise UsageError("--config and --no-config contradict each other", "Give one of them")
    if no_config:
        return Config()
    start = folder.resolve()
    source = finding.find(start) if file is None else finding.named(file, start)
    if source is None:
        return Config()
    return read(Document(source), known, prefix=prefix_of(source.path, start))


def prefix_of(file: str, start: Path) -> str:
    """The analysed folder as seen from the folder of ``file``; empty where it is not inside."""
    home = os.path.normpath(start / file).rpartition(os.sep)[0] or os.sep
    below = os.path.relpath(start, home).replace(os.sep, "/")
    return "" if below == "." or below.startswith("..") else below


def read(document: Document, known: Names, *, prefix: str = "") -> Config:
    """What a document says. Raises UsageError."""
    table = own_table(document)
    for key, flag in _FLAGS.items():
        if key in table.data:
            raise table.problem(key, f"`{key}` is no setting", f"Use {flag} for one run")
    config = Config(
        file=document.source.path,
        prefix=prefix,
        fail_on=table.choice("fail_on", FAIL_ON),
        view=table.choice("view", VIEWS),
        env=table.text("env"),
        controls=_controls(table.table("controls"), known),
        packs=tuple(_packs(table, known)),
        exclude=_globs(table, "exclude"),
        params=dict(_params(table.table("params"))),
        accept=tuple(_claim(one, prefix) for one in table.tables("accept")),
        audit=audit_settings(table.table("audit")),
        practices=_practices(table, known),
        custom_controls=_globs(table, "custom_controls"),
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


def _packs(table: Table, known: Names) -> Iterator[Pack]:
    """The packs that are named: those that crenel ships."""
    for name in table.texts("packs"):
        path = _PACKS / f"{name}.toml"
        shipped = sorted(one.stem for one in _PACKS.glob("*.toml"))
        if name not in shipped:
            hint = meant(name, shipped) or f"There are {', '.join(shipped)}"
            raise table.problem("packs", f"there is no pack {quoted(name)}", hint)
        yield pack(Document(Source(path.name, path.read_text(encoding="utf-8"))), name, known)


def pack(document: Document, name: str, known: Names) -> Pack:
    """The pack that a document holds. Raises UsageError with file and line."""
    table = Table(document, (), document.data)
    made = Pack(
        name=name, title=table.text("title"), controls=_controls(table.table("controls"), known)
    )
    table.close()
    return made


def _controls(table: Table, known: Names) -> dict[str, ControlSetting]:
    settings: dict[str, ControlSetting] = {}
    for key, _ in table.entries():
        name = canonical(key, known)
        if name is None:
            hint = meant(key, known) or "`crenel explain` lists all controls"
            raise table.problem(key, f"there is no control {quoted(key)}", hint)
        if name in settings:
            raise table.problem(key, f"{name} is set twice", "Keep one of the two")
        settings[name] = _setting(table.table(key))
    return settings


def _setting(table: Table) -> ControlSetting:
    severity = table.choice("severity", (one.value for one in Severity))
    setting = ControlSetting(
        enabled=table.switch("enabled", default=True),
        severity=Severity(severity) if severity else None,
    )
    table.close()
    return setting


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
