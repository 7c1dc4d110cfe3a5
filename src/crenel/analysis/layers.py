"""The layers of a function whose content lies among the files, and those that are elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.entities import Function, Layer
from crenel.model.value import Value
from crenel.readers.root import Root, join

if TYPE_CHECKING:
    from crenel.model.application import Application

_ARCHIVES = (".zip", ".jar", ".tar.gz", ".tgz")


class Layers(msgspec.Struct, frozen=True):
    """The layers of one function."""

    folders: tuple[str, ...] = ()
    """Those that can be read, the one whose modules hold first: the last that is listed."""
    elsewhere: tuple[Value, ...] = ()
    """Those that cannot: of another stack or account, archives, choices."""


def layers_of(function: Function, application: Application, root: Root) -> Layers:
    """The layers of a function."""
    folders: list[str] = []
    elsewhere: list[Value] = []
    for guard, item in function.layers.items():
        layer = application.resolve(item, Layer) if not guard else None
        folder = _folder(layer, root) if layer is not None else None
        if folder is None:
            elsewhere.append(item)
        else:
            folders.append(folder)
    if not function.layers.is_absent().certain and not folders and not elsewhere:
        elsewhere.append(function.layers)
    return Layers(tuple(reversed(folders)), tuple(elsewhere))


def _folder(layer: Layer, root: Root) -> str | None:
    content = layer.content.known()
    if content is None or "://" in str(content):
        return None
    place = join(layer.base, str(content))
    if place.startswith("..") or place.lower().endswith(_ARCHIVES) or not root.children(place):
        return None
    return "" if place == "." else place
