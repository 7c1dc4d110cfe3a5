"""Verbs of verbs: the parser loads the modules that the call needs, and no other."""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

import pytest

from crenel.cli import main as cli
from crenel.cli.parser import ALL, parser_for


@pytest.fixture
def nested(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """``crenel outer inner``; the list gets the names of modules as they are asked."""
    asked: list[str] = []
    outer = ModuleType("crenel.cli.outer")
    outer.VERBS = {"inner": "the inner verb", "other": "another"}  # type: ignore[attr-defined]
    monkeypatch.setitem(cli.VERBS, "outer", "a verb of verbs")
    monkeypatch.setitem(sys.modules, "crenel.cli.outer", outer)
    for name in ("inner", "other"):
        module = ModuleType(f"crenel.cli.outer.{name}")

        def add(parser: argparse.ArgumentParser, name: str = name) -> None:
            asked.append(name)
            parser.add_argument("file")

        module.add = add  # type: ignore[attr-defined]
        module.run = lambda args, name=name: 7 if args.file == name else 8  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return asked


def test_a_verb_of_verbs_runs_its_inner_verb_alone(nested: list[str]) -> None:
    assert cli.main(["outer", "inner", "inner"]) == 7
    assert nested == ["inner"]


def test_without_an_inner_verb_it_shows_its_own_help(
    nested: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["outer"]) == 2
    assert "another" in capsys.readouterr().out
    assert nested == []


def test_an_unknown_inner_verb_is_a_usage_error(nested: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["outer", "outre"])
    assert ended.value.code == 2


def test_completion_knows_all_of_them(nested: list[str]) -> None:
    parser_for(ALL)
    assert nested == ["inner", "other"]
