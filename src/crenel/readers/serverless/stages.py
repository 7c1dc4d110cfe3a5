"""The stages that a service file names: in ``params``, and wherever it looks something up by stage.

The framework knows no list of stages. People write one value for each in a map of ``custom`` or
in a file, and pick by ``${opt:stage}``: the keys and the files are the stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.readers.root import Root, folder_of, join
from crenel.readers.serverless.recognise import Service
from crenel.readers.text.tree import MapNode, Node, ScalarNode

DEFAULT_STAGE = "dev"
"""The framework's own, where neither a flag nor the file says one."""

_STAGE = r"\$\{\s*(?:opt:stage|sls:stage|self:provider\.stage|self:custom\.stage)\b[^{}]*\}"
_LOOKED_UP = re.compile(rf"\$\{{\s*self:custom\.((?:[\w-]+\.)*){_STAGE}((?:\.[\w-]+)*)")
_INCLUDED = re.compile(rf"file\(\s*([^(){{}}$]*){_STAGE}([^(){{}}$]*)\)")
_FALLBACK = re.compile(r"\$\{\s*opt:stage\s*,\s*[\"']?([\w-]+)[\"']?\s*\}")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_OTHERS = frozenset({"default", "other", "others", "fallback", "example", "sample", "template"})
"""Keys and files that stand for whatever is not named, or show what to write."""


def stages(service: Service, root: Root) -> Iterator[str]:
    """The stages that the file names, some perhaps twice."""
    found = (*_with_parameters(service), *_looked_up(service), *_included(service, root))
    return (name for name in found if _NAME.fullmatch(name) and name.lower() not in _OTHERS)


def _with_parameters(service: Service) -> Iterator[str]:
    """The keys of ``params`` and ``stages``."""
    for section in ("params", "stages"):
        yield from _keys(service.root.get(section))


def _looked_up(service: Service) -> Iterator[str]:
    """The keys of maps below ``custom`` out of which the stage picks."""
    for before, after in _LOOKED_UP.findall(service.source.text):
        node = _at(service.root.get("custom"), before)
        picked = node.entries.items() if isinstance(node, MapNode) else ()
        yield from (key for key, (_, one) in picked if _at(one, after) is not None)


def _included(service: Service, root: Root) -> Iterator[str]:
    """What is in the place of the stage in the names of files that are there."""
    for before, after in _INCLUDED.findall(service.source.text):
        path = join(folder_of(service.source.path), before.strip(" '\"") + "*")
        folder, start = folder_of(path), path.rpartition("/")[2].removesuffix("*")
        end = after.strip(" '\"")
        if "/" not in end:
            names = (name for name in root.children(folder) if name.endswith(end))
            yield from (
                name[len(start) : -len(end) or None]
                for name in names
                if name[: len(start)] == start
            )


def _keys(node: Node | None) -> Iterator[str]:
    yield from node.entries if isinstance(node, MapNode) else ()


def _at(node: Node | None, path: str) -> Node | None:
    for key in filter(None, path.split(".")):
        node = node.get(key) if isinstance(node, MapNode) else None
    return node


def default_stage(service: Service) -> str:
    """The stage of a run that names none, as far as the file writes it out."""
    provider = service.root.get("provider")
    node = provider.get("stage") if isinstance(provider, MapNode) else None
    written = node.text if isinstance(node, ScalarNode) else ""
    fallback = _FALLBACK.fullmatch(written)
    if fallback is not None:
        return fallback[1]
    return written if written and "${" not in written else DEFAULT_STAGE
