"""Packs: settings of controls that are chosen together, under a name.

Crenel ships some; a team writes its own as ``[pack.NAME]`` in its configuration, or as a file that
several projects share and that ``packs`` names by its path (``"rules/payments.toml"``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.model.verdict import Severity
from crenel.readers.root import Root
from crenel.readers.text.decode import decode
from crenel.triage.names import Names, canonical, meant, quoted
from crenel.triage.settings import ControlSetting, Pack
from crenel.triage.tables import Document, Table

SHIPPED = Path(__file__).parent / "packs"
_SUFFIX = ".toml"
_LIMIT = 1024 * 1024


def packs(table: Table, known: Names, home: Path | None) -> Iterator[Pack]:
    """The packs that a configuration chooses; ``home`` is its folder, None where there is none.

    Raises UsageError with the file and the line, for its own packs whether chosen or not.
    """
    own = dict(_own(table.table("pack"), known))
    for name in table.texts("packs"):
        if name in own:
            yield own[name]
        elif name.endswith(_SUFFIX):
            yield pack(_document(table, name, home), name, known)
        else:
            yield _shipped(table, name, known, own)


def pack(document: Document, name: str, known: Names) -> Pack:
    """The pack that a document holds. Raises UsageError with file and line."""
    return _made(Table(document, (), document.data), name, known)


def settings(table: Table, known: Names) -> dict[str, ControlSetting]:
    """What a table of controls decides, by the controls' own names. Raises UsageError."""
    found: dict[str, ControlSetting] = {}
    for key, _ in table.entries():
        name = canonical(key, known)
        if name is None:
            hint = meant(key, known) or "`crenel explain` lists all controls"
            raise table.problem(key, f"there is no control {quoted(key)}", hint)
        if name in found:
            raise table.problem(key, f"{name} is set twice", "Keep one of the two")
        found[name] = _setting(table.table(key))
    return found


def _own(table: Table, known: Names) -> Iterator[tuple[str, Pack]]:
    for name, _ in table.entries():
        if name in _names() or name.endswith(_SUFFIX):
            raise table.problem(name, f"a pack of your own cannot be called {quoted(name)}")
        yield name, _made(table.table(name), name, known)


def _shipped(table: Table, name: str, known: Names, own: Mapping[str, Pack]) -> Pack:
    if name not in _names():
        there = sorted([*_names(), *own])
        hint = meant(name, there) or f"There are {', '.join(there)}; or write [pack.NAME]"
        raise table.problem("packs", f"there is no pack {quoted(name)}", hint)
    text = (SHIPPED / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
    return pack(Document(Source(f"{name}{_SUFFIX}", text)), name, known)


def _names() -> list[str]:
    return sorted(one.stem for one in SHIPPED.glob(f"*{_SUFFIX}"))


def _document(table: Table, name: str, home: Path | None) -> Document:
    """The pack that is a file below the configuration's folder."""
    if home is None:
        raise table.problem("packs", f"the pack {quoted(name)} is a file, and this is none")
    try:
        text = decode(Root(home).read_bytes(name, _LIMIT))
    except ReadProblem as problem:
        what = f"the pack {quoted(name)} cannot be read: {problem.what}"
        raise table.problem("packs", what, problem.do) from None
    return Document(Source(name, text))


def _made(table: Table, name: str, known: Names) -> Pack:
    made = Pack(
        name=name, title=table.text("title"), controls=settings(table.table("controls"), known)
    )
    table.close()
    return made


def _setting(table: Table) -> ControlSetting:
    severity = table.choice("severity", (one.value for one in Severity))
    setting = ControlSetting(
        enabled=table.switch("enabled", default=True),
        severity=Severity(severity) if severity else None,
    )
    table.close()
    return setting
