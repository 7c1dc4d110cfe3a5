"""Edits of Terraform's language: what is set is there, and nothing else has changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.hcl import HclText
from crenel.fixes.editing.hcl_values import plain, written
from crenel.model.source import Source
from crenel.readers.terraform.syntax.hcl import parse_body
from crenel.readers.terraform.syntax.places import Problems


def edited(text, path, value):
    tree = HclText(text)
    return tree.setting(tree.resource("a", "b"), path.split("."), value).on(text)


def block(inside):
    return f'resource "a" "b" {{{inside}}}\n'


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("\n  x = 1 # one\n", "x", 2, "\n  x = 2 # one\n"),
        ("\n  x = (1)\n", "x", 2, "\n  x = (2)\n"),
        ("\n  x = -1\n", "x", 2, "\n  x = 2\n"),
        ("\n  x = null\n", "x", True, "\n  x = true\n"),
        ('\n  é = 1\n  x = "ü" // ä\n', "x", "y", '\n  é = 1\n  x = "y" // ä\n'),
        ("\n  x = 1 # one\n", "y", True, "\n  x = 1 # one\n  y = true\n"),
        ("\n  xyz = 1\n", "y", True, "\n  xyz = 1\n  y   = true\n"),
        ("\n  xyz = 1\n  x   = 2\n", "y", True, "\n  xyz = 1\n  x   = 2\n  y   = true\n"),
        ("\n  x = 1\n  # the end\n", "y", "a", '\n  x = 1\n  # the end\n  y = "a"\n'),
        ("", "y", [1, "a"], '\n  y = [1, "a"]\n'),
        ("\n", "y", 1, "\n  y = 1\n"),
        (" x = 1 ", "y", 1, "\n  x = 1\n  y = 1\n"),
        (" x = 1 ", "n.y", 1, "\n  x = 1\n\n  n {\n    y = 1\n  }\n"),
        ("\n  x = 1\n\n", "n.y", 1, "\n  x = 1\n\n  n {\n    y = 1\n  }\n"),
        ("\n  x = 1\n", "long", 1, "\n  x = 1\n  long = 1\n"),
        (
            "\n  n {\n    abc = 1\n  }\n",
            "n.y",
            1,
            "\n  n {\n    abc = 1\n    y   = 1\n  }\n",
        ),
        ("\n  n {\n  }\n", "y", 1, "\n  n {\n  }\n\n  y = 1\n"),
        ("\n  n {\n  }\n  x = 1\n", "y", 1, "\n  n {\n  }\n  x = 1\n  y = 1\n"),
        ("", "n.m.y", 1, "\n  n {\n    m {\n      y = 1\n    }\n  }\n"),
        ("\n\n  n {\n  }\n", "n.y", 1, "\n\n  n {\n    y = 1\n  }\n"),
        ("\n  n {}\n", "n.y", 1, "\n  n {\n    y = 1\n  }\n"),
        ("\n  n { z = 1 }\n", "n.y", 1, "\n  n {\n    z = 1\n    y = 1\n  }\n"),
        ("\n  n {\n    y = false\n  }\n", "n.y", True, "\n  n {\n    y = true\n  }\n"),
        ("\n\tx = 1\n", "y", 1, "\n\tx = 1\n\ty = 1\n"),
        ("\n  x = 1 }\nlocals {", "y", 1, "\n  x = 1\n  y = 1\n}\nlocals {"),
        ("\n  n = { y = 0, z = 1 }\n", "n.y", 1, "\n  n = { y = 1, z = 1 }\n"),
        ("\n  n = { z = 1 }\n", "n.y", 1, "\n  n = { y = 1, z = 1 }\n"),
        ("\n  n = {}\n", "n.y", 1, "\n  n = { y = 1 }\n"),
        ("\n  n = {\n    z = 1\n  }\n", "n.y", 1, "\n  n = {\n    y = 1\n    z = 1\n  }\n"),
        (
            "\n  n = {\n    z = 1\n  }\n",
            "n.m.y",
            1,
            "\n  n = {\n    m = { y = 1 }\n    z = 1\n  }\n",
        ),
        ("\n", "tags.y", "z", '\n  tags = { y = "z" }\n'),
        ("\n", "y", '${a}"\\\n', '\n  y = "$${a}\\"\\\\\\n"\n'),
        ("\r\n  x = 1\r\n", "n.y", 2, "\r\n  x = 1\r\n\r\n  n {\r\n    y = 2\r\n  }\r\n"),
        ("\r\n  x = 1\r\n", "x", 2, "\r\n  x = 2\r\n"),
        ("\n  x = <<E\n}\nE\n", "y", 1, "\n  x = <<E\n}\nE\n  y = 1\n"),
    ],
)
def test_layout_and_comments_stay(before, path, value, after):
    around = '# {{ ünicode\n{}\nresource "a" "c" {{ x = 1 }}\n'
    once = edited(around.format(block(before)), path, value)
    assert once == around.format(block(after))
    assert edited(once, path, value) == once, "setting it again changes nothing"


@pytest.mark.parametrize(
    ("inside", "path", "told"),
    [
        ("\n  x = var.x\n", "x", "computed"),
        ("\n  x = var.y ? 1 : 2\n", "x", "computed"),
        ("\n  x = tonumber(1)\n", "x", "computed"),
        ('\n  x = "${var.x}"\n', "x", "computed"),
        ("\n  x = <<E\ntext\nE\n", "x", "computed"),
        ("\n  x = [2]\n", "x", "computed"),
        ("\n  x = -var.x\n", "x", "computed"),
        ("\n  n = var.n\n", "n.y", "computed"),
        ("\n  n = { (var.k) = 1 }\n", "n.y", "computed"),
        ("\n  n = merge({ y = 1 }, var.n)\n", "n.y", "computed"),
        ('\n  dynamic "n" {\n    for_each = [1]\n    content {}\n  }\n', "n.y", "computed"),
        ("\n  n {}\n  n {}\n", "n.y", "2 times"),
        ("\n  n {}\n", "n", "a block stands there"),
        ("\n  x = 1\n  y = = 2\n", "x", "cannot be read|0 times"),
        ("\n  x = 1\n  x = 2\n", "x", "cannot be read"),
        ("\n  n = { # none\n }\n", "n.y", "only a comment"),
    ],
)
def test_what_is_not_plainly_written_is_left_alone(inside, path, told):
    with pytest.raises(Refused, match=told):
        edited(block(inside), path, 1)


def test_a_block_that_is_missing_or_there_twice_is_left_alone():
    for text in ("", 'resource "a" "c" {}\n', block("") * 2):
        with pytest.raises(Refused, match="times"):
            edited(text, "x", 1)


NAMES = st.sampled_from(["a", "b", "c", "enabled", "long_name"])
TEXTS = st.text(st.sampled_from('ab ü"\\${%\n\t\x01}#'), max_size=5)
LEAVES = st.one_of(st.booleans(), st.integers(-5, 5), TEXTS, st.none())
BODIES = st.recursive(
    st.dictionaries(NAMES, LEAVES, max_size=3),
    lambda inner: st.dictionaries(NAMES, st.one_of(LEAVES, inner), max_size=3),
    max_leaves=10,
)


def hcl(body, objects, indent="  "):
    """A body as text: maps as blocks, or as objects."""
    for name, value in body.items():
        if not isinstance(value, dict):
            yield f"{indent}{name} = {'null' if value is None else written(value)}"
        elif objects:
            yield f"{indent}{name} = {{"
            yield from hcl(value, objects, indent + "  ")
            yield f"{indent}}}"
        else:
            yield f"{indent}{name} {{ # {{"
            yield from hcl(value, objects, indent + "  ")
            yield f"{indent}}}"


def read_back(body):
    found = {name: plain(one.value) for name, one in body.attributes.items()}
    for one in body.blocks:
        assert one.type not in found
        found[one.type] = read_back(one.body)
    return found


@settings(max_examples=200, deadline=None)
@given(
    body=BODIES,
    path=st.lists(NAMES, min_size=1, max_size=4),
    value=st.one_of(st.booleans(), st.integers(-5, 5), TEXTS),
    objects=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_only_what_is_set_changes(body, path, value, objects, newline):
    lines = ["# head {", 'resource "a" "b" {', *hcl(body, objects), "}", "# tail }", ""]
    try:
        after = edited(newline.join(lines), ".".join(path), value)
    except Refused:
        return
    problems: Problems = []
    found = parse_body(Source("", after), problems).of_type("resource")
    assert not problems
    place = body
    for key in path[:-1]:
        place = place.setdefault(key, {})
    place[path[-1]] = value
    assert [read_back(one.body) for one in found] == [body]
    assert after.startswith(f"# head {{{newline}")
    assert after.endswith(f"}}{newline}# tail }}{newline}")
    assert newline == "\n" or "\n" not in after.replace("\r\n", "")
