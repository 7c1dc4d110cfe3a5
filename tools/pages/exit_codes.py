"""The exit codes, with the numbers that the program really uses."""

from __future__ import annotations

from tools.pages import text

from crenel.errors import UsageError
from crenel.report.gate import CLEAN, FINDINGS, INCOMPLETE, INTERNAL

_ROWS = (
    (
        CLEAN,
        "clean",
        "Everything that looks like a template was judged, and nothing gates.",
    ),
    (
        FINDINGS,
        "findings",
        "At least one finding gates: it is at or above `--fail-on` (default: medium).",
    ),
    (
        UsageError.exit_code,
        "usage",
        "The command line or the configuration is wrong. Nothing was judged.",
    ),
    (
        INCOMPLETE,
        "incomplete",
        "Nothing was found to analyse, or something was not read. The rest is judged all the same.",
    ),
    (
        INTERNAL,
        "internal error",
        "Crenel itself failed: a defect to report. `CRENEL_DEBUG=1` shows the traceback.",
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
        "Where `1` and `3` both apply, `1` wins, and `3` under `--strict`. `4` wins always. The "
        "report says what was not read either way.",
        "Where crenel fails on one template, the others are still judged.",
        "Which findings gate depends on the view. Under the default view `act` those that fail, "
        "certain or likely. Under `--view review` and `--view audit` also those that are only "
        "possible (`may-fail`). What is undecided, accepted, or known from a baseline or an older "
        "revision never gates, nor does anything under `--fail-on none`.",
        "`crenel map` judges nothing: it ends with `0` where it read every file, and with `3` "
        "where there was no application or something was not read. So do `crenel baseline` and "
        "`crenel permissions`: a function of which not all is known is told in the document, not "
        "by the exit code.",
        "`crenel secrets scan --staged` and `--since` end with `0` where a change brought no text: "
        "a commit may only delete.",
        "An interrupted run (Ctrl-C) ends with `130`, as shells expect.",
    )
