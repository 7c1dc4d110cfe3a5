"""``AWS::Serverless::LayerVersion`` -> a layer version.

SAM ends its logical id in a hash of its properties; here it keeps the id that it is referred to by.
"""

from __future__ import annotations

from crenel.model.value import Value, known
from crenel.readers.sam.locations import location
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import maybe_written, with_entry, word

_S3 = ("S3Bucket", "S3Key", "S3ObjectVersion")


def expand(maker: Maker) -> None:
    """The layer; it stays when the stack goes, unless it says otherwise."""
    name = maker.get("LayerName")
    properties = {
        "LayerName": name if maybe_written(name) else maker.base,
        "Content": location(maker, "ContentUri", _S3, "LocalPath"),
        **maker.taken(
            "Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"
        ),
    }
    maker.make("", "AWS::Lambda::LayerVersion", properties, attributes=_attributes(maker))


def _attributes(maker: Maker) -> Value:
    given = maker.resource.attributes
    asked = word(maker.get("RetentionPolicy")).capitalize()
    policy = asked or word(given.get("DeletionPolicy")) or "Retain"
    kept = known(policy, maker.span, maker.via)
    return with_entry(given, "DeletionPolicy", lambda _: kept)
