"""Where passphrases come from: a file, or the person; never an argument, never the environment."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crenel.errors import UsageError

_LONGEST = 4_096


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """The flag."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="holds the passphrase of the key (default: ask)",
    )


def known(file: Path | None, what: str) -> bytes:
    """The passphrase of a key that has one. Raises UsageError."""
    return _of(file) if file is not None else _asked(f"passphrase of {what}: ")


def chosen(file: Path | None) -> bytes:
    """A passphrase for a new key; a person types it twice. Raises UsageError."""
    if file is not None:
        return _of(file)
    first = _asked("passphrase of the new key: ")
    if _asked("once more: ") != first:
        raise UsageError("the two passphrases differ", "Try again")
    return first


def _of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            word = stream.read(_LONGEST + 1).rstrip(b"\r\n")
    except OSError as error:
        message = f"the passphrase file {file} cannot be read: {error.strerror}"
        raise UsageError(message) from None
    if not word or len(word) > _LONGEST:
        state = "is empty" if not word else f"has more than {_LONGEST:,} bytes"
        raise UsageError(f"the passphrase file {file} {state}")
    return word


def _asked(prompt: str) -> bytes:
    if not sys.stdin.isatty():
        message = "the key has a passphrase, and nobody is there to be asked"
        raise UsageError(message, "Give --passphrase-file FILE")
    from getpass import getpass

    return getpass(prompt, sys.stderr).encode()
