"""Functions of files. They are read below the analysed folder only, as everything is."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import islice

from crenel.model.provenance import How, Step
from crenel.model.source import Source, Span
from crenel.model.value import Known, Map, Unknown, UnknownKind, Value, known, sequence
from crenel.readers.root import folder_of, join
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation.context import Context, NoNames
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, scalars
from crenel.readers.terraform.syntax.hcl import parse_template
from crenel.readers.terraform.syntax.places import Problems


@function("file")
def file(values: Sequence[Value], asked: Asked) -> Value:
    """What a file holds, standing there."""
    source = _source(values, asked)
    if not isinstance(source, Source):
        return source
    step = Step(How.INCLUDED, f"read from {source.path}", asked.span)
    return Known(value=source.text, span=Span(source, 0, len(source.text)), via=step)


@function("templatefile")
def templatefile(values: Sequence[Value], asked: Asked) -> Value:
    """What a file holds, with values put into its holes."""
    source = _source(values[:1], asked)
    if not isinstance(source, Source):
        return source
    given = values[1] if len(values) > 1 else Map()
    problems: Problems = []
    node = parse_template(source, problems)
    for sentence, span in problems:
        asked.context.names.note(sentence, span)
    names = NoNames(asked.context.names, f"the template {source.path}")
    inside = Context(names, given.content if isinstance(given, Map) else {})
    value = evaluate(node, inside)
    return value.stepped(Step(How.INCLUDED, f"made from {source.path}", asked.span))


@function("filebase64", "filemd5", "filesha1", "filesha256", "filesha512", "filebase64sha256")
@function("filebase64sha512")
def hashed(values: Sequence[Value], asked: Asked) -> Value:
    """What is computed from a file that a build may make; nothing rests on it."""
    path = values[0].text() if values else ""
    return Unknown(kind=UnknownKind.DEPLOY_TIME, name=f"{asked.name}({path})", span=asked.span)


@function("fileexists")
def fileexists(values: Sequence[Value], asked: Asked) -> Value:
    """Is there such a file?"""
    path = _path(values, asked)
    if path is None:
        return asked.unknown(*values)
    return known(asked.context.names.root.exists(path), asked.span)


@function("fileset")
def fileset(values: Sequence[Value], asked: Asked) -> Value:
    """The files of a folder that fit a pattern, sorted."""
    folder = _path(values, asked)
    pattern = values[1] if len(values) > 1 else known("*")
    if folder is None or not isinstance(pattern, Known):
        return asked.unknown(*values)
    root = asked.context.names.root
    if folder == ".." or folder.startswith(("../", "/")) or not root.exists(folder or "."):
        return Unknown(kind=UnknownKind.MISSING_FILE, name=folder, span=asked.span)
    wanted = re.compile(_translated(pattern.text()))
    base = "" if folder == "." else folder
    cut = len(base) + 1 if base else 0
    names = [path[cut:] for path in islice(root.files(base), MAX_ITEMS)]
    return sequence((known(one, asked.span) for one in names if wanted.fullmatch(one)), asked.span)


def _translated(pattern: str) -> str:
    """``*`` and ``?`` within a folder, ``**`` across folders, ``{a,b}`` one of them."""
    found = re.escape(pattern[:500]).replace(r"\*\*/", "(?:[^/]+/)*").replace(r"\*\*", ".*")
    found = re.sub(r"(?:\\\*)+", "[^/]*", found).replace(r"\?", "[^/]")
    return re.sub(r"\\\{([^{}]*?)\\\}", lambda one: "(?:" + one[1].replace(",", "|") + ")", found)


@function("basename")
def basename(values: Sequence[Value], asked: Asked) -> Value:
    """The last part of a path; of the working folder, its name below the analysed root."""
    if len(values) != 1 or not isinstance(values[0], Known):
        return asked.unknown(*values)
    path = values[0].text()
    if path == ".":
        path = asked.context.names.working_folder
        if not path:
            return Unknown(kind=UnknownKind.EXTERNAL, name="the folder's name", span=asked.span)
    return known(os.path.basename(path.rstrip("/")), asked.span)  # noqa: PTH119 - text, not a file


@scalars("dirname", 1)
def dirname(path: object) -> str:
    """All but the last part of a path."""
    return folder_of(str(path)) or "."


@function("abspath", "pathexpand")
def abspath(values: Sequence[Value], asked: Asked) -> Value:
    """The same path: where the project stands on a machine is nobody's business."""
    return values[0] if values else asked.failed("a path is wanted")


def _source(values: Sequence[Value], asked: Asked) -> Source | Value:
    if not values:
        return asked.failed("a path is wanted")
    path = _path(values, asked)
    if path is None:
        return asked.unknown(*values)
    source = asked.context.names.read(path, asked.span)
    if source is None:
        return Unknown(kind=UnknownKind.MISSING_FILE, name=path, span=asked.span)
    return source


def _path(values: Sequence[Value], asked: Asked) -> str | None:
    """A path as seen from the root that is analysed; None where it is not known."""
    if not values or not isinstance(values[0], Known):
        return None
    return join(asked.context.names.working_folder, values[0].text())
