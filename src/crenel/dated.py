"""Facts of the world grow old: each table says what it is, where it is from and of which day.

A table that is a file stands in a folder ``_data`` and begins with three keys, in TOML or JSON::

    dated.title = "when AWS Lambda's runtimes end"
    dated.source = "AWS Lambda Developer Guide, Lambda runtimes"
    dated.as_of = "2026-11-24"

A table that is a module, or that a tool packed, has a module with a function ``dated`` instead,
which returns a ``Dated``. ``crenel version --data`` finds both by their being there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from crenel.errors import DataError
from crenel.packed import toml

T = TypeVar("T")

KEY = "dated"
_TOML_LINE = re.compile(r"\(at line (\d+),")
_PACKAGE = Path(__file__).parent
_MAKE = f"A table begins with {KEY}.title, {KEY}.source and {KEY}.as_of"


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """What dates one table; ``as_of`` is the day for which its rows were last read."""

    title: str
    source: str
    as_of: date
    file: str
    """As seen from the folder that holds the package: ``crenel/controls/...``."""

    def age(self, today: date) -> int:
        """Days."""
        return (today - self.as_of).days


class _Stamp(msgspec.Struct, frozen=True):
    title: str
    source: str
    as_of: str


class _Headed(msgspec.Struct, frozen=True):
    dated: object = None


def dated_by(title: str, source: str, as_of: str, file: str | Path) -> Dated:
    """What dates a table that is a module or a packed file. Raises DataError with file and line."""
    path = Path(file)
    return Dated(title=title, source=source, as_of=day(as_of, path), file=shown(path))


def rows_of(path: Path) -> dict[str, Any]:
    """The rows of a TOML table. Raises DataError with file and line."""
    held = _toml(path)
    _dated(held.get(KEY), path)
    return {name: row for name, row in held.items() if name != KEY}


def decoded(path: Path, kind: type[T]) -> T:
    """A JSON table, as a type. Raises DataError with the file, and the line where it is known."""
    text = _text(path)
    try:
        _dated(msgspec.json.decode(text, type=_Headed).dated, path)
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise DataError(f"{shown(path)}: {error}", "Correct the table") from None


def dated_in(path: Path) -> Dated:
    """What dates a table that is a TOML or JSON file. Raises DataError with file and line."""
    if path.suffix == ".toml":
        return _dated(_toml(path).get(KEY), path)
    try:
        return _dated(msgspec.json.decode(_text(path), type=_Headed).dated, path)
    except msgspec.DecodeError as error:
        raise DataError(f"{shown(path)}: {error}", "Correct the table") from None


def day(text: str, path: Path) -> date:
    """A day that a table names. Raises DataError with the first line of the file that has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{shown(path)}:{_line(path, text)}: {text!r} is not a day like 2026-11-24"
        raise DataError(message, "Correct the table") from None


def shown(path: Path) -> str:
    """A file of the package as a message names it."""
    inside = path.is_relative_to(_PACKAGE)
    return path.relative_to(_PACKAGE.parent).as_posix() if inside else path.as_posix()


def files() -> Iterable[Path]:
    """Every file in a folder of data of the package."""
    found = (
        path for folder in sorted(_PACKAGE.rglob("_data")) for path in sorted(folder.iterdir())
    )
    return (path for path in found if path.is_file() and path.suffix != ".py")


def modules() -> Iterable[str]:
    """Every module with a function ``dated``."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        if path.name != Path(__file__).name and "\ndef dated() -> Dated:" in _text(path):
            yield ".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts)


def _dated(found: object, path: Path) -> Dated:
    if found is None:
        raise DataError(f"{shown(path)}:1: it does not say from when it is", _MAKE)
    try:
        stamp = msgspec.convert(found, _Stamp)
    except msgspec.ValidationError as error:
        raise DataError(f"{shown(path)}:{_line(path, KEY)}: {error}", _MAKE) from None
    return dated_by(stamp.title, stamp.source, stamp.as_of, path)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return toml(_text(path))
    except ValueError as error:
        at = _TOML_LINE.search(str(error))
        line = at[1] if at else len(_text(path).splitlines())
        raise DataError(f"{shown(path)}:{line}: this is not TOML: {error}", "Correct it") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DataError(f"{shown(path)} cannot be read: {error}", "Install crenel again") from None


def _line(path: Path, needle: str) -> int:
    text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if needle in line), 1)
