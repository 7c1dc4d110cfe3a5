"""Which files a Python import may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.code.tree import Tree, folder_of, inside

_LIBRARIES = frozenset({"boto3", "botocore", "aioboto3", "requests", "urllib3", "httpx", "yaml"})
"""Never the project's own, wherever they are copied to: others wait for their names."""

_METADATA = (".dist-info", ".egg-info")


def installed(tree: Tree, folder: str) -> set[str]:
    """The packages that an installer put into a folder, by the metadata beside them."""
    names = {name for name in tree.children(folder) if name.endswith(_METADATA)}
    found = {name.partition("-")[0].lower().replace(".", "_") for name in names}
    return found | _LIBRARIES


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
