"""Places are counted in characters, whatever the bytes."""

from __future__ import annotations

import pytest
from tests.code.trees import facts, javascript


@pytest.mark.parametrize("before", ["", "x = '😀é漢'", "# ünïcödé 😀😀", "x = '\ufeff'"])
def test_spans_in_characters(before):
    found = facts(f"{before}\ndef handler(event, context):\n    '😀'; eval(event['é😀'])\n")
    (sink,) = found.sinks
    assert sink.span.text == "eval(event['é😀'])"
    assert sink.source is not None
    assert sink.source.text == "event['é😀']"
    assert sink.source_path == "event.é😀"
    assert (sink.span.line, sink.span.column) == (3, 10)


def test_javascript_spans_in_characters():
    found = javascript("const a = '漢字😀';\nexport const handler = (é) => eval(`😀${é.x}`);\n")
    (sink,) = found.sinks
    assert sink.span.text == "eval(`😀${é.x}`)"
    assert sink.source is not None
    assert sink.source.text == "é.x"


def test_a_byte_order_mark_and_carriage_returns():
    found = facts(
        "\ufeffimport os\r\ndef handler(event, context):\r\n    os.system(event['x'])\r\n"
    )
    (sink,) = found.sinks
    assert sink.span.text == "os.system(event['x'])"
    assert (sink.span.line, sink.span.column) == (3, 5)
    assert found.problems == ()
