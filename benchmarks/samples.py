"""The templates that are measured: those of CRENEL_CORPUS, or generated ones.

CRENEL_CORPUS names a folder of public applications, or several, as PATH does.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.services import write_services
from benchmarks.terraform import write_terraform

_SUFFIXES = (".yaml", ".yml", ".json", ".template")
_SERVICES = frozenset({"serverless.yml", "serverless.yaml"})
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
    names = ", ".join(folder.name for folder in corpora())
    return f"CRENEL_CORPUS ({names})" if names else "generated (CRENEL_CORPUS is unset)"


def corpora() -> list[Path]:
    """The folders that CRENEL_CORPUS names."""
    given = os.environ.get("CRENEL_CORPUS", "")
    return [Path(one) for one in given.split(os.pathsep) if one]


def with_code(folder: Path, count: int) -> Path:
    """A folder of so many SAM applications with their code."""
    made = folder / f"code-{count}"
    if made.exists():
        return made
    if not corpora():
        write_corpus(made, templates=count, resources=_RESOURCES)
        return made
    for root, path in _of_corpora(_is_template, count):
        _copy_tree(path.parent, made / root.name / path.parent.relative_to(root))
    return made


def templates_only(folder: Path, count: int) -> Path:
    """The same applications' templates, and nothing else."""
    made = folder / f"templates-{count}"
    if not made.exists():
        source = with_code(folder, count)
        for path in sam_templates(source, count):
            _copy(path, made / path.relative_to(source))
    return made


def terraform(folder: Path, roots: int) -> Path:
    """The Terraform files of CRENEL_CORPUS, or so many generated root modules."""
    made = folder / f"terraform-{roots}"
    if made.exists():
        return made
    for root, path in _of_corpora(lambda path: path.name.endswith(_TERRAFORM)):
        _copy(path, made / root.name / path.relative_to(root))
    if not made.exists():
        write_terraform(made, roots)
    return made


def services(folder: Path, count: int) -> Path:
    """So many services of the Serverless Framework, with the YAML files beside them."""
    made = folder / f"services-{count}"
    if made.exists():
        return made
    for root, path in _of_corpora(lambda path: path.name in _SERVICES, count):
        for one in path.parent.rglob("*.y*ml"):
            if _SKIPPED.isdisjoint(one.parts) and one.is_file():
                _copy(one, made / root.name / one.relative_to(root))
    if not made.exists():
        write_services(made, count)
    return made


def _of_corpora(
    wanted: Callable[[Path], bool], count: int | None = None
) -> Iterator[tuple[Path, Path]]:
    """The first so many files that are wanted, each with the corpus that it is of."""
    every = ((root, path) for root in corpora() for path in sorted(_files(root)))
    return islice(((root, path) for root, path in every if wanted(path)), count)


def sam_templates(root: Path, count: int | None = None) -> list[Path]:
    """The first so many SAM templates below a folder, in the order of their paths."""
    return list(islice(filter(_is_template, sorted(_files(root))), count))


def _is_template(path: Path) -> bool:
    return path.suffix in _SUFFIXES and _is_sam(path)


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
