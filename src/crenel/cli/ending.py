"""How every verb ends: errors become a sentence on stderr and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from crenel.errors import CrenelError, InternalError, UsageError

_INTERRUPTED = 130
_TOOLS = 6
"""Places for tools that ``sys.monitoring`` (Python 3.12) has."""


def ended(run: Callable[[], int]) -> int:
    """The exit code of a run; no traceback unless CRENEL_DEBUG is set."""
    _take_every_character()
    try:
        code = run()
        sys.stdout.flush()
    except CrenelError as error:
        _say(f"crenel: {error}")
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (``crenel check | head``): nothing is wrong.
        _print_no_more()
        return 0
    except KeyboardInterrupt:
        _say("crenel: interrupted")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - told as what it is
        return _failed(error)
    return code


def leave(codes: Sequence[int]) -> None:
    """Ends the process without taking apart what it holds: that is a twentieth of a short run.

    To be registered with ``atexit`` before anything else, so that it is the last to be called;
    ``codes`` holds the exit code by then, or nothing where the verb did not come to its end.
    """
    if not codes or _watched():
        return
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # told already, or closed by the reader
            stream.flush()
    os._exit(codes[0])


def _watched() -> bool:
    """Does a profiler or a debugger wait for the end?"""
    monitoring = getattr(sys, "monitoring", None)
    tools = (monitoring.get_tool(one) for one in range(_TOOLS)) if monitoring else ()
    return bool(sys.getprofile() or sys.gettrace() or any(tools))


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _print_no_more()
        _say("crenel: the disk is full")
        return UsageError.exit_code
    if os.environ.get("CRENEL_DEBUG"):
        raise error
    defect = InternalError(error)
    _say(f"crenel: {defect.what}")
    _say(defect.do)
    return defect.exit_code


def tell(text: str, *, utf8: bool = False) -> None:
    """Prints a result, in UTF-8 where machines read it; a reader that went away is no error."""
    if utf8 and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _print_no_more()
    except OSError as error:
        _print_no_more()
        message = f"standard output cannot be written: {error.strerror}"
        raise UsageError(message, "Is the disk full?") from None


def _print_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _take_every_character() -> None:
    """Where the terminal's encoding lacks a character, it is spelled out."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    """For a stream that whoever started this had closed."""
    return Path(os.devnull).open("w", encoding="utf-8")


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
