"""Bundles: envelopes, one a line (in-toto/attestation, spec/v1/bundle), beside their artifact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.files import replace_text
from crenel.supplychain.attest import envelope
from crenel.supplychain.attest.envelope import Envelope
from crenel.supplychain.attest.refusal import Refusal, Refused

SUFFIX = ".intoto.jsonl"
MAX_BUNDLE = 128 * 1024 * 1024
MAX_ENVELOPES = 1_000


class Bundle(msgspec.Struct, kw_only=True):
    """The envelopes of some files, and what in them is none."""

    envelopes: list[Envelope] = msgspec.field(default_factory=list)
    refusals: list[Refusal] = msgspec.field(default_factory=list)


def beside(artifact: Path) -> Path:
    """Where the attestations of an artifact lie unless somebody says otherwise."""
    return artifact.with_name(artifact.name + SUFFIX)


def read_bundles(paths: Iterable[Path]) -> Bundle:
    """The envelopes of files: a line each, or one in the whole file. Raises UsageError."""
    bundle = Bundle()
    for path in paths:
        for place, text in _envelopes(path):
            if len(bundle.envelopes) == MAX_ENVELOPES:
                raise UsageError(f"there are more than {MAX_ENVELOPES:,} envelopes")
            try:
                bundle.envelopes.append(envelope.read(text, place))
            except Refused as refused:
                bundle.refusals.append(refused.at(place))
    return bundle


def _envelopes(path: Path) -> Iterator[tuple[str, str]]:
    text = _text(path)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if lines and not lines[0][1].rstrip().endswith("}"):
        yield f"{path.as_posix()}:{lines[0][0]}", text
        return
    for number, line in lines:
        yield f"{path.as_posix()}:{number}", line


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BUNDLE:
            raise UsageError(f"{path} has more than {MAX_BUNDLE:,} bytes")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8", "Is it a bundle of attestations?") from None
    except OSError as error:
        message = f"the attestations {path} cannot be read: {error.strerror}"
        raise UsageError(message) from None


def write_bundle(path: Path, envelopes: Iterable[Envelope]) -> None:
    """Writes a bundle, whole or not at all. Raises UsageError."""
    replace_text(path, "".join(map(envelope.written, envelopes)))
