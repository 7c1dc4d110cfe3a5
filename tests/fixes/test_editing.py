"""Edits of YAML and JSON: what is set is there, and nothing else has changed."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.tree import TreeText
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import MapNode


def edited(text, path, value):
    root = parse(text)[0].root
    assert isinstance(root, MapNode)
    return TreeText(text, root).setting(root, path, value).on(text)


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("A:\n  B: 1 # one\n", ["A", "B"], 2, "A:\n  B: 2 # one\n"),
        ("A:\n  B: 1 # one\n", ["A", "C"], True, "A:\n  B: 1 # one\n  C: true\n"),
        ("A:\n  B: 1", ["A", "C"], "x", "A:\n  B: 1\n  C: x"),
        ("A: {B: 1}\n", ["A", "C"], "a b", 'A: {C: "a b", B: 1}\n'),
        ("A: {}\n", ["A", "C"], "on", 'A: {C: "on"}\n'),
        (
            "A:\n  B: |\n    text\n    more\nZ: 1\n",
            ["A", "C"],
            3,
            "A:\n  B: |\n    text\n    more\n  C: 3\nZ: 1\n",
        ),
        ("A:\n  B:\nZ: 1\n", ["A", "C", "D"], 3, "A:\n  B:\n  C:\n    D: 3\nZ: 1\n"),
        (
            "A:\n  B:\n    - x\n\n# about Z\nZ: 1\n",
            ["A", "C"],
            3,
            "A:\n  B:\n    - x\n  C: 3\n\n# about Z\nZ: 1\n",
        ),
        ("A:\r\n  B: 1\r\n", ["A", "C"], 2, "A:\r\n  B: 1\r\n  C: 2\r\n"),
        ("A:\n  \"B\": '1'\n", ["A", "B"], "y", 'A:\n  "B": "y"\n'),
        ("url: true # open\n", ["url", "authorizer"], "iam", "url: {authorizer: iam} # open\n"),
        ('{"A": {"B": 1}}', ["A", "C", "D"], True, '{"A": {"C": {"D": true}, "B": 1}}'),
        (
            '{\n  "A": {\n    "B": 1\n  }\n}\n',
            ["A", "C"],
            True,
            '{\n  "A": {\n    "C": true,\n    "B": 1\n  }\n}\n',
        ),
    ],
)
def test_layout_and_comments_stay(before, path, value, after):
    assert edited(before, path, value) == after


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        ("A: !Ref B\n", ["A"], "computed"),
        ("A: !If [C, 1, 2]\n", ["A"], "computed"),
        ("A:\n  Fn::If: [C, {B: 1}, {B: 2}]\n", ["A", "B"], "computed"),
        ("A: [1]\n", ["A"], "computed"),
        ("A: ${self:custom.a}\n", ["A"], "computed"),
        ('{"A": "${var.a}"}', ["A"], "computed"),
        ("A: [1]\n", ["A", "B"], "no map"),
        ("X: &x {B: 1}\nA: *x\n", ["A", "B"], "by reference"),
        ("X: &x\n  B: 1\nA:\n  <<: *x\n  C: 2\n", ["A", "B"], "by reference"),
    ],
)
def test_what_is_not_plainly_written_is_left_alone(text, path, told):
    with pytest.raises(Refused, match=told):
        edited(text, path, 1)


KEYS = st.sampled_from(["a", "b", "c", "Properties", "Fn", "x-y"])
LEAVES = st.one_of(
    st.booleans(), st.integers(-5, 5), st.sampled_from(["", "text", "a: b", "# c", "no"])
)
TREES = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=3),
    lambda inner: st.dictionaries(
        KEYS, st.one_of(LEAVES, inner, st.lists(LEAVES, max_size=2)), max_size=3
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(
    tree=TREES,
    path=st.lists(KEYS, min_size=1, max_size=4),
    value=LEAVES,
    flow=st.sampled_from([None, False, True]),
    as_json=st.booleans(),
)
def test_only_what_is_set_changes(tree, path, value, flow, as_json):
    text = json.dumps(tree, indent=2) if as_json else yaml.safe_dump(tree, default_flow_style=flow)
    try:
        after = edited(text, path, value)
    except Refused:
        return
    wanted = json.loads(json.dumps(tree))
    place = wanted
    for key in path[:-1]:
        if place.get(key) is True:  # short for a map in which nothing is set
            place[key] = {}
        place = place.setdefault(key, {})
    place[path[-1]] = value
    assert (json.loads(after) if as_json else yaml.safe_load(after)) == wanted
