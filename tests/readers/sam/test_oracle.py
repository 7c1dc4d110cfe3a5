"""Our expansion and the public translator agree, property by property, but for listed reasons."""

import os
import re
from pathlib import Path

import pytest
from tests.readers.sam.differences import BY_DESIGN

INPUTS = sorted((Path(__file__).parent / "inputs").glob("*.yaml"))
PUBLIC = os.environ.get("CRENEL_SAM_INPUTS", "")
SHOWN = 20

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.usefixtures("quiet"),
    pytest.mark.filterwarnings("ignore"),
]


def unexplained(sam, by_design, path, text):
    found, same = sam.compare(text)
    open_ = {key: value for key, value in found.items() if not by_design(key[1], key[2], path.name)}
    return open_, found, same


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_our_inputs(sam, by_design, path):
    open_, _, same = unexplained(sam, by_design, path, path.read_text(encoding="utf-8"))
    assert open_ == {}
    assert same > 0


@pytest.mark.slow
@pytest.mark.skipif(not PUBLIC, reason="CRENEL_SAM_INPUTS names no folder of public inputs")
def test_public_inputs(sam, by_design):
    figures = {"templates": 0, "alike": 0, "alike but for listed reasons": 0, "properties": 0}
    wrong = []
    for path in sorted(Path(PUBLIC).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if not translatable(sam, text):
            continue
        open_, found, same = unexplained(sam, by_design, path, text)
        figures["templates"] += 1
        figures["alike"] += not found
        figures["alike but for listed reasons"] += not open_
        figures["properties"] += same
        wrong += [(path.name, *key, *value) for key, value in open_.items()]
    print(figures)  # noqa: T201 - the figures are the point
    assert wrong[:SHOWN] == []
    assert figures["templates"] > 0


def translatable(sam, text):
    """Does the translator accept it? Many inputs are there to be refused."""
    try:
        sam.theirs(sam.prepared(text))
    except Exception:  # noqa: BLE001 - whatever it raises, it has no answer
        return False
    return True


def test_every_reason_is_told(by_design):
    assert all(why for *_, why in BY_DESIGN)
    assert all(re.compile(part) for *parts, _ in BY_DESIGN for part in parts)
    assert by_design("AWS::Lambda::Function", "/Handler", "any.yaml") == ""
