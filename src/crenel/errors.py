"""The errors of crenel: one root, each saying what happened and what to do.

CrenelError
├── UsageError      the command line or the configuration is wrong   (exit 2)
├── DataError       a data file or a control of crenel's own is wrong (exit 2)
├── ReadProblem     a file could not be read; collected, never fatal  (counts towards exit 3)
└── InternalError   crenel itself is wrong                            (exit 4)
"""

from __future__ import annotations


class CrenelError(Exception):
    """The root: ``what`` happened, and what to ``do`` about it."""

    exit_code = 4

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what}. {self.do}" if self.do else self.what


class UsageError(CrenelError):
    """The command line or the configuration cannot be followed."""

    exit_code = 2


class DataError(CrenelError):
    """A data table, a pack or a control that crenel loads is not well formed."""

    exit_code = 2


class ReadProblem(CrenelError):  # noqa: N818 - collected as a fact, seldom raised far
    """A file, or a part of one, that could not be read, at ``line`` and ``column`` (from 1)."""

    exit_code = 3

    def __init__(self, what: str, do: str = "", *, line: int = 1, column: int = 1) -> None:
        super().__init__(what, do)
        self.line = line
        self.column = column


class InternalError(CrenelError):
    """Crenel itself failed: an exception that nobody expected, as a sentence with what to do."""

    exit_code = 4

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"this is a defect of crenel: {type(error).__name__}: {error}",
            "Run it again with CRENEL_DEBUG=1 and report what it prints.",
        )
