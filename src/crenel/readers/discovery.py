"""Finding what formats claim: by what files hold, not by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.readers.formats import Claim, File, Format, formats
from crenel.readers.reading import Reading

Claims = dict[Format, list[Claim]]


def claims(paths: Iterable[str], reading: Reading) -> Claims:
    """The files that each format claims, in their order; what cannot be looked at is told."""
    found: Claims = {format_: [] for format_ in formats()}
    for path in paths:
        if reading.options.excluded(path) and path not in reading.named:
            continue
        for format_, claim in _claim(path, reading):
            found[format_].append(claim)
    return found


def _claim(path: str, reading: Reading) -> Iterator[tuple[Format, Claim]]:
    file = File(reading.root, path)
    for format_ in formats():
        try:
            claim = format_.named(file) if path in reading.named else format_.claims(file)
        except ReadProblem as problem:
            reading.note(path, problem)
            return
        if claim is not None:
            yield format_, claim
            return
