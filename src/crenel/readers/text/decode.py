"""Bytes -> text: a byte-order mark decides, UTF-8 otherwise; nothing is guessed."""

from __future__ import annotations

import codecs

from crenel.errors import ReadProblem
from crenel.readers.text.budget import BUDGET, Budget

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, budget: Budget = BUDGET) -> str:
    """The text of a file. Raises ReadProblem with the place of the first byte that is no UTF-8."""
    if len(data) > budget.bytes:
        message = f"the file has {len(data):,} bytes; crenel reads at most {budget.bytes:,}"
        raise ReadProblem(message, "Split it, or leave it out")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    return _strict(data, "utf-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = f"byte {error.start} is not valid {encoding.upper()}"
        raise ReadProblem(message, "Save the file as UTF-8", line=line, column=column) from None
    return text
