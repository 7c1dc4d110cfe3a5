"""Every row of the catalogue and its answer: a control, a part of one, or why there is none."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.pages.text import generated_from, page, table

from crenel.controls.catalogue import AnyControl, catalogue
from crenel.report.summary import plural

NAME = "rows.md"
_TABLE = Path(__file__).with_name("rows.toml")


def rows() -> dict[str, Any]:
    """What the table says."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def handles() -> list[str]:
    """Every row of the catalogue, in order."""
    families = rows()["families"]
    return [f"{name}-{one:03}" for name in families for one in range(1, families[name] + 1)]


def answers() -> dict[str, tuple[str, AnyControl]]:
    """The rows that controls answer: ``implemented`` or ``merged``, and in which control."""
    known = catalogue()
    merged = {name: ("merged", one) for one in known for name in one.aliases}
    return {**merged, **{one.handle: ("implemented", one) for one in known}}


def rows_page() -> str:
    """The page."""
    wanted, dropped = handles(), rows()["dropped"]
    rest = {**dict.fromkeys(rows()["verbs"], "verb"), **dict.fromkeys(dropped, "dropped")}
    known = {**rest, **{row: how for row, (how, _) in answers().items()}}
    many = Counter(known.get(row, "open") for row in wanted)
    return page(
        generated_from("src/crenel/controls and tools/pages/rows.toml"),
        "# The rows of the catalogue",
        f"The catalogue that crenel is built from has {plural(len(wanted), 'row')} for AWS. "
        f"{many['implemented']} are controls of their own, {many['merged']} are part of another "
        f"one and can be called by either name, {many['verb']} are verbs of the program, "
        f"{many['dropped']} were dropped{_open(many['open'])}. "
        "Controls that the catalogue did not foresee have the handles after these: see "
        "[the index](README.md).",
        "## Dropped",
        table(
            ("Row", "It asked for", "Why there is no control"),
            ((one, row["asks"], row["reason"]) for one, row in sorted(dropped.items())),
        ),
        "## All rows",
        table(("Row", "Answer", "Control", "The bad state"), _answered(wanted)),
    )


def _open(many: int) -> str:
    return f", {many} are still open" if many else ""


def _answered(wanted: list[str]) -> Iterator[tuple[str, str, str, str]]:
    answered, table_ = answers(), rows()
    for row in wanted:
        if row in answered:
            how, control = answered[row]
            also = table_["merged"].get(row, "")
            link = f"[{control.name}]({control.name}.md)"
            yield row, how, link, f"{control.title}. {also}" if also else control.title
        elif row in table_["verbs"]:
            verb = table_["verbs"][row]
            link = f"[crenel {verb}](../command-line.md#crenel-{verb})"
            yield row, "verb", link, ""
        else:
            yield row, "dropped" if row in table_["dropped"] else "open", "", ""
