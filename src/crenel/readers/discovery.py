"""Finding templates: by what files hold, not by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from crenel.errors import ReadProblem
from crenel.readers.root import Root, folder_of, join
from crenel.readers.serverless.recognise import (
    included_names,
    looks_like_service,
    program_problem,
)

_SUFFIXES = (".yaml", ".yml", ".json", ".jsonc", ".template", ".cfn", ".sam")
_LOCKS = frozenset({"package-lock.json", "npm-shrinkwrap.json", "tsconfig.json", "composer.json"})
_TYPE = re.compile(rb"Type[\"']?\s*:\s*[\"']?AWS::")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_STACKS = (b"AWS::CloudFormation::Stack", b"AWS::Serverless::Application")
_NESTED = re.compile(
    rb"^\s*[\"']?(?:TemplateURL|Location)[\"']?\s*:\s*[\"']?([^\s\"',{}!]+)", re.MULTILINE
)


class Candidate(msgspec.Struct, frozen=True):
    """A file that may be a template, or why it could not be looked at."""

    path: str
    problem: ReadProblem | None = None
    nested: tuple[str, ...] = ()
    """Paths of templates that it seems to deploy."""


def candidates(root: Root) -> Iterator[Candidate]:
    """Every file below the root that may be a template."""
    for path in root.files():
        if path.lower().endswith(_SUFFIXES) and path.rpartition("/")[2] not in _LOCKS:
            yield from _candidate(root, path)
        elif (problem := program_problem(path)) is not None:
            yield Candidate(path, problem)


def _candidate(root: Root, path: str) -> Iterator[Candidate]:
    try:
        data = root.read_bytes(path)
    except ReadProblem as problem:
        yield Candidate(path, problem)
        return
    if data.startswith(_UTF16):
        data = data.replace(b"\x00", b"")
    if _looks_like_template(data) and not looks_like_service(data):
        yield Candidate(path, nested=tuple(_nested(path, data)))
    elif looks_like_service(data):
        inside = (join(folder_of(path), name) for name in included_names(data))
        yield Candidate(path, nested=tuple(inside))


def _looks_like_template(data: bytes) -> bool:
    """Plain searches first: most files are no templates, and they are far quicker."""
    if b"Resources" not in data:
        return False
    return b"AWSTemplateFormatVersion" in data or (
        b"AWS::" in data and _TYPE.search(data) is not None
    )


def _nested(path: str, data: bytes) -> Iterator[str]:
    if any(mark in data for mark in _STACKS):
        for name in _NESTED.findall(data):
            yield join(folder_of(path), name.decode("utf-8", "replace"))
