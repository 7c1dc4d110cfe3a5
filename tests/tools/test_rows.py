"""Every row of the catalogue has one answer."""

from __future__ import annotations

from tools.pages.rows import answers, handles, rows, rows_page

from crenel.cli.main import VERBS
from crenel.controls.catalogue import catalogue

UNDER_WAY = {"DEP-010", "SEC-017", "SEC-018", "SUP-016", "SUP-017"}
"""Rows that are being worked on elsewhere; a control for one of them answers it all the same."""


def test_every_row_is_answered_or_dropped_for_a_reason() -> None:
    open_ones = set(handles()) - set(answers()) - set(rows()["dropped"]) - set(rows()["verbs"])
    assert open_ones <= UNDER_WAY


def test_what_is_dropped_or_merged_is_a_row_and_is_not_answered_twice() -> None:
    known, found = set(handles()), rows()
    assert set(found["dropped"]) | set(found["verbs"]) <= known - set(answers())
    assert set(found["verbs"].values()) <= set(VERBS)
    assert set(found["merged"]) <= {row for row, (how, _) in answers().items() if how == "merged"}
    assert all(row["asks"] and row["reason"].endswith(".") for row in found["dropped"].values())


def test_the_page_has_every_row_and_leads_to_its_control() -> None:
    text = rows_page()
    assert all(f"| {row} |" in text for row in handles())
    assert all(f"({one.name}.md)" in text for one in catalogue() if one.handle in handles())
