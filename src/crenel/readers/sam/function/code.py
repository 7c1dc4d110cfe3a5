"""The code of a function: inline, in S3, an image, or a folder of the project."""

from __future__ import annotations

from crenel.model.provenance import How, Step
from crenel.model.value import NOTHING, Absent, Map, Value, known, mapping
from crenel.readers.sam.locations import location
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, maybe_written, word, written

_S3 = ("S3Bucket", "S3Key", "S3ObjectVersion")


def code(maker: Maker) -> Value:
    """``Code`` of the plain function; a local folder stands under ``LocalPath``."""
    if word(maker.get("PackageType")) == "Image" or maybe_written(maker.get("ImageUri")):
        return _image(maker)
    found = each(
        maker.moved("InlineCode"),
        lambda leaf: (
            mapping({"ZipFile": leaf}, leaf.span, leaf.via) if written(leaf) else _packed(maker)
        ),
    )
    key = maker.get("SourceKMSKeyArn")
    if isinstance(found, Map) and maybe_written(key):
        return found.merged({"SourceKMSKeyArn": key})
    return found


def _packed(maker: Maker) -> Value:
    """Code in S3 or in a folder; where nothing is said, SAM packs the template's own folder."""
    found = location(maker, "CodeUri", _S3, "LocalPath")
    return each(found, lambda leaf: _own_folder(maker) if isinstance(leaf, Absent) else leaf)


def _own_folder(maker: Maker) -> Value:
    step = Step(How.EXPANSION, "without CodeUri, SAM packs the folder of the template", maker.span)
    folder = known(maker.stack.folder or ".", maker.span, step)
    return mapping({"LocalPath": folder}, maker.span, step)


def _image(maker: Maker) -> Value:
    image = maker.moved("ImageUri")
    if isinstance(image, Absent):
        return NOTHING
    return mapping({"ImageUri": image}, image.span, image.via)
