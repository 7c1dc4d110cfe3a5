"""Choke points: what a change is said to close is gone when its steps are, and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.cut import choke_points
from crenel.analysis.paths.graph import Graph
from crenel.analysis.paths.nodes import Edge, Node
from crenel.analysis.paths.paths import paths_of
from crenel.readers.options import Options
from crenel.readers.project import project


def knowledge(folder: Path) -> Knowledge:
    read = project([folder], Options())
    (application,) = read.applications()
    return Knowledge(application, date(2026, 11, 28), read.root)


def test_what_a_change_closes_is_gone_with_its_steps(root: Path, monkeypatch) -> None:
    app = knowledge(root / "examples/webshop")
    before = paths_of(app).paths
    chokes = choke_points(before)
    assert len(chokes) > 5
    every = {one.id for one in before}
    done: set[str] = set()
    edges = Graph._from
    climbs = Graph._gained

    def without(found):
        return (edge for edge in found if edge.cut not in done)

    def cut_edges(graph: Graph, node: Node) -> list[Edge]:
        return list(without(edges(graph, node)))

    def cut_climbs(graph: Graph, node: Node) -> list[Edge]:
        return list(without(climbs(graph, node)))

    monkeypatch.setattr(Graph, "_from", cut_edges)
    monkeypatch.setattr(Graph, "_gained", cut_climbs)
    closed: set[str] = set()
    for choke in chokes:
        done.add(choke.change)
        closed |= set(choke.paths)
        after = {one.id for one in paths_of(app).paths}
        assert after & every == every - closed
        assert len(after & every) == choke.left
    assert closed == every


def test_each_change_closes_something_that_none_before_it_did(root: Path) -> None:
    chokes = choke_points(paths_of(knowledge(root / "examples/webshop")).paths)
    seen: set[str] = set()
    for one in chokes:
        assert one.paths
        assert not seen & set(one.paths)
        seen |= set(one.paths)


@pytest.mark.parametrize("paths", [(), []])
def test_without_paths_there_is_nothing_to_change(paths) -> None:
    assert choke_points(paths) == []
