"""The layout of layered graphs: the same on every run, nothing on top of anything else."""

from hypothesis import given
from hypothesis import strategies as st

from crenel.report.html.layout import Box, Sizes, layered

SIZES = Sizes()
COLUMNS = st.lists(st.integers(0, 6), min_size=0, max_size=5)


def columns(sizes: list[int]) -> list[list[str]]:
    return [[f"n{column}-{row}" for row in range(size)] for column, size in enumerate(sizes)]


@given(COLUMNS, st.data())
def test_boxes_never_overlap_and_stay_inside(sizes: list[int], data: st.DataObject) -> None:
    rows = columns(sizes)
    names = [name for row in rows for name in row]
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)) if names else st.nothing()
    edges = data.draw(st.lists(pair, max_size=12)) if names else []
    placed = layered(rows, edges, SIZES)
    assert placed == layered(rows, edges, SIZES)
    assert set(placed.boxes) == set(names)
    for name, box in placed.boxes.items():
        assert 0 <= box.x <= placed.width - SIZES.width
        assert 0 <= box.y <= placed.height - SIZES.height
        for other, second in placed.boxes.items():
            apart_x = abs(box.x - second.x) >= SIZES.width
            apart_y = abs(box.y - second.y) >= SIZES.height
            assert name == other or apart_x or apart_y


def test_neighbours_stand_opposite_each_other() -> None:
    rows = [["a", "b"], ["x", "y"]]
    placed = layered(rows, [("a", "y"), ("b", "x")], SIZES)
    assert placed.boxes["a"].y == placed.boxes["y"].y
    assert placed.boxes["b"].y == placed.boxes["x"].y
    assert placed.boxes["a"] == Box(12, 12)


def test_an_empty_graph_has_a_size() -> None:
    placed = layered([], [], SIZES)
    assert (placed.width, placed.height) == (24, 24)
