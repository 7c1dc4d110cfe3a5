"""A control that was only started is told apart from one that is wrong."""

import re

import pytest

from crenel.controls.catalogue import AnyControl, catalogue, text_path

UNWRITTEN = re.compile(r"\bTODO\b|\bNotImplementedError\b")


@pytest.mark.parametrize("control", catalogue(), ids=lambda control: control.name)
def test_control_is_filled_in(control: AnyControl) -> None:
    path = text_path(control)
    left = [
        f"{file.name}:{number}: {line.strip()}"
        for file in (path.with_suffix(".py"), path)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if UNWRITTEN.search(line)
    ]
    assert not left, "still to be written:\n" + "\n".join(left)
