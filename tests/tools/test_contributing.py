"""The control of CONTRIBUTING.md works as it stands there."""

import re
from datetime import date
from typing import Any

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.controls.examples import examples_of
from crenel.controls.judge import judge
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project

OUTCOMES = {
    "finds": Outcome.FAILS,
    "clean": Outcome.PASSES,
    "unknown": Outcome.UNDECIDED,
}


def block(root, ticks, language):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.findall(rf"^{ticks}{language}\n(.*?)^{ticks}$", text, re.MULTILINE | re.DOTALL)
    return found[0]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_example_control_judges_its_examples(root, tmp_path, place):
    names: dict[str, Any] = {}
    exec(block(root, "```", "python"), names)  # noqa: S102 - our own documentation
    page = tmp_path / "page.md"
    page.write_text(block(root, "````", "markdown"))
    example = examples_of(page)[place]
    example.write(tmp_path / "app")
    (app,) = project([tmp_path / "app"], Options()).applications()
    (verdict,) = judge([names["control"]], Knowledge(app, date(2026, 11, 24)))
    assert verdict.outcome is OUTCOMES[example.expected]
