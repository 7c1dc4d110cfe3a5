"""``crenel accept``: one more ``[[accept]]`` table; what the file holds already stays as it is."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.files import replace_text
from crenel.model.source import Source
from crenel.triage import finding
from crenel.triage.claim import OfAddress, OfIdentity
from crenel.triage.config import Config, prefix_of
from crenel.triage.configuration import read
from crenel.triage.names import Names, canonical, meant, quoted
from crenel.triage.terms import Refused, Terms, terms

_MARK = "\ufeff"
_IDENTITY = re.compile(r"[0-9a-f]{24}")


class Accepted(msgspec.Struct, frozen=True):
    """What was written: the file (as seen from the analysed folder) and the table."""

    file: str
    table: str


def accept(
    folder: Path,
    control: str,
    address: str,
    *,
    reason: str,
    until: str,
    today: date,
    known: Names,
    by: str = "",
    file: Path | None = None,
) -> Accepted:
    """Appends an acceptance to the configuration of a folder, made where there is none.

    ``address`` is ``FILE::NAME`` as a report prints it, a glob, or an identity; ``file`` is
    ``--config``. Raises UsageError: nothing is written then.
    """
    start = folder.resolve()
    name = _control(control, known)
    agreed = _agreed(reason, until, by, today)
    source = _source(start, file)
    home = (start / source.path).parent
    before = read(source, known, prefix=prefix_of(source.path, start), home=home)
    key, target = _target(address, before)
    _refuse_twice(before, name, key, target, known)
    table = _table(_header(source), name, (key, target), agreed)
    path = (start / source.path).resolve()
    text = _appended(_as_stored(path, source), table)
    _check(Source(source.path, text.removeprefix(_MARK)), home, known, len(before.accept))
    replace_text(path, text)
    return Accepted(source.path, table)


def _control(control: str, known: Names) -> str:
    name = canonical(control, known)
    if name is None:
        hint = meant(control, known) or "`crenel explain` lists all controls"
        raise UsageError(f"there is no control {quoted(control)}", hint)
    return name


def _agreed(reason: str, until: str, by: str, today: date) -> Terms:
    try:
        agreed = terms({"reason": reason, "until": until, "by": by})
        f"{reason}{by}".encode()
    except Refused as problem:
        raise UsageError(f"nothing was accepted: {problem}") from None
    except UnicodeEncodeError:
        raise UsageError("nothing was accepted: the reason is not valid text") from None
    if agreed.until < today.isoformat():
        message = f"nothing was accepted: {agreed.until} is past"
        raise UsageError(message, "Give a day to come")
    return agreed


def _source(start: Path, file: Path | None) -> Source:
    """The configuration to write to; an empty one where there is none yet."""
    if file is not None and file.exists():
        return finding.named(file, start)
    if file is not None:
        return finding.missing(file, start)
    return finding.find(start) or finding.missing(start / finding.OWN, start)


def _as_stored(path: Path, source: Source) -> str:
    """The text to keep byte for byte, with its byte-order mark, if any."""
    if not path.exists():
        return ""
    stored = path.read_bytes().decode("utf-8", "replace")
    if stored.removeprefix(_MARK) != source.text:
        message = f"{source.path} is not written in UTF-8, or has changed just now"
        raise UsageError(message, "Save it as UTF-8, and try again")
    return stored


def _target(address: str, config: Config) -> tuple[str, str]:
    if _IDENTITY.fullmatch(address):
        return "identity", address
    if not all(address.partition("::")):
        message = f"{quoted(address)} is no address"
        raise UsageError(message, "Write FILE::NAME as the report prints it, or an identity")
    return "address", f"{config.prefix}/{address}" if config.prefix else address


def _refuse_twice(config: Config, name: str, key: str, target: str, known: Names) -> None:
    wanted = OfIdentity(target) if key == "identity" else OfAddress(target, config.prefix)
    for claim in config.accept:
        if canonical(claim.control, known) == name and claim.target == wanted:
            file, line = claim.where
            message = f"{file}:{line} accepts {name} for {target} until {claim.terms.until} already"
            raise UsageError(message, "Change it there")


def _header(source: Source) -> str:
    shared = source.path.rpartition("/")[2] == finding.SHARED
    return "[[tool.crenel.accept]]" if shared else "[[accept]]"


def _table(header: str, control: str, target: tuple[str, str], agreed: Terms) -> str:
    rows = [header, f"control = {_toml(control)}", f"{target[0]} = {_toml(target[1])}"]
    rows += [f"reason = {_toml(agreed.reason)}", f"until = {agreed.until}"]
    if agreed.by:
        rows.append(f"by = {_toml(agreed.by)}")
    return "\n".join(rows) + "\n"


def _toml(text: str) -> str:
    """A basic string; whatever cannot be seen is escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in ('"', "\\"):
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _appended(text: str, table: str) -> str:
    """The text, a blank line, and the table, with the line breaks of the text."""
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    return text + gap + table.replace("\n", newline)


def _check(source: Source, home: Path, known: Names, count: int) -> None:
    """Refuses to write what would not be read as one acceptance more."""
    try:
        tomllib.loads(source.text)
    except ValueError:
        message = f"{source.path} cannot take another table: `accept` is written as a list there"
        raise UsageError(message, "Write its entries as [[accept]] tables") from None
    after = read(source, known, home=home)
    if len(after.accept) != count + 1:
        raise UsageError(f"{source.path} cannot take another acceptance", "Add it by hand")
