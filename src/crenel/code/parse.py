"""Text -> syntax tree, within budgets; grammars are loaded when a file of their language comes."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate
from typing import TYPE_CHECKING

from crenel.code.facts import Problem
from crenel.model.source import Source, Span
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from types import ModuleType

    import tree_sitter

MAX_BYTES = 2_000_000
MAX_PROBLEMS = 5

_SUFFIXES = {
    ".py": "python",
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".java": "java",
    ".go": "go",
}
_GRAMMARS = {
    "python": ("tree_sitter_python", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "java": ("tree_sitter_java", "language"),
    "go": ("tree_sitter_go", "language"),
}
_WIDE = Pattern(r"[^\x00-\x7f]")


def language_of(path: str) -> str | None:
    """The language of a file by its suffix; None where it is not one that is read."""
    dot = path.rfind(".")
    return _SUFFIXES.get(path[dot:].lower()) if dot >= 0 else None


class Parsed:
    """A source with its syntax tree; ``problems`` tells what could not be parsed."""

    def __init__(self, source: Source, language: str) -> None:
        self.source = source
        self.language = language
        self.data = source.text.encode("utf-8", "surrogatepass")
        self.tree = _parser(language).parse(self.data)
        self._wide = _wide_places(source.text) if len(self.data) != len(source.text) else None
        self.problems = _errors(self) if self.tree.root_node.has_error else ()

    def text(self, start: int, end: int) -> str:
        """What stands between two offsets in bytes."""
        return self.data[start:end].decode("utf-8", "replace")

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets in bytes, counted in characters."""
        return Span(self.source, self._characters(start), self._characters(end))

    def _characters(self, offset: int) -> int:
        if self._wide is None:
            return offset
        ends, surplus = self._wide
        place = bisect_right(ends, offset)
        return offset - surplus[place - 1] if place else offset


def parse(source: Source, language: str | None = None) -> Parsed | Problem:
    """The syntax tree of a source; a Problem where it is too large or of no known language."""
    language = language or language_of(source.path)
    if language is None:
        return Problem(source.path, "this kind of file is not read as code")
    if len(source.text) > MAX_BYTES or len(source.text.encode("utf-8", "replace")) > MAX_BYTES:
        return Problem(source.path, f"over the budget of {MAX_BYTES} bytes for one code file")
    if not is_installed(language):
        name = language.capitalize()
        return Problem(
            source.path, f"{name} is read with an extra: pip install 'crenel[languages]'"
        )
    return Parsed(source, language)


@cache
def is_installed(language: str) -> bool:
    """Is the grammar of a language there? Those of the fewest functions are an extra."""
    return find_spec(_GRAMMARS[language][0]) is not None


@cache
def grammar(language: str) -> tree_sitter.Language:
    """The grammar of a language, imported at the first call."""
    import tree_sitter  # noqa: PLC0415 - only when code is read

    package, function = _GRAMMARS[language]
    return tree_sitter.Language(getattr(_binding(package), function)())


def _binding(package: str) -> ModuleType:
    """The compiled part of a grammar alone: the rest of its package loads importlib.resources."""
    name = f"{package}._binding"
    around = find_spec(package)
    spec = PathFinder.find_spec(name, around.submodule_search_locations) if around else None
    if spec is None or spec.loader is None:
        return import_module(package)
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@cache
def _parser(language: str) -> tree_sitter.Parser:
    import tree_sitter  # noqa: PLC0415 - only when code is read

    return tree_sitter.Parser(grammar(language))


def _wide_places(text: str) -> tuple[list[int], list[int]]:
    """Byte offset just past each non-ASCII character, and the surplus bytes up to there."""
    places = [found.start() for found in _WIDE.finditer(text)]
    widths = [len(text[place].encode("utf-8", "surrogatepass")) - 1 for place in places]
    surplus = list(accumulate(widths))
    ends = [place + 1 + more for place, more in zip(places, surplus, strict=True)]
    return ends, surplus


def _errors(parsed: Parsed) -> tuple[Problem, ...]:
    """The first few places that are no valid syntax."""
    found: list[Problem] = []
    cursor = parsed.tree.walk()
    while len(found) < MAX_PROBLEMS:
        node = cursor.node
        if node is not None and (node.is_error or node.is_missing):
            span = parsed.span(node.start_byte, node.end_byte)
            message = f"syntax that is not understood, line {span.line}"
            found.append(Problem(parsed.source.path, message, span))
        elif node is not None and node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return tuple(found)
    return tuple(found)
