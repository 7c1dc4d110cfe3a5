"""``crenel keys new FILE``: a private key in FILE, its public half in FILE.pub."""

from __future__ import annotations

import argparse
from pathlib import Path

from crenel.cli.passphrases import add_passphrase


def add(parser: argparse.ArgumentParser) -> None:
    """Where to, and of which kind."""
    parser.add_argument("file", type=Path, help="where the private half goes; it must not be there")
    parser.add_argument(
        "--kind", choices=("ed25519", "ecdsa-p256"), default="ed25519", help="default: ed25519"
    )
    add_passphrase(parser)
    parser.add_argument(
        "--unencrypted", action="store_true", help="no passphrase: where a vault keeps the file"
    )


def run(args: argparse.Namespace) -> int:
    """Writes both halves; neither ever replaces a file."""
    from crenel.cli.ending import printable
    from crenel.cli.passphrases import chosen
    from crenel.errors import UsageError
    from crenel.supplychain.attest.keys import needed, new_key, public_key

    needed()
    public = args.file.with_name(args.file.name + ".pub")
    for path in (args.file, public):
        if path.exists():
            raise UsageError(f"{path} is there already", "A key is never replaced: name another")
    if args.unencrypted and args.passphrase_file is not None:
        raise UsageError("--unencrypted and --passphrase-file contradict each other")
    passphrase = None if args.unencrypted else chosen(args.passphrase_file)
    private_half, public_half = new_key(args.kind, passphrase)
    _write_new(args.file, private_half, 0o600)
    _write_new(public, public_half, 0o644)
    key = public_key(public)
    state = "not encrypted" if args.unencrypted else "encrypted"
    print(printable(f"private: {args.file} ({state}; keep it, and keep it to yourself)"))
    print(printable(f"public:  {public} (for whoever verifies)"))
    print(f"key id:  {key.keyid}")
    return 0


def _write_new(path: Path, text: str, mode: int) -> None:
    """Writes a file that is not there yet, its mode from the beginning. Raises UsageError."""
    import os

    from crenel.errors import UsageError

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
