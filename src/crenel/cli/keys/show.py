"""``crenel keys show KEY``: which key a file or a service holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from crenel.cli.passphrases import add_passphrase


def add(parser: argparse.ArgumentParser) -> None:
    """The key, and where its public half goes."""
    parser.add_argument("key", help="a file, or a key of a service (awskms:alias/release)")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write the public half there, in PEM"
    )
    add_passphrase(parser)


def run(args: argparse.Namespace) -> int:
    """Prints its kind and its ids."""
    from crenel.cli.ending import printable
    from crenel.cli.passphrases import known
    from crenel.files import replace_text
    from crenel.supplychain.attest.keys import public_key, signing_key

    path = Path(args.key)
    if path.is_file() and b"PRIVATE KEY" not in path.read_bytes()[:65_536]:
        key = public_key(path)
    else:
        key = signing_key(args.key, lambda: known(args.passphrase_file, args.key)).public
    if args.output is not None:
        replace_text(args.output, key.pem)
    print(printable(f"{args.key}: {key.kind}"))
    print(f"key id:  {key.keyid}")
    print(f"sha256:  {key.material} (of the key itself: the same for every name of it)")
    return 0
