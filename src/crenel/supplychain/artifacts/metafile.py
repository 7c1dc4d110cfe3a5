"""What esbuild says that it bundled: its metafile (``--metafile``), inputs by path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.manifests._places import mapping

_NAME = re.compile(r"(?:[^/]*[-_.])?meta(?:file)?\.json")
_PNPM = re.compile(r".*node_modules/\.pnpm/(?:@?[^/@]+)@(?P<version>\d[^/_(]*)[^/]*/node_modules/")
_MODULE = re.compile(r".*node_modules/((?:@[^/]+/)?[^/]+)/")


def traces(files: Files) -> Iterator[Dependency | Unread]:
    """Every package of which an output holds a byte; its version is known only to others."""
    for name in files.sizes:
        if "node_modules/" in name or not _NAME.fullmatch(name.rpartition("/")[2]):
            continue
        try:
            loaded = mapping(json.loads(files.read(name)))
        except (ValueError, RecursionError, ReadProblem) as error:
            yield Unread(file=files.at(name), reason=f"this is no metafile: {error}")
            continue
        if {"inputs", "outputs"} <= loaded.keys():
            yield from _packages(loaded, files.at(name))


def _packages(loaded: dict[str, object], file: str) -> Iterator[Dependency]:
    sizes: dict[tuple[str, str | None], int] = {}
    for output in mapping(loaded["outputs"]).values():
        for path, one in mapping(mapping(output).get("inputs")).items():
            module, store = _MODULE.match(path), _PNPM.match(path)
            size = mapping(one).get("bytesInOutput")
            if module is not None and isinstance(size, int) and size > 0:
                key = (module[1], store["version"] if store else None)
                sizes[key] = sizes.get(key, 0) + size
    for (name, version), size in sizes.items():
        yield Dependency(
            ecosystem=Ecosystem.NPM,
            name=name,
            version=version,
            presence=Presence.BUNDLED,
            file=file,
            size=size,
        )
