"""The zip itself: the same bytes for the same members, wherever and whenever it is written.

Members are sorted by the bytes of their names, dated 1980-01-01 (the zip format's zero), made "on
Unix" with one of two modes, and packed at one level. What deflate gives depends on the version of
zlib, which the record names.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from crenel.supplychain.build.digest import Member
from crenel.supplychain.build.record import Tool
from crenel.supplychain.build.stage import Entry

LEVEL = 6
_ZERO = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_METHODS = {"deflate": zipfile.ZIP_DEFLATED, "store": zipfile.ZIP_STORED}


def write(path: Path, entries: Iterable[Entry], compression: str) -> list[Member]:
    """Packs entries that are in order, and gives what was packed. Raises OSError."""
    method = _METHODS[compression]
    members = []
    with zipfile.ZipFile(path, "x", method, compresslevel=LEVEL) as archive:
        for one in entries:
            data = one.read()
            archive.writestr(_info(one), data, method, LEVEL)
            members.append(Member(one.name, one.mode, sha256(data).hexdigest()))
    return members


def _info(one: Entry) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(one.name, _ZERO)
    info.create_system = _UNIX
    info.external_attr = (stat.S_IFREG | one.mode) << 16
    return info


def packer() -> Tool:
    """The library that packs."""
    return Tool(name="zlib", version=zlib.ZLIB_RUNTIME_VERSION)
