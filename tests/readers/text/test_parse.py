"""YAML, JSON and JSONC become one tree, with places; hostile text becomes a located problem."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crenel.errors import ReadProblem
from crenel.readers.text.budget import Budget
from crenel.readers.text.decode import decode
from crenel.readers.text.json_scanner import JsonScanner
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode


def plain(node: Node) -> object:
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    return node.text


def texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return value if isinstance(value, str) else json.dumps(value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)


@given(st.lists(json_values) | st.dictionaries(st.text(max_size=6), json_values), st.booleans())
def test_json_reads_as_json_does(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    (document,) = parse(text)
    if isinstance(value, dict) and any(key == "<<" for key in value):
        return
    assert _keys(plain(document.root)) == _keys(texts(value))


def _keys(value: object) -> object:
    """``<<`` is YAML's merge key, in JSON text as well."""
    if isinstance(value, dict):
        return {key: _keys(item) for key, item in value.items() if key != "<<"}
    return [_keys(item) for item in value] if isinstance(value, list) else value


@given(json_values)
def test_scanner_and_events_agree(value: object) -> None:
    text = json.dumps(value)
    scanned = JsonScanner(text, Budget()).document()
    assert plain(scanned.root) == texts(value)
    assert text[scanned.root.start : scanned.root.end] == text


@given(st.text(max_size=60))
def test_no_text_crashes(text: str) -> None:
    try:
        documents = parse(text)
    except ReadProblem as problem:
        assert problem.line >= 1
        assert problem.column >= 1
    else:
        assert isinstance(documents, list)


@given(st.binary(max_size=60))
def test_no_bytes_crash(data: bytes) -> None:
    try:
        decode(data)
    except ReadProblem as problem:
        assert str(problem)


def test_places_are_those_of_the_text() -> None:
    text = "A: é\r\nB:\r\n  - !Sub 'x${Y}'\r\nC: {d: \"😀e\"}\r\n"
    (document,) = parse(text)
    assert isinstance(document.root, MapNode)
    key, value = document.root.entries["A"]
    assert text[key.start : key.end] == "A"
    assert text[value.start : value.end] == "é"
    items = document.root.get("B")
    assert isinstance(items, ListNode)
    assert items.items[0].tag == "!Sub"
    assert text[items.start : items.end] == "- !Sub 'x${Y}'"
    inner = document.root.get("C")
    assert isinstance(inner, MapNode)
    last = inner.get("d")
    assert last is not None
    assert text[last.start : last.end] == '"😀e"'


def test_merge_keys_and_aliases() -> None:
    text = "base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n"
    (document,) = parse(text)
    assert plain(document.root) == {
        "base": {"x": "1", "y": "2"},
        "use": {"x": "1", "y": "3"},
    }


def test_duplicate_keys_are_told() -> None:
    (document,) = parse("a: 1\nb: 2\na: 3\n")
    assert plain(document.root) == {"a": "3", "b": "2"}
    assert document.problems == [("the key 'a' is written twice", 10)]


def test_comments_in_json_keep_places() -> None:
    text = '{ // one\n "url": "http://x/*no*/", /* two\n lines */ "b": [1,], }\n'
    (document,) = parse(text)
    assert plain(document.root) == {"url": "http://x/*no*/", "b": ["1"]}
    assert isinstance(document.root, MapNode)
    key, _ = document.root.entries["b"]
    assert text[key.start : key.end] == '"b"'


def test_every_document_of_a_stream() -> None:
    assert [plain(one.root) for one in parse("a: 1\n---\nb: 2\n")] == [{"a": "1"}, {"b": "2"}]


HOSTILE = {
    "deep brackets": "[" * 20_000,
    "deep json": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "deep block": "\n".join(" " * depth + "a:" for depth in range(3_000)),
    "alias bomb": "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    + "\n".join(
        f"a{level}: &a{level} [" + ",".join([f"*a{level - 1}"] * 9) + "]" for level in range(1, 9)
    ),
    "self alias": "a: &a [*a]",
    "missing anchor": "a: *b",
    "nul": "a: \x00b",
    "unclosed": '{"a": "b',
    "two roots": "{} {}",
    "many aliases": "a: &a 1\nb: [" + ",".join(["*a"] * 10_001) + "]",
    "jinja": "{% if x %}\nResources: {}\n{% endif %}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_a_located_problem(name: str) -> None:
    with pytest.raises(ReadProblem) as caught:
        parse(HOSTILE[name])
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d\\ude00"}', '{"a": "x\x7fy"}', '{"%s": 1}' % ("k" * 2000)]
)
def test_json_that_libyaml_refuses_is_read(text: str) -> None:
    (document,) = parse(text)
    assert plain(document.root) == texts(json.loads(text))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    assert decode("a: é".encode(encoding)) == "a: é"


def test_bytes_that_are_no_text_are_located() -> None:
    with pytest.raises(ReadProblem) as caught:
        decode(b"a: 1\nb: \xe9\n")
    assert (caught.value.line, caught.value.column) == (2, 4)


def test_large_files_are_refused() -> None:
    with pytest.raises(ReadProblem, match="reads at most"):
        decode(b"x" * 100, Budget(bytes=10))


def test_python_tags_construct_nothing() -> None:
    (document,) = parse("a: !!python/object/apply:os.system ['true']")
    assert isinstance(document.root, MapNode)
    value = document.root.get("a")
    assert value is not None
    assert "python" in value.tag


def test_same_structure_as_pyyaml() -> None:
    text = "a: [1, 'two', {b: c}]\nd:\n- e\n- f: g\n  h: |\n    i\n    j\n"
    assert plain(parse(text)[0].root) == yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only


def test_what_is_filled_in_later_may_stand_where_a_value_does():
    text = '{"a": ${seconds}, "b": [${x}, 2], "c": "${kept}"}'
    assert plain(parse(text, holes=True)[0].root) == {
        "a": "${seconds}",
        "b": ["${x}", "2"],
        "c": "${kept}",
    }
    with pytest.raises(ReadProblem, match="not a JSON value"):
        parse('{"a": ${x}, "b": [1,]}')


@pytest.mark.parametrize("text", ['{"a": ${}}', '{"a": $${x}}', '{"a": ${x', '{"a": ${x y}}'])
def test_what_is_no_hole_is_no_value(text):
    with pytest.raises(ReadProblem):
        parse(text, holes=True)
