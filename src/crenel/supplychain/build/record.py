"""What is told of an artifact: the record that stands beside it (schema ``crenel.build/1``).

Everything in it follows from the inputs and the tools; no time and no place of a machine is in it.
"""

from __future__ import annotations

import msgspec

DIRECT_UPLOAD = 50 * 1024 * 1024
"""Bytes of a zip that AWS Lambda takes directly (AWS Lambda Developer Guide, "Lambda quotas")."""
UNZIPPED = 250 * 1024 * 1024
"""Bytes that AWS Lambda unpacks, layers included (the same page)."""


class Digest(msgspec.Struct, frozen=True):
    """In the form of in-toto's DigestSet."""

    sha256: str


class Material(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that went in: a file of the function's own, the lock file, a library."""

    kind: str
    uri: str
    """``file:PATH`` as seen from the root, or a package URL."""
    digest: Digest
    """Of a library, over its files as they were installed."""
    locked: tuple[str, ...] = ()
    """The hashes that the lock file allows for a library."""


class Tool(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A program that took part."""

    name: str
    version: str
    digest: Digest | None = None
    """Of the program itself, where it came with the project's libraries."""


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was written."""

    name: str
    media_type: str
    size: int
    digest: Digest


class LeftOut(msgspec.Struct, frozen=True):
    """What lay there and is not in the artifact."""

    path: str
    reason: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a person should know of an artifact."""

    message: str
    file: str = ""
    line: int = 1


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """The file that says what was installed."""

    file: str
    format: str
    digest: Digest
    pinned: bool
    hashed: bool


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Which function it is."""

    address: str
    name: str
    handler: str


class BuiltFor(msgspec.Struct, frozen=True, kw_only=True):
    """What it was built for."""

    runtime: str
    architecture: str
    platforms: tuple[str, ...]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The function's own files."""

    folder: str
    revision: str
    digest: Digest


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who runs it decides."""

    tree_shake: bool = False
    bundle: bool = True
    bundling: tuple[str, ...] = ()
    """What the template told the bundler: its flags, and the files to start from."""
    compression: str = "deflate"
    allow_unlocked: bool = False
    allow_source: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Large(msgspec.Struct, frozen=True):
    """A library, or the function's own files, by size."""

    purl: str
    bytes: int


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """Against the limits of AWS Lambda."""

    files: int
    zipped: int
    unzipped: int
    limit_direct_upload: int = DIRECT_UPLOAD
    limit_unzipped: int = UNZIPPED
    largest: tuple[Large, ...] = ()


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of a credential that somebody accepted."""

    file: str
    line: int
    detector: str
    masked: str
    identity: str
    reason: str


class NotScanned(msgspec.Struct, frozen=True, kw_only=True):
    """A member that was not looked through."""

    file: str
    reason: str


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """The search for credentials in the final bytes."""

    files: int = 0
    published: int = 0
    """What looks like one in libraries that everybody may download."""
    accepted: tuple[Accepted, ...] = ()
    not_scanned: tuple[NotScanned, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The whole record; its fields are those of the schema."""

    function: Subject
    target: BuiltFor
    source: Origin
    lock: Lock | None
    options: Options
    inputs: tuple[Material, ...]
    tools: tuple[Tool, ...]
    outputs: tuple[Output, ...]
    code_sha256: str
    content_digest: str
    reproducible: bool
    size: Size
    credentials: Searched
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]
