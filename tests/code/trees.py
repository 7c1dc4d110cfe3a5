"""A project held in a dict, and the facts of one file of it."""

from __future__ import annotations

from textwrap import dedent

from crenel.code.facts import Facts, Sink
from crenel.code.locate import Found
from crenel.code.read import CodeReader
from crenel.errors import ReadProblem
from crenel.model.source import Source


class DictTree:
    """Files by path; a value of None is a file that cannot be read."""

    def __init__(self, files: dict[str, str | None]) -> None:
        self.files = files
        self.reads: list[str] = []

    def exists(self, path: str) -> bool:
        return path in self.files or any(one.startswith(f"{path}/") for one in self.files)

    def read(self, path: str) -> Source:
        self.reads.append(path)
        text = self.files.get(path)
        if text is None:
            raise ReadProblem(f"{path} is not UTF-8")
        return Source(path, text)

    def children(self, folder: str) -> list[str]:
        prefix = f"{folder}/" if folder else ""
        inside = (path.removeprefix(prefix) for path in self.files if path.startswith(prefix))
        return sorted({rest.partition("/")[0] for rest in inside})


def facts(text: str, path: str = "app.py", symbol: str = "handler", **others: str) -> Facts:
    """The facts of one file's handler; ``others`` are more files, ``lib__db_py`` for lib/db.py."""
    files: dict[str, str | None] = {path: dedent(text)}
    for name, content in others.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        files[f"{stem}.{suffix}"] = dedent(content)
    return CodeReader(DictTree(files)).facts_of(Found(path, symbol, ""))


def javascript(text: str, path: str = "app.mjs", **others: str) -> Facts:
    """The facts of a JavaScript file's handler."""
    return facts(text, path, **others)


def sinks(found: Facts) -> list[tuple[str, str]]:
    """Kind and answer of each sink, in order."""
    return [(sink.kind, sink.tainted.value) for sink in found.sinks]


def only(found: Facts) -> Sink:
    """The one sink there is."""
    assert len(found.sinks) == 1, sinks(found)
    return found.sinks[0]
