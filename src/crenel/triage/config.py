"""The configuration: ``crenel.toml``, or ``[tool.crenel]`` of ``pyproject.toml``.

One file counts, the nearest one; nothing is merged. Its paths are as seen from its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.model.verdict import Verdict
from crenel.practices.practice import OWN, Practice
from crenel.triage import finding
from crenel.triage.audit_settings import AuditSettings, audit_settings
from crenel.triage.claim import Claim, OfAddress, OfIdentity, Target
from crenel.triage.globs import LONGEST, covers
from crenel.triage.names import Names, canonical, meant, quoted
from crenel.triage.packing import ControlSetting, Pack, packs, settings
from crenel.triage.tables import Document, Table
from crenel.triage.terms import Refused, terms

FAIL_ON = ("critical", "high", "medium", "low", "none")
VIEWS = ("act", "review", "audit")
_FLAGS = {"today": "--today", "config": "--config", "format": "--format", "output": "--output"}
_SINGLE = (str, int, float, bool)


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
    plugins: tuple[str, ...] = ()
    """Folders of the team's own controls in Python."""
    ran: tuple[str, ...] = ()
    """What else took part in the run, a sentence each."""

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
        said.extend(f"the pack {pack.name} holds{_titled(pack)}" for pack in self.packs)
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
        return (*(f"by {self.file}: {sentence}" for sentence in said), *self.ran)

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


def _titled(pack: Pack) -> str:
    return f": {pack.title}" if pack.title else ""


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
    home = (start / source.path).parent
    return read(Document(source), known, prefix=prefix_of(source.path, start), home=home)


def prefix_of(file: str, start: Path) -> str:
    """The analysed folder as seen from the folder of ``file``; empty where it is not inside."""
    home = os.path.normpath(start / file).rpartition(os.sep)[0] or os.sep
    below = os.path.relpath(start, home).replace(os.sep, "/")
    return "" if below == "." or below.startswith("..") else below


def read(document: Document, known: Names, *, prefix: str = "", home: Path | None = None) -> Config:
    """What a document says; ``home`` is its folder, for packs that are files. Raises UsageError."""
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
