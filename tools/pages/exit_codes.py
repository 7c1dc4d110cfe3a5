"""The exit codes, with the numbers that the program really uses."""

from __future__ import annotations

from tools.pages import text

from crenel.errors import CrenelError, UsageError
from crenel.report.gate import CLEAN, FINDINGS, INCOMPLETE

_ROWS = (
    (
        CLEAN,
        "clean",
        "Something was judged, and nothing at or above `--fail-on` failed.",
    ),
    (FINDINGS, "findings", "At least one finding is at or above `--fail-on` (default: medium)."),
    (
        UsageError.exit_code,
        "usage",
        "The command line or the configuration is wrong. Nothing was judged.",
    ),
    (
        INCOMPLETE,
        "incomplete",
        "Nothing was found to analyse; or, under `--strict`, something was not read.",
    ),
    (
        CrenelError.exit_code,
        "internal error",
        "A defect of crenel. `CRENEL_DEBUG=1` shows the traceback; please report it.",
    ),
)


def page() -> str:
    """The page."""
    rows = ((f"`{code}`", name, meaning) for code, name, meaning in _ROWS)
    return text.page(
        text.generated_from("tools/pages/exit_codes.py"),
        "# Exit codes",
        "The same for every verb and every output format.",
        text.table(("Code", "Name", "Meaning"), rows),
        "A `0` says no more than that: the coverage line says what was not read, and how many "
        "verdicts could not be decided.",
        "Where `1` and `3` both apply, `3` wins only under `--strict`. The report says what was "
        "not read either way.",
        "Findings that are only possible (`may-fail`) count towards `1` under `--view review` and "
        "`--view audit`, not under the default view `act`. Undecided verdicts never do.",
        "`crenel map` judges nothing: it ends with `0` where it read every file, and with `3` "
        "where there was no application or something was not read.",
        "An interrupted run (Ctrl-C) ends with `130`, as shells expect.",
    )
