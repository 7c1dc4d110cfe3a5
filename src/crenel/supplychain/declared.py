"""What a function's manifests say, for controls: read once for each root, artifacts left alone."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from crenel.analysis.knowledge import Knowledge
from crenel.code.tree import folder_of
from crenel.errors import ReadProblem
from crenel.model.entities import Function
from crenel.model.source import Span
from crenel.readers.root import Root
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.inventory.places import Places, manifests_in, place_of
from crenel.supplychain.inventory.provided import ecosystem_of
from crenel.supplychain.manifests.manifest import Manifest

_PLACES: WeakKeyDictionary[Root, Places] = WeakKeyDictionary()


def manifests_of(function: Function, app: Knowledge) -> list[Manifest] | None:
    """The manifests of a function's own code; None where it has no local folder that is known."""
    if app.root is None:
        return None
    package = function.package
    place = place_of(package.folder, package.base)
    ecosystem = ecosystem_of(str(function.runtime.known() or ""))
    if place is None or ecosystem is None:
        return None
    places = _PLACES.setdefault(app.root, Places(app.root))
    return manifests_in(places, place, package.base, ecosystem)


def line_span(app: Knowledge, file: str, line: int) -> Span | None:
    """A line of a file, to point at; None where the file cannot be read any more."""
    if app.root is None:
        return None
    try:
        source = app.root.read(file)
    except ReadProblem:
        return None
    start = source.line_starts[min(line, len(source.line_starts)) - 1]
    text = source.line(line)
    indent = len(text) - len(text.lstrip())
    return Span(source, start + indent, start + max(len(text.rstrip()), indent + 1))


def manifests_beside(file: str, app: Knowledge, ecosystem: Ecosystem) -> list[Manifest] | None:
    """The manifests in a template's folder, or the nearest above; None where nothing is read."""
    if app.root is None:
        return None
    places = _PLACES.setdefault(app.root, Places(app.root))
    return places.owned(folder_of(file), "", ecosystem)
