"""Installed Python distributions: ``*.dist-info`` and ``*.egg-info``.

Sources: PyPA "Recording installed projects", core metadata specification.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser

from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.purl import normalised

_METADATA = re.compile(r"(?:.*/)?[^/]+(?:\.dist-info/METADATA|\.egg-info/PKG-INFO|\.egg-info)")
_NATIVE = (".so", ".pyd", ".dylib", ".dll")
_LICENCE_CHARACTERS = 4_000
_SUFFIXES = (".py", ".so", ".pyd")
_MOST_ROWS = 100_000

_PLAIN = re.compile(
    r"([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\[[\w., -]+\])?"
    r"\s*\(?\s*(?:(?:[<>=!~]=?|===)\s*[\w.*+-]+\s*,?\s*)*\)?"
)
"""A requirement without a marker or an address: by far the commonest."""


def traces(files: Files) -> Iterator[Dependency | Unread]:
    """Every distribution whose metadata was left in place."""
    for name in files.sizes:
        if not _METADATA.fullmatch(name) or "/node_modules/" in f"/{name}":
            continue
        try:
            yield _distribution(files, name)
        except ReadProblem as problem:
            yield Unread(file=files.at(name), reason=str(problem), line=problem.line)


def _distribution(files: Files, name: str) -> Dependency:
    message = HeaderParser().parsestr(_text(files, name))
    project, version = _one(message, "Name"), _one(message, "Version")
    if not project:
        raise ReadProblem("the metadata gives no name", "Install the library anew")
    record = _record(files, name)
    return Dependency(
        ecosystem=Ecosystem.PYPI,
        name=normalised("PyPI", project),
        version=version or None,
        presence=Presence.INSTALLED,
        file=files.at(name),
        licence=_one(message, "License-Expression") or _short(_one(message, "License")),
        classifiers=tuple(
            value for value in _all(message, "Classifier") if value.startswith("License ::")
        ),
        licence_file=_licence_text(files, name),
        needs=tuple(_needs(message)),
        needs_known=True,
        modules=_modules(record) or _top_level(files, name),
        native=any(path.endswith(_NATIVE) for path in record),
        size=sum(files.sizes.get(_beside(name, path), 0) for path in record),
    )


def _text(files: Files, name: str) -> str:
    return files.read(name).decode("utf-8", "replace")


def _one(message: Message, key: str) -> str:
    value = str(message.get(key, "")).strip()
    return "" if value == "UNKNOWN" else value


def _all(message: Message, key: str) -> list[str]:
    return [str(value) for value in message.get_all(key, [])]


def _short(licence: str) -> str:
    """Old metadata may hold the whole text of the licence; its first line names it, if any."""
    return licence.splitlines()[0].strip()[:200] if licence else ""


def _needs(message: Message) -> Iterator[str]:
    """What it needs without any extra."""
    for line in _all(message, "Requires-Dist"):
        plain = _PLAIN.fullmatch(line.strip())
        name = plain[1] if plain is not None else _without_extra(line)
        if name:
            yield normalised("PyPI", name)


def _without_extra(line: str) -> str:
    """The name that a requirement begins with; empty where only an extra asks for it."""
    from packaging.requirements import (  # noqa: PLC0415 - slow to load, and seldom needed
        InvalidRequirement,
        Requirement,
    )

    try:
        requirement = Requirement(line)
    except InvalidRequirement:
        return ""  # another tool's metadata: a need that nobody can name leads nowhere
    return "" if "extra" in str(requirement.marker or "") else requirement.name


def _folder(name: str) -> str:
    """The metadata's own folder; empty for a single ``.egg-info`` file."""
    return "" if name.endswith(".egg-info") else name.rpartition("/")[0]


def _beside(name: str, path: str) -> str:
    site = _folder(name).rpartition("/")[0]
    return f"{site}/{path}" if site else path


def _record(files: Files, name: str) -> list[str]:
    path = f"{_folder(name)}/RECORD"
    if path not in files.sizes:
        return []
    rows = csv.reader(io.StringIO(_text(files, path)))
    try:
        return [row[0] for _, row in zip(range(_MOST_ROWS), rows, strict=False) if row]
    except csv.Error as error:
        raise ReadProblem(f"RECORD is no table: {error}", "Install the library anew") from None


def _modules(record: list[str]) -> tuple[str, ...]:
    """The names it is imported by: its topmost packages, below namespace packages too."""
    packages = {path.rpartition("/")[0] for path in record if path.endswith("/__init__.py")}
    found: dict[str, None] = {}
    for path in record:
        if (
            path.endswith(_SUFFIXES)
            and not path.startswith(("..", "/"))
            and "__pycache__" not in path
        ):
            found.setdefault(_top(path, packages))
    return tuple(sorted(found))


def _top(path: str, packages: set[str]) -> str:
    parts = path.split("/")
    for depth in range(1, len(parts)):
        folder = "/".join(parts[:depth])
        if folder in packages:
            return folder.replace("/", ".")
    return "/".join([*parts[:-1], parts[-1].partition(".")[0]]).replace("/", ".")


def _top_level(files: Files, name: str) -> tuple[str, ...]:
    path = f"{_folder(name)}/top_level.txt"
    return tuple(_text(files, path).split()[:1000]) if path in files.sizes else ()


def _licence_text(files: Files, name: str) -> str:
    """The beginning of a licence file beside the metadata."""
    folder = _folder(name)
    if not folder:
        return ""
    candidates = (
        f"{folder}/{stem}"
        for stem in (
            "LICENSE",
            "LICENSE.txt",
            "licenses/LICENSE",
            "COPYING",
            "LICENSE.md",
            "LICENCE",
            "licenses/LICENSE.txt",
        )
    )
    found = next((path for path in candidates if path in files.sizes), None)
    return _text(files, found)[:_LICENCE_CHARACTERS] if found else ""
