"""Which objects a policy and a notification have in common."""

from __future__ import annotations

import pytest

from crenel.controls.entry._buckets import reaches, writes
from crenel.model.entities import Bucket, Statement
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import NOTHING, Text, Unknown, UnknownKind, known, mapping, sequence

PARAMETER = Unknown(kind=UnknownKind.PARAMETER, name="P")
SPAN = Span(Source("template.yaml", "x"), 0, 1)
BUCKET = Bucket(
    id="Images",
    origin=Origin("template.yaml", "Images", "AWS::S3::Bucket", SPAN),
    name=known("images"),
)


def watched(**rules):
    listed = [mapping({"Name": known(name), "Value": one}) for name, one in rules.items()]
    return mapping({"S3Key": mapping({"Rules": sequence(listed)})})


def objects(*parts):
    segments = [known(one) if isinstance(one, str) else one for one in parts]
    return segments[0] if len(segments) == 1 else Text(segments=tuple(segments))


@pytest.mark.parametrize(
    ("resource", "filter_", "expected"),
    [
        (objects("arn:aws:s3:::images/*"), NOTHING, True),
        (objects("arn:aws:s3:::images/out/*"), watched(prefix=known("in/")), False),
        (objects("arn:aws:s3:::images/out/*"), watched(prefix=PARAMETER), None),
        (objects("arn:aws:s3:::images/*.txt"), watched(suffix=PARAMETER), None),
        (objects("arn:aws:s3:::images/", PARAMETER, "*"), watched(prefix=known("in/")), None),
        (objects("arn:aws:s3:::images/out/", PARAMETER), watched(prefix=known("in/")), False),
        (objects("arn:aws:s3:::images/", PARAMETER, "*"), NOTHING, True),
        (objects("arn:aws:s3:::others/*"), watched(prefix=PARAMETER), False),
    ],
)
def test_what_they_have_in_common(resource, filter_, expected):
    assert reaches(resource, BUCKET, filter_).value is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"actions": known("s3:PutObject*")}, True),
        ({"actions": known("s3:P*")}, True),
        ({"actions": known("s3:GetObject")}, False),
        ({"not_actions": known("s3:GetObject")}, True),
        ({"not_actions": known("s3:Put*")}, False),
        ({"actions": PARAMETER}, None),
    ],
)
def test_statements_that_speak_of_putting_objects(fields, expected):
    assert writes(Statement(effect=known("Allow"), **fields)).value is expected
