"""Finding templates: by what files hold, not by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import msgspec

from crenel.errors import ReadProblem
from crenel.readers.cdk.manifest import looks_like_configuration, looks_like_manifest
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


class Kind(Enum):
    """What a file may be."""

    TEMPLATE = "template"
    CDK_ASSEMBLY = "cdk-assembly"
    CDK_CONFIGURATION = "cdk-configuration"


class Candidate(msgspec.Struct, frozen=True):
    """A file that may be a template or lead to some, or why it could not be looked at."""

    path: str
    problem: ReadProblem | None = None
    nested: tuple[str, ...] = ()
    """Paths of templates that it seems to deploy."""
    kind: Kind = Kind.TEMPLATE


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
    kind = _kind(path, data)
    if kind is not Kind.TEMPLATE:
        yield Candidate(path, kind=kind)
    elif _looks_like_template(data) and not looks_like_service(data):
        yield Candidate(path, nested=tuple(_nested(path, data)))
    elif looks_like_service(data):
        inside = (join(folder_of(path), name) for name in included_names(data))
        yield Candidate(path, nested=tuple(inside))


def named(root: Root, path: str) -> Candidate:
    """A file that a person named: what cannot be looked at is told when it is read."""
    try:
        return Candidate(path, kind=_kind(path, root.read_bytes(path)))
    except ReadProblem:
        return Candidate(path)


def _kind(path: str, data: bytes) -> Kind:
    if looks_like_manifest(path, data):
        return Kind.CDK_ASSEMBLY
    return Kind.CDK_CONFIGURATION if looks_like_configuration(path, data) else Kind.TEMPLATE


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
