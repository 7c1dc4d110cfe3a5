"""Where code and definitions lie: in S3, or in a folder of the project."""

from __future__ import annotations

from crenel.model.provenance import How, Step
from crenel.model.value import Known, Map, Unknown, UnknownKind, Value, known, mapping
from crenel.readers.root import join
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, each


def location(maker: Maker, name: str, keys: tuple[str, str, str], local: str) -> Value:
    """A property that names a place: S3 parts under ``keys``, a local path under ``local``."""
    return each(maker.moved(name), lambda leaf: _place(leaf, keys, local, maker))


def definition_body(maker: Maker) -> Value:
    """``DefinitionBody``; unknown where it is included from a file that was not read."""
    given = maker.get("DefinitionBody")
    empty = isinstance(given, Map) and not given.content
    if not empty or given.span is None or "AWS::Include" not in given.span.text:
        return given
    kind = UnknownKind.MISSING_FILE
    return Unknown(kind=kind, name="DefinitionBody", span=given.span, via=given.via)


def definition_file(maker: Maker, name: str) -> dict[str, Raw]:
    """A definition in S3 under ``name``; a local one stays under ``DefinitionUri``."""
    given = maker.get("DefinitionUri")
    if isinstance(given, Known) and not given.text().startswith("s3://"):
        return {"DefinitionUri": _inside(given, maker.stack.folder)}
    return {name: location(maker, "DefinitionUri", ("Bucket", "Key", "Version"), "DefinitionUri")}


def location_of(maker: Maker, place: Value) -> Value:
    """A place that is one text, in S3 or in a folder of the project."""

    def seen(leaf: Value) -> Value:
        local = isinstance(leaf, Known) and not leaf.text().startswith("s3://")
        return _inside(leaf, maker.stack.folder) if local and isinstance(leaf, Known) else leaf

    return each(place, seen)


def _place(place: Value, keys: tuple[str, str, str], local: str, maker: Maker) -> Value:
    if isinstance(place, Map):
        parts = zip(keys, ("Bucket", "Key", "Version"), strict=True)
        return mapping({key: place.get(part) for key, part in parts}, place.span, place.via)
    if isinstance(place, Known):
        return _parsed(place, keys, local, maker.stack.folder)
    return mapping({local: place}, place.span, place.via) if place.text() else place


def _parsed(place: Known, keys: tuple[str, str, str], local: str, folder: str) -> Value:
    text = place.text()
    if not text.startswith("s3://"):
        return mapping({local: _inside(place, folder)}, place.span, place.via)
    path, _, query = text.removeprefix("s3://").partition("?")
    bucket, _, key = path.partition("/")
    version = query.removeprefix("versionId=") if query.startswith("versionId=") else ""
    parts = {keys[0]: bucket, keys[1]: key, keys[2]: version}
    content = {name: known(part, place.span, place.via) for name, part in parts.items() if part}
    return mapping(content, place.span, place.via)


def _inside(place: Known, folder: str) -> Value:
    if not folder:
        return place
    step = Step(How.EXPANSION, f"seen from the template in {folder}", place.span, place.via)
    return known(join(folder, place.text()), place.span, step)
