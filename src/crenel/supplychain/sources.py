"""Where installers are told to fetch from, by manifests and by configuration files beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.code.tree import folder_of
from crenel.errors import ReadProblem
from crenel.pattern import Pattern
from crenel.supplychain.manifests.manifest import Index, Manifest

_NPMRC = Pattern(r"^\s*(?:@[^:=\s]+:)?registry\s*=\s*(\S+)", re.MULTILINE)
_PIP = Pattern(r"^\s*(index-url|extra-index-url|find-links|trusted-host)\s*=\s*(\S+)", re.MULTILINE)
_KINDS = {
    "index-url": "index",
    "extra-index-url": "extra-index",
    "find-links": "find-links",
    "trusted-host": "trusted-host",
}


def sources_of(manifests: list[Manifest], app: Knowledge) -> list[Index]:
    """Every source that the manifests name, and ``.npmrc`` and ``pip.conf`` in their folders."""
    found = [index for manifest in manifests for index in manifest.indexes]
    for folder in dict.fromkeys(folder_of(manifest.path) for manifest in manifests):
        found.extend(_configured(folder, app))
    return list(dict.fromkeys(found))


def _configured(folder: str, app: Knowledge) -> Iterator[Index]:
    for name, pattern in ((".npmrc", _NPMRC), ("pip.conf", _PIP)):
        path = f"{folder}/{name}" if folder else name
        if app.root is None or not app.root.exists(path):
            continue
        try:
            source = app.root.read(path)
        except ReadProblem:
            continue  # told where files are read for themselves; nothing can be said of it here
        for match in pattern.finditer(source.text):
            kind = "registry" if name == ".npmrc" else _KINDS[match[1]]
            address = match[1] if name == ".npmrc" else match[2]
            line = source.place(match.start())[0]
            yield Index(kind=kind, address=address, file=path, line=line)
