"""From facts of code to judgements: what was not read is not known to be clean."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from crenel.code.facts import Facts, Problem, Sink, Tainted
from crenel.controls.code._sinks import judged
from crenel.model.source import Source, Span
from crenel.model.truth import any_of

SPAN = Span(Source("app.py", "eval(x)"), 0, 7)
UNREAD = Problem("helper.py", "no file answers to the import helper")


def sink(tainted):
    return Sink(span=SPAN, kind="code", message="runs code", tainted=tainted)


@pytest.mark.parametrize(
    ("sinks", "problems", "expected"),
    [
        ((), (), False),
        ((), (UNREAD,), None),
        ((sink(Tainted.NO),), (), False),
        ((sink(Tainted.NO),), (UNREAD,), None),
        ((sink(Tainted.YES),), (UNREAD,), True),
        ((sink(Tainted.YES),), (), True),
    ],
)
def test_code_that_was_not_read_is_no_pass(sinks, problems, expected):
    facts = Facts(sinks=sinks, problems=problems)
    app: Any = SimpleNamespace(code_of=lambda _: SimpleNamespace(facts=facts))
    function: Any = None
    found = list(judged(function, app, "code"))
    assert any_of(one.bad for one in found).value is expected
