"""Needs against the labels, where the labelled repositories are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tools.measure_permissions import measure

FOLDER = os.environ.get("CRENEL_LABELLED", "")


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER, reason="CRENEL_LABELLED names no folder of the repositories")
def test_precision_and_recall():
    score = measure(Path(FOLDER))
    assert score.functions
    assert score.precision >= 0.97
    assert score.recall >= 0.95
    assert score.resources >= 0.9
    assert not score.silent
