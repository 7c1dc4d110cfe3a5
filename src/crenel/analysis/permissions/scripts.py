"""Source files on their own: each is an entry, with no template beside it."""

from __future__ import annotations

import os
from pathlib import Path

from crenel.analysis.permissions.answer import Answer, of_script
from crenel.code.facts import Facts
from crenel.code.locate import Found
from crenel.code.parse import language_of
from crenel.code.read import CodeReader
from crenel.errors import UsageError
from crenel.readers.root import Root

HANDLERS = ("lambda_handler", "handler")
"""What a handler is called where nothing names it; the whole file is run where there is none."""

_MARKS = (
    ".git",
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "template.yaml",
    "serverless.yml",
    "go.mod",
    "pom.xml",
)
_LEVELS = 3


def script_answer(path: Path, base: Path) -> Answer:
    """The answer about one file; paths are relative to ``base`` where it lies below that.

    Raises UsageError where there is no such file or its language is not read.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not a file", "Name source files after --code")
    if language_of(path.name) is None:
        raise UsageError(
            f"{path} is in a language that is not read", "Python, JavaScript, TypeScript, Java, Go"
        )
    folder = _root(path, base)
    name = path.resolve().relative_to(folder.resolve()).as_posix()
    reader = CodeReader(Root(folder))
    facts, every = _facts(reader, name)
    return of_script(name, facts, every=every)


def _facts(reader: CodeReader, name: str) -> tuple[Facts, bool]:
    """The facts from the handler on, where the file has one; else of all that stands in it."""
    place = os.path.dirname(name)  # noqa: PTH120 - of a path inside the root
    for symbol in _handlers(name):
        facts = reader.facts_of(Found(name, symbol, place))
        if facts.handler is not None:
            return facts, False
        if not facts.modules:
            return facts, True
    return reader.facts_of(Found(name, "", place)), True


def _handlers(name: str) -> tuple[str, ...]:
    """What the handler of a file may be called."""
    bare, _, suffix = name.rpartition("/")[2].rpartition(".")
    return {"java": (f"{bare}::handleRequest",), "go": ("main",)}.get(suffix, HANDLERS)


def _root(path: Path, base: Path) -> Path:
    """The base, where the file lies below it; else the folder around it that is a project."""
    whole = path.resolve()
    if whole.is_relative_to(base.resolve()):
        return base
    for folder in list(whole.parents)[:_LEVELS]:
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    return whole.parent
