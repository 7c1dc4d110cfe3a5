"""Acceptances in a resource's Metadata, as the templates' reader gives it."""

from __future__ import annotations

import json

import pytest

from crenel.model.source import Source
from crenel.model.value import NOTHING, Value
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.resources import resources
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import template_of
from crenel.readers.root import Root
from crenel.readers.text.parse import parse
from crenel.triage.claim import Found, OfResource
from crenel.triage.metadata import from_metadata

GOOD = {"control": "ENT-001", "reason": "public by design", "until": "2027-03-01", "by": "@me"}
ADDRESS = "t.json::Url"


@pytest.fixture
def metadata(tmp_path):
    def read(metadata: object) -> Value:
        text = json.dumps(
            {
                "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
                "Parameters": {"Stage": {"Type": "String"}},
                "Resources": {"Url": {"Type": "AWS::Lambda::Url", "Metadata": metadata}},
            },
            indent=1,
        )
        source = Source("t.json", text)
        template = template_of(source, parse(text)[0])
        assert template is not None
        scope = Scope(template, Environment(), Root(tmp_path))
        [resource] = resources(scope)
        return resource.attributes.get("Metadata")

    return read


def accepting(*items: object) -> dict[str, object]:
    return {"crenel": {"accept": list(items)}}


def test_accepts_its_resource(metadata) -> None:
    found = from_metadata(metadata(accepting(GOOD, {**GOOD, "control": "other"})), ADDRESS)
    assert not found.warnings
    first, second = found.claims
    assert (first.control, second.control) == ("ENT-001", "other")
    assert first.target == OfResource(ADDRESS)
    assert (first.terms.reason, first.terms.until, first.terms.by) == (
        GOOD["reason"],
        GOOD["until"],
        GOOD["by"],
    )
    file, line = first.where
    assert file == "t.json"
    assert 1 < line < second.where[1]


@pytest.mark.parametrize("value", [{}, {"crenel": {}}, {"cfn-lint": {"accept": [1]}}, "text", []])
def test_other_metadata_is_left_alone(metadata, value: object) -> None:
    assert from_metadata(metadata(value), ADDRESS) == Found()


def test_no_metadata() -> None:
    assert from_metadata(NOTHING, ADDRESS) == Found()


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({**GOOD, "reason": ""}, "no reason"),
        ({**GOOD, "reason": None}, "no reason"),
        ({**GOOD, "until": "next year"}, "no day like"),
        ({**GOOD, "until": 20270301}, "no day like"),
        ({**GOOD, "untill": "2027-03-01"}, "Did you mean until"),
        ({**GOOD, "control": ""}, "names no control"),
        ({"reason": "x", "until": "2027-03-01"}, "names no control"),
        ({"control": "x", "reason": "x"}, "no expiry"),
        ({**GOOD, "reason": {"Ref": "Stage"}}, "`reason` is not plain text"),
        ({**GOOD, "reason": ["x"]}, "`reason` is not plain text"),
        ({**GOOD, "by": {"Fn::If": ["IsProd", "a", "b"]}}, "`by` is not plain text"),
        ({"Fn::If": ["IsProd", GOOD, GOOD]}, "depends on a condition"),
        ("ENT-001", "no map"),
        (["ENT-001"], "no map"),
    ],
)
def test_is_told_and_accepts_nothing(metadata, item: object, words: str) -> None:
    found = from_metadata(metadata(accepting(item)), ADDRESS)
    assert not found.claims
    assert found.warnings
    for warning in found.warnings:
        assert words in warning.message
        assert ADDRESS in warning.message
        assert warning.file == "t.json"
        assert warning.line > 1


def test_a_single_map_counts_as_a_list_of_one(metadata) -> None:
    assert len(from_metadata(metadata({"crenel": {"accept": GOOD}}), ADDRESS).claims) == 1
