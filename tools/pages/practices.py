"""The practices and the controls that are evidence for each."""

from __future__ import annotations

from itertools import groupby

from tools.pages import text

from crenel.controls.catalogue import catalogue as controls
from crenel.practices.practice import Practice, catalogue


def page() -> str:
    """The page."""
    parts = [
        f"## {theme}\n\n" + text.table(("Practice", "Why", "Evidence", "Not looked at"), rows)
        for theme, group in groupby(catalogue(), key=lambda one: one.theme)
        if (rows := [_row(one) for one in group])
    ]
    return text.page(
        text.generated_from("src/crenel/practices/catalogue"),
        "# Practices",
        "`crenel practices` gives each of these a level. *Not covered*: nothing speaks for it. "
        "*Partly*: something passes, and something else fails, is accepted or undecided. "
        "*Covered*: every verdict passes; what is not looked at is named beside it. *Proved*: "
        "seen to work when it ran, which no reading of files can show.",
        "Add your own as `[[practice]]` in the [configuration](configuration.md).",
        *parts,
    )


def _row(practice: Practice) -> tuple[str, ...]:
    evidence = [one for one in controls() if practice.id in one.practices]
    links = ", ".join(f"[{one.name}](controls/{one.name}.md)" for one in evidence)
    unseen = "; ".join(practice.unseen)
    return f"**{practice.id}** {practice.title}", practice.why, links or "none yet", unseen
