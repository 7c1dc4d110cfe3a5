"""Why an artifact is not built, or must not be delivered."""

from __future__ import annotations

from enum import Enum

from crenel.errors import CrenelError


class Kind(Enum):
    """Whether it could not be built, or must not be delivered."""

    FAILED = "failed"
    CREDENTIAL = "credential"
    TOO_LARGE = "too-large"


class Refused(CrenelError):  # noqa: N818 - an answer, collected for each function
    """No artifact: what is wrong, at ``file`` and ``line`` where it stands, and what to do."""

    exit_code = 3

    def __init__(
        self, what: str, do: str = "", *, file: str = "", line: int = 1, kind: Kind = Kind.FAILED
    ) -> None:
        super().__init__(what, do)
        self.file = file
        self.line = line
        self.kind = kind
