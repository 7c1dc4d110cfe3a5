"""The templates that are measured: those of CRENEL_CORPUS, or generated ones."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.terraform import write_terraform

_SUFFIXES = (".yaml", ".yml", ".json", ".template")
_TERRAFORM = (".tf", ".tf.json", ".tfvars")
_MARK = b"AWS::Serverless-2016-10-31"
_RESOURCE = re.compile(rb"Type[\"']?\s*:\s*[\"']?AWS::")
"""A template without resources is no work for anybody, and makes a peer crash."""
_CODE = (".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".tsx", ".toml", ".txt", *_SUFFIXES)
_SKIPPED = {".git", "node_modules", ".aws-sam", "__pycache__", ".venv"}
_MAX_BYTES = 4_000_000
_RESOURCES = 6
"""Of a generated template: about what public ones have."""


def described() -> str:
    """Where the templates come from, for people."""
    folder = os.environ.get("CRENEL_CORPUS")
    return (
        f"CRENEL_CORPUS ({Path(folder).name})" if folder else "generated (CRENEL_CORPUS is unset)"
    )


def with_code(folder: Path, count: int) -> Path:
    """A folder of so many SAM applications with their code."""
    made = folder / f"code-{count}"
    given = os.environ.get("CRENEL_CORPUS")
    if made.exists():
        return made
    if not given:
        write_corpus(made, templates=count, resources=_RESOURCES)
        return made
    for path in sam_templates(Path(given), count):
        _copy_tree(path.parent, made / path.parent.relative_to(given))
    return made


def templates_only(folder: Path, count: int) -> Path:
    """The same applications' templates, and nothing else."""
    made = folder / f"templates-{count}"
    source = Path(os.environ.get("CRENEL_CORPUS") or with_code(folder, count))
    if not made.exists():
        for path in sam_templates(source, count):
            _copy(path, made / path.relative_to(source))
    return made


def terraform(folder: Path, roots: int) -> Path:
    """The Terraform files of CRENEL_CORPUS, or so many generated root modules."""
    made = folder / f"terraform-{roots}"
    given = os.environ.get("CRENEL_CORPUS")
    if not made.exists():
        found = (
            [path for path in _files(Path(given)) if path.name.endswith(_TERRAFORM)]
            if given
            else []
        )
        for path in found:
            _copy(path, made / path.relative_to(Path(given or "")))
        if not found:
            write_terraform(made, roots)
    return made


def sam_templates(root: Path, count: int) -> list[Path]:
    """The first so many SAM templates below a folder, in the order of their paths."""
    found = (path for path in sorted(_files(root)) if path.suffix in _SUFFIXES and _is_sam(path))
    return [path for path, _ in zip(found, range(count), strict=False)]


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        yield from (Path(folder, name) for name in names)


def _is_sam(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size > _MAX_BYTES:
        return False
    data = path.read_bytes()
    return _MARK in data and bool(_RESOURCE.search(data))


def _copy_tree(source: Path, target: Path) -> None:
    for path in _files(source):
        if path.suffix in _CODE and path.is_file() and path.stat().st_size < _MAX_BYTES:
            _copy(path, target / path.relative_to(source))


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
