"""What a bill of materials says, before it is written in a format.

The same input gives the same bytes: everything is sorted, ids come from the content, and the time
is ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) or the beginning of 1970.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.component import Ecosystem, Scope
from crenel.supplychain.inventory.bill import Bill, Component, Inventory
from crenel.supplychain.licences.licence import UNKNOWN, licence_of

_ODD = re.compile(r"[^A-Za-z0-9.]+")
_LENGTHS = {"sha1": 40, "sha256": 64, "sha384": 96, "sha512": 128, "md5": 32}
_SPACE = uuid.UUID("6f3f5f0c-54a6-5b0c-9a55-7f2c7f0d1d5a")


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """A library as a bill tells of it."""

    ref: str
    ecosystem: Ecosystem
    group: str
    """An npm scope, a Maven group; empty for none."""
    name: str
    version: str
    purl: str
    scope: Scope
    licence: str
    """An SPDX expression; empty where it is not known."""
    hashes: tuple[tuple[str, str], ...]
    """Algorithm (``sha256``) and hex digest, one of each algorithm."""
    properties: tuple[tuple[str, str], ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A function, and the refs of its libraries."""

    ref: str
    name: str
    properties: tuple[tuple[str, str], ...]
    libraries: tuple[str, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """A whole bill: the application, its functions, their libraries and what needs what."""

    name: str
    parts: tuple[Part, ...]
    libraries: tuple[Library, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    others: tuple[str, ...] = ()
    """Refs of libraries that no function owns."""

    @property
    def serial(self) -> str:
        """A UUID that comes from the content."""
        return str(uuid.uuid5(_SPACE, msgspec.json.encode(self).decode()))


def content(inventory: Inventory, name: str, *, function: str = "") -> Content:
    """The bill of an application, or of one function of it. Raises UsageError for no function."""
    bills = _chosen(inventory, function)
    rest = [] if function else inventory.rest.components
    libraries: dict[str, Library] = {}
    needs: dict[str, set[str]] = {}
    for components in [*(bill.components for bill in bills), rest]:
        for one in components:
            libraries.setdefault(one.purl, _library(one))
        for ref, asked in _needs(components):
            needs.setdefault(ref, set()).update(asked)
    return Content(
        name=function or name,
        parts=tuple(map(_part, bills)),
        libraries=tuple(libraries[ref] for ref in sorted(libraries)),
        needs=tuple((ref, tuple(sorted(needs[ref] - {ref}))) for ref in sorted(needs)),
        others=tuple(sorted({one.purl for one in rest})),
    )


def _chosen(inventory: Inventory, function: str) -> list[Bill]:
    if not function:
        return inventory.bills
    found = [one for one in inventory.bills if function in (one.label, one.address)]
    if not found:
        known = ", ".join(sorted({one.label for one in inventory.bills})) or "there is none"
        raise UsageError(f"there is no function {function!r}", f"Known functions: {known}")
    return found


def _part(bill: Bill) -> Part:
    told = {
        "crenel:runtime": bill.runtime,
        "crenel:folder": bill.folder or "",
        "crenel:image": bill.image,
        "crenel:layers": ", ".join(bill.layers),
        "crenel:provided-by-runtime": ", ".join(bill.provided),
    }
    gaps = [("crenel:not-inventoried", f"{one.subject}: {one.reason}") for one in bill.gaps]
    return Part(
        ref=bill.address,
        name=bill.label,
        properties=(*((key, value) for key, value in told.items() if value), *gaps),
        libraries=tuple(sorted({one.purl for one in bill.components})),
    )


def _library(one: Component) -> Library:
    licence = licence_of(one)
    separator = ":" if one.ecosystem is Ecosystem.MAVEN else "/"
    grouped = one.ecosystem is Ecosystem.MAVEN or one.name.startswith("@")
    group, _, name = one.name.rpartition(separator) if grouped else ("", "", one.name)
    return Library(
        ref=one.purl,
        ecosystem=one.ecosystem,
        group=group,
        name=name,
        version=one.version or "",
        purl=one.purl,
        scope=one.scope,
        licence="" if licence == UNKNOWN else licence,
        hashes=tuple(digests(one.all("hashes"))),
        properties=tuple(_properties(one)),
    )


def _properties(one: Component) -> Iterable[tuple[str, str]]:
    for sighting in one.sightings:
        yield "crenel:seen", f"{sighting.presence.value} {sighting.file}:{sighting.line}"
    told = {
        "crenel:standing": one.standing.value,
        "crenel:wanted": one.wanted if one.version is None else "",
        "crenel:origin": one.first("origin"),
        "crenel:layer": one.first("layer"),
        "crenel:stripped": "its metadata was removed" if one.stripped else "",
    }
    yield from ((key, value) for key, value in told.items() if value)


def digests(written: Iterable[str]) -> list[tuple[str, str]]:
    """``sha256:<hex>`` and ``sha512-<base64>`` -> algorithm and hex.

    A lock file names a digest for each file that may be chosen; only where there is one of an
    algorithm is it the library's own.
    """
    found: dict[str, set[str]] = {}
    for text in written:
        for one in text.split():
            algorithm, digest = _digest(one)
            if len(digest) == _LENGTHS.get(algorithm):
                found.setdefault(algorithm, set()).add(digest)
    return [(one, *found[one]) for one in sorted(found) if len(found[one]) == 1]  # type: ignore[misc]


def _digest(text: str) -> tuple[str, str]:
    algorithm, colon, digest = text.partition(":")
    if colon:
        return algorithm.lower(), digest.lower() if digest.isalnum() else ""
    algorithm, _, encoded = text.partition("-")
    try:
        return algorithm.lower(), base64.b64decode(encoded, validate=True).hex()
    except (binascii.Error, ValueError):
        return algorithm, ""


def _needs(components: Iterable[Component]) -> Iterable[tuple[str, list[str]]]:
    by_name: dict[tuple[Ecosystem, str], list[str]] = {}
    for one in components:
        by_name.setdefault((one.ecosystem, one.name), []).append(one.purl)
    for one in components:
        asked = [ref for name in one.all("needs") for ref in by_name.get((one.ecosystem, name), ())]
        yield one.purl, asked


def file_stem(address: str) -> str:
    """A file's name for a function's address: readable, and no other function's."""
    readable = _ODD.sub("-", address).strip("-.")[-80:]
    return f"{readable}-{uuid.uuid5(_SPACE, address).hex[:8]}"


def made() -> str:
    """The time that documents tell: ISO 8601 in UTC. Raises UsageError for an odd one."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "0")
    try:
        when = datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {text[:40]!r}"
        raise UsageError(message, "It is a number of seconds since 1970") from None
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
