"""Which files a Python import may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crenel.code.tree import Tree, folder_of, inside
from crenel.errors import ReadProblem
from crenel.pattern import Pattern

_LIBRARIES = frozenset({"boto3", "botocore", "aioboto3", "requests", "urllib3", "httpx", "yaml"})
"""Never the project's own, wherever they are copied to: others wait for their names."""
_WORDS = """
PIL aiobotocore attr aws_lambda_powertools aws_xray_sdk bs4 certifi cffi charset_normalizer
click cryptography dateutil flask idna jinja2 jmespath jwt lxml markupsafe numpy pandas psycopg2
pydantic pydantic_core pymysql redis s3transfer simplejson sqlalchemy werkzeug wrapt
"""
_PACKAGES = frozenset(_WORDS.split())
"""Where they are folders; a single file of such a name is somebody's own."""

_METADATA = (".dist-info", ".egg-info")
_REQUIREMENTS = "requirements.txt"
_REQUIREMENT = Pattern(r"^[ \t]*([A-Za-z0-9][\w.-]*)", re.MULTILINE)
_MODULE = Pattern(r"^([A-Za-z_]\w*)(?:/[^,\n]*|\.py|\.[\w-]+\.so|\.abi3\.so|\.so),", re.MULTILINE)


def installed(tree: Tree, folder: str) -> set[str]:
    """The topmost modules that were installed into a folder, in lower case.

    By the metadata beside them; where that was stripped, by what ``requirements.txt`` asks for, and
    by names that nobody else uses.
    """
    found = set(_LIBRARIES)
    for name in tree.children(folder):
        if name in _PACKAGES and tree.exists(_joined(folder, f"{name}/__init__.py")):
            found.add(name.lower())
        if name.endswith(_METADATA):
            found.add(name.partition("-")[0].lower().replace(".", "_"))
            found.update(_modules(tree, _joined(folder, name)))
    asked = _text(tree, _joined(folder, _REQUIREMENTS))
    found.update(re.sub(r"[-.]+", "_", one).lower() for one in _REQUIREMENT.findall(asked))
    return found


def _modules(tree: Tree, metadata: str) -> Iterator[str]:
    """The topmost modules that a distribution's metadata names."""
    named = _text(tree, f"{metadata}/top_level.txt").split()
    yield from (one.lower() for one in named or _MODULE.findall(_text(tree, f"{metadata}/RECORD")))


def _text(tree: Tree, path: str) -> str:
    """A file's text; empty where there is none that can be read, and nothing is known then."""
    if not tree.exists(path):
        return ""
    try:
        return tree.read(path).text
    except ReadProblem:
        return ""


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def roots_of_layer(tree: Tree, layer: str) -> Iterator[str]:
    """Where a layer's modules lie: as it is shipped, or as a build takes it.

    Source: AWS Lambda Developer Guide, "Packaging your layer content"; SAM builds ``python/`` from
    what stands in the folder.
    """
    yield f"{layer}/python".lstrip("/")
    libraries = f"{layer}/python/lib".lstrip("/")
    yield from (f"{libraries}/{name}/site-packages" for name in sorted(tree.children(libraries)))
    yield layer


def candidates(
    importer: str, name: str, level: int, folder: str, layers: Iterable[str] = ()
) -> Iterator[str]:
    """The paths, best first; absolute names are looked for from the shipped folder, and beside.

    ``layers`` are the folders of modules in layers.
    """
    beside = folder_of(importer)
    if level:
        yield from _relative(beside, name, level, [folder, *layers])
        return
    relative = name.replace(".", "/")
    for root in dict.fromkeys([folder, beside, *layers]):
        yield from _files(f"{root}/{relative}".strip("/"))


def _relative(beside: str, name: str, level: int, folders: list[str]) -> Iterator[str]:
    root = beside
    for _ in range(level - 1):
        if not root:
            return
        root = folder_of(root)
    if any(inside(root, folder) for folder in folders):
        relative = name.replace(".", "/")
        yield from _files(f"{root}/{relative}".strip("/")) if name else [f"{root}/__init__.py"]


def _files(stem: str) -> Iterator[str]:
    if stem:
        yield stem + ".py"
        yield stem + "/__init__.py"
