"""The policies that AWS manages: their documents by ARN, from data with a date.

The file is packed by ``tools/rebuild_managed_policies.py``: a line of JSON tells where each
document lies, and only the documents that are asked for are unpacked.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from crenel.dated import Dated, dated_by

_ARN = re.compile(r"^arn:(?:\$\{[^}]*\}|[^:]*):iam::aws:policy(/.+)$")
"""Any partition: the pseudo parameter ``${AWS::Partition}`` stands there, too."""
_DATA = Path(__file__).parent / "_data" / "managed_policies.bin"
MAX_DOCUMENT = 1_000_000
"""Bytes of one document; the longest that AWS allows is far below."""

Document = dict[str, Any]


class ManagedPolicy(msgspec.Struct, frozen=True):
    """One policy: its ARN, the version that was in force at ``date`` (YYYY-MM-DD), its document."""

    arn: str
    version: str
    date: str
    document: Document


def managed_policy(arn: str) -> ManagedPolicy | None:
    """The policy of an ARN in any partition, or of a bare name; None where the data hold none."""
    found = _ARN.match(arn)
    if found is not None:
        path, _, name = found[1].rpartition("/")
        return _unpacked(name, f"{path}/")
    return None if ":" in arn or "/" in arn else _unpacked(arn, "")


def data_source() -> tuple[str, str]:
    """Where the documents come from, and the date of the newest."""
    header, _ = _packed()
    return str(header["source"]), str(header["newest"])


@lru_cache(maxsize=256)
def _unpacked(name: str, path: str) -> ManagedPolicy | None:
    header, body = _packed()
    place = header["policies"].get(name)
    if place is None or (path and path != place[0]):
        return None
    own, version, date, start, length = place
    unpacker = zlib.decompressobj(-15, header["words"].encode())
    text = unpacker.decompress(body[start : start + length], MAX_DOCUMENT)
    arn = f"arn:aws:iam::aws:policy{own}{name}"
    return ManagedPolicy(arn, version, date, msgspec.json.decode(text))


@cache
def _packed() -> tuple[Document, bytes]:
    data = _DATA.read_bytes()
    line, _, body = data.partition(b"\n")
    return msgspec.json.decode(line), body


def dated() -> Dated:
    """Where this is from, and of which day."""
    source, newest = data_source()
    return dated_by(
        "documents of the policies that AWS manages",
        source,
        newest,
        _DATA,
    )
