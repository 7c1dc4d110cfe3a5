"""Finding templates: by what files hold, not by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.readers.root import Root

_SUFFIXES = (".yaml", ".yml", ".json", ".jsonc", ".template", ".cfn", ".sam", ".txt")
_LOCKS = frozenset({"package-lock.json", "npm-shrinkwrap.json", "tsconfig.json", "composer.json"})
_MARK = re.compile(
    rb"AWSTemplateFormatVersion|AWS::Serverless-2016-10-31|Type[\"']?\s*:\s*[\"']?AWS::"
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Candidate:
    """A file that looks like a template, or why it could not be looked at."""

    def __init__(self, path: str, problem: ReadProblem | None = None) -> None:
        self.path = path
        self.problem = problem


def candidates(root: Root, folder: str = "") -> Iterator[Candidate]:
    """Every file below a folder that looks like a template."""
    for path in root.files(folder):
        if path.lower().endswith(_SUFFIXES) and path.rpartition("/")[2] not in _LOCKS:
            yield from _candidate(root, path)


def _candidate(root: Root, path: str) -> Iterator[Candidate]:
    try:
        data = root.read_bytes(path)
    except ReadProblem as problem:
        yield Candidate(path, problem)
        return
    if data.startswith(_UTF16):
        data = data.replace(b"\x00", b"")
    if b"Resources" in data and _MARK.search(data):
        yield Candidate(path)
