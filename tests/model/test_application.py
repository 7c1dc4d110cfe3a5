"""What a value means among an application's entities, by physical name."""

from __future__ import annotations

import pytest

from crenel.model.application import Application
from crenel.model.entities import Function
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import Text, Unknown, UnknownKind, Value, known

WORKSPACE = Unknown(kind=UnknownKind.PARAMETER, name="workspace")
PLACE = Span(Source("main.tf", "x"), 0, 1)


def named(*names: Value) -> Application:
    functions = [
        Function(id=f"f{number}", origin=Origin("main.tf", f"f{number}", "f", PLACE), name=name)
        for number, name in enumerate(names)
    ]
    return Application("main.tf", "terraform", functions)


def text(*segments: str | Unknown) -> Text:
    parts = tuple(known(one) if isinstance(one, str) else one for one in segments)
    return Text(segments=parts)


def test_a_name_with_an_open_part_is_a_name():
    app = named(text("orders-", WORKSPACE), text("users-", WORKSPACE))
    found = app.resolve(text("users-", WORKSPACE), Function)
    assert found is not None
    assert found.id == "f1"


@pytest.mark.parametrize("segments", [(WORKSPACE,), ("f-", WORKSPACE)])
def test_an_open_name_that_several_bear_names_none(segments):
    name = text(*segments)
    assert named(name, name).resolve(name, Function) is None


def test_a_known_name_that_several_bear_names_one_of_them():
    assert named(known("orders"), known("orders")).resolve(known("orders"), Function) is not None
