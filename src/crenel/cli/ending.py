"""How every verb ends: errors become a sentence on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from crenel.errors import CrenelError

_INTERNAL = 4
_INTERRUPTED = 130


def ended(run: Callable[[], int]) -> int:
    """The exit code of a run; no traceback unless CRENEL_DEBUG is set."""
    try:
        code = run()
        sys.stdout.flush()
    except CrenelError as error:
        _say(f"crenel: {error}")
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (``crenel check | head``): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("crenel: interrupted")
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("CRENEL_DEBUG"):
            raise
        _say(f"crenel: this is a defect of crenel: {type(error).__name__}: {error}")
        _say("Run it again with CRENEL_DEBUG=1 and report what it prints.")
        return _INTERNAL
    return code


def _say(text: str) -> None:
    print(printable(text), file=sys.stderr)


def printable(text: str) -> str:
    """The text with control characters shown, not sent to the terminal."""
    return (
        "".join(
            char if char == "\n" or char.isprintable() else f"\\x{ord(char):02x}" for char in text
        )
        .encode("utf-8", "backslashreplace")
        .decode("utf-8")
    )
