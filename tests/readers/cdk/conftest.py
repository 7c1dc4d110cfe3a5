"""Assemblies as `cdk synth` leaves them, cut to what is read, and one of the old style by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ASSEMBLIES = Path(__file__).parent / "assemblies"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A copy of one stack with a nested one, to spoil."""
    return Path(shutil.copytree(ASSEMBLIES / "orders", tmp_path / "orders"))


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A copy of two stages with a stack in each, to spoil."""
    return Path(shutil.copytree(ASSEMBLIES / "staged", tmp_path / "staged"))
