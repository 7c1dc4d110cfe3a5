"""The rules of the house that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import crenel

MAX_FILE_LINES = 400
MAX_BODY_LINES = 60

FOLDERS = ("src", "tests", "tools", "docs", "benchmarks", "requirements", ".ci")

# Written so that this file is not its own finding. A name before the slash makes it a part of a
# longer path or of an address, and those are harmless.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/[A-Za-z][\w.-]*)/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files_under(folder: Path, pattern: str = "*") -> Iterator[Path]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def machine_paths(text: str) -> list[str]:
    return [match.group() for match in MACHINE_PATH.finditer(text)]


def body_lines(function: Function) -> int:
    """Lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def long_functions(source: str) -> list[str]:
    return [
        f"{node.name} (line {node.lineno}): {body_lines(node)} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, Function) and body_lines(node) > MAX_BODY_LINES
    ]


def test_version_is_the_one_of_pyproject(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert crenel.__version__ == project["version"]


def test_no_file_names_a_path_of_some_machine(root):
    found = {}
    top_level = (
        path
        for path in sorted(root.iterdir())
        if path.suffix in {".md", ".toml"} or path.name == "Makefile"
    )
    for path in [*top_level, *(p for name in FOLDERS for p in files_under(root / name))]:
        needles = machine_paths(path.read_text(encoding="utf-8", errors="replace"))
        if needles:
            found[str(path.relative_to(root))] = needles
    assert found == {}


def test_source_files_are_short(root):
    sizes = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files_under(root / "src", "*.py")
    }
    assert {name: lines for name, lines in sizes.items() if lines > MAX_FILE_LINES} == {}


def test_function_bodies_are_short(root):
    found = {
        str(path.relative_to(root)): long_functions(path.read_text(encoding="utf-8"))
        for path in files_under(root / "src", "*.py")
    }
    assert {name: functions for name, functions in found.items() if functions} == {}


@pytest.mark.parametrize("folder", ["work", "root", "home/ada"])
def test_a_machine_path_is_seen(folder):
    path = f"/{folder}/"
    assert machine_paths(f'open("{path}notes.txt")') == [path]
    assert machine_paths(f"see https://example.com{path}notes or docs{path}") == []


def test_a_long_function_is_seen():
    body = "    pass\n" * MAX_BODY_LINES
    documented = f'def f():\n    """One line."""\n{body}'
    assert long_functions(documented) == []
    assert long_functions(f"{documented}    pass\n") == ["f (line 1): 61 lines"]
