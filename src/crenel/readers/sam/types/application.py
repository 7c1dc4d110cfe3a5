"""``AWS::Serverless::Application`` -> a nested stack; ``Location`` is kept for its reader."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.root import join
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.tags import tag, tag_list
from crenel.readers.sam.values import appended, each, maybe_written


def expand(maker: Maker) -> None:
    """The stack."""
    place = maker.get("Location")
    if not maybe_written(place):
        maker.note("an application needs a Location")
    properties = {
        **maker.taken("Parameters", "NotificationARNs", "TimeoutInMinutes", "TemplateUrl"),
        "Location": each(place, lambda leaf: _inside(maker, leaf)),
        "Tags": _tags(maker, place),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::CloudFormation::Stack", properties, attributes=attributes)


def _inside(maker: Maker, place: Value) -> Value:
    folder = maker.stack.folder
    if not folder or not isinstance(place, Known) or "://" in place.text():
        return place
    return Known(value=join(folder, place.text()), span=place.span, via=place.via)


def _tags(maker: Maker, place: Value) -> Value:
    """Tags that name the application of the repository, after SAM's own mark."""
    names = {
        "ApplicationId": "serverlessrepo:applicationId",
        "SemanticVersion": "serverlessrepo:semanticVersion",
    }
    own = tag_list(maker)
    if not isinstance(place, Map):
        return own
    found = [
        tag(label, place.get(name), maker)
        for name, label in names.items()
        if not isinstance(place.get(name), Absent)
    ]
    return appended(own, found, maker.span)
