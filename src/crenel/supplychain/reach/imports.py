"""What the code of a function imports, and where it imports what only running it would tell."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator

import msgspec

from crenel.code.facts import Facts
from crenel.model.source import Source, outward
from crenel.pattern import Pattern
from crenel.supplychain.component import Ecosystem

_REQUIRE = Pattern(r"(?<![\w.$])(?:require|import)\s*\(\s*(?![\s'\"`)]|/[*/])")
_TEMPLATE = Pattern(r"(?<![\w.$])(?:require|import)\s*\(\s*`[^`]*\$\{")
_GUARDS = frozenset({"ImportError", "ModuleNotFoundError", "Exception"})
_LOADERS = frozenset({"import_module", "__import__", "load_module", "find_spec"})


class Taken(msgspec.Struct, frozen=True):
    """One import: the names that tell which library it is, and its place."""

    names: tuple[str, ...]
    """Dotted names for Python, one specifier for JavaScript."""
    file: str
    line: int
    guarded: bool = False
    """It may fail without harm: inside ``try``, or for type checkers only."""


class Imports(msgspec.Struct, kw_only=True):
    """All imports of a function's own code."""

    taken: list[Taken] = msgspec.field(default_factory=list)
    dynamic: list[tuple[str, int]] = msgspec.field(default_factory=list)
    """File and line of imports whose name is computed."""
    words: set[str] = msgspec.field(default_factory=set)
    """Every word inside a string: what a library may be named by, to be loaded later."""


def imports_of(
    facts: Facts, ecosystem: Ecosystem, is_library: Callable[[str], bool] = lambda _: False
) -> Imports:
    """The imports of the modules that a handler reaches; ``is_library`` tells those of others."""
    found = Imports()
    guarded: set[tuple[str, int]] = set()
    for source in (one for one in facts.modules if not is_library(one.path)):
        if ecosystem is Ecosystem.PYPI:
            guarded.update((source.path, line) for line in _python(source, found))
        else:
            _javascript(source, found)
    for one in facts.imports:
        own = one.local is not None and not is_library(one.local)
        if own or one.module.startswith(".") or is_library(one.span.file):
            continue
        place = outward(one.span)
        inner = tuple(f"{one.module}.{name}" for name in one.names if name != "*")
        names = (one.module, *inner) if ecosystem is Ecosystem.PYPI else (one.module,)
        is_guarded = (one.span.file, one.span.line) in guarded
        found.taken.append(Taken(names, place.file, place.line, is_guarded))
    return found


def _javascript(source: Source, found: Imports) -> None:
    for pattern in (_REQUIRE, _TEMPLATE):
        for match in pattern.finditer(source.text):
            found.dynamic.append((source.path, source.place(match.start())[0]))
    for literal in re.findall(r"['\"`]([^'\"`\n]{2,200})['\"`]", source.text):
        found.words.add(literal)


def _python(source: Source, found: Imports) -> Iterator[int]:
    """The lines of guarded imports; notes the loaders and the words of strings on the way."""
    tree = parsed(source.text)
    if tree is None:
        # Python 2, or another dialect: nothing is known of how it imports.
        found.dynamic.append((source.path, 1))
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) in _LOADERS:
            _loader(node, source, found)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.words.update(re.findall(r"[A-Za-z_][\w.-]*", node.value[:10_000]))
        elif _is_guard(node):
            yield from (
                inner.lineno
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            )


def parsed(text: str | bytes) -> ast.Module | None:
    """The tree of a Python source; None where it is none for this version of Python.

    What the parser thinks of an escape in somebody's string is nobody's business here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _loader(node: ast.Call, source: Source, found: Imports) -> None:
    name = loaded_literally(node)
    if name is None:
        found.dynamic.append((source.path, node.lineno))
    elif not name.startswith("."):
        found.taken.append(Taken((name,), source.path, node.lineno))


def loaded_literally(node: ast.Call) -> str | None:
    """The name that ``import_module("name")`` and its kin load; None for any other call."""
    name = node.args[0] if node.args and _called(node.func) in _LOADERS else None
    literal = isinstance(name, ast.Constant) and isinstance(name.value, str)
    return str(name.value) if literal and isinstance(name, ast.Constant) else None


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_guard(node: ast.AST) -> bool:
    if isinstance(node, ast.Try):
        caught = [handler.type for handler in node.handlers]
        return any(one is None or _GUARDS & set(_words(one)) for one in caught)
    return isinstance(node, ast.If) and "TYPE_CHECKING" in _words(node.test)


def _words(node: ast.expr) -> list[str]:
    return [
        one.id if isinstance(one, ast.Name) else one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Name | ast.Attribute)
    ]
