"""The code of a function: inline, in S3, an image, or a folder of the project."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Map, Value, mapping
from crenel.readers.sam.locations import location
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, maybe_written, word

_S3 = ("S3Bucket", "S3Key", "S3ObjectVersion")


def code(maker: Maker) -> Value:
    """``Code`` of the plain function; a local folder stands under ``LocalPath``."""
    if word(maker.get("PackageType")) == "Image" or maybe_written(maker.get("ImageUri")):
        return _image(maker)
    if maybe_written(maker.get("InlineCode")):
        found = each(maker.moved("InlineCode"), _zip_file)
    else:
        found = location(maker, "CodeUri", _S3, "LocalPath")
    if isinstance(found, Absent):
        maker.note("the function has neither CodeUri nor InlineCode nor ImageUri")
    key = maker.get("SourceKMSKeyArn")
    if isinstance(found, Map) and maybe_written(key):
        return found.merged({"SourceKMSKeyArn": key})
    return found


def _zip_file(source: Value) -> Value:
    return mapping({"ZipFile": source}, source.span, source.via) if source.text() else NOTHING


def _image(maker: Maker) -> Value:
    image = maker.moved("ImageUri")
    if isinstance(image, Absent):
        return NOTHING
    return mapping({"ImageUri": image}, image.span, image.via)
