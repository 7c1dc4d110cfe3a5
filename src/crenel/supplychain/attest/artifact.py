"""The artifact that is signed and verified, by its digests: of its bytes, and of its content."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.build.digest import Member, content_digest

SHA256 = "sha256"
CONTENT = "crenelContentV1"
"""The name of the content digest in a DigestSet: over names, modes and bytes of the members."""
MAX_ARTIFACT = 512 * 1024 * 1024
"""Bytes: ten times what AWS Lambda takes as an archive."""
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_MEMBERS = 200_000
_BLOCK = 1024 * 1024
_PLAIN = 0o644


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an artifact."""

    name: str
    sha256: str
    """Of its bytes, in hex."""
    content: str = ""
    """Of its members, in hex; empty where there are none that could be read unmistakably."""
    no_content: str = ""
    """Why there is no digest of the content."""

    def digests(self) -> dict[str, str]:
        """As in-toto's DigestSet."""
        return {SHA256: self.sha256, **({CONTENT: self.content} if self.content else {})}


def artifact_of(path: Path) -> Artifact:
    """The artifact in a file. Raises UsageError where there is none."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "Name the file that is deployed")
    try:
        if path.stat().st_size > MAX_ARTIFACT:
            raise UsageError(f"{path} has more than {MAX_ARTIFACT:,} bytes")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, SHA256).hexdigest()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Name an artifact") from None
    content, why = _content(path)
    return Artifact(name=path.name, sha256=digest, content=content, no_content=why)


def _content(path: Path) -> tuple[str, str]:
    try:
        if not zipfile.is_zipfile(path):
            return "", "it is no zip archive"
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            trouble = _trouble(entries)
            if trouble:
                return "", trouble
            found = content_digest(_member(archive, one) for one in entries)
            return found.removeprefix("sha256:"), ""
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError) as error:
        return "", f"it cannot be unpacked: {error}"
    except (EOFError, RuntimeError) as error:
        return "", f"it cannot be unpacked: {error}"


def _trouble(entries: list[zipfile.ZipInfo]) -> str:
    """Why no digest could say unmistakably what is unpacked; empty where one can."""
    if len(entries) > MAX_MEMBERS:
        return f"it has more than {MAX_MEMBERS:,} members"
    if sum(one.file_size for one in entries) > MAX_UNPACKED:
        return f"it unpacks to more than {MAX_UNPACKED:,} bytes"
    if len({one.filename for one in entries}) < len(entries):
        return "it holds a name twice, and who unpacks it decides which counts"
    if any(stat.S_ISLNK(one.external_attr >> 16) for one in entries):
        return "it holds links"
    return ""


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Member:
    digest = hashlib.sha256()
    left = one.file_size
    with archive.open(one) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            left -= len(block)
            if left < 0:
                message = f"{one.filename[:80]!r} is larger than it says"
                raise zipfile.BadZipFile(message)
    mode = stat.S_IMODE(one.external_attr >> 16) or _PLAIN
    return Member(one.filename, mode, digest.hexdigest())
