"""Who signs in a run of `crenel sign`: keys, and the identity that the surroundings prove."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.passphrases import add_passphrase

if TYPE_CHECKING:
    from crenel.supplychain.attest.envelope import Envelope
    from crenel.supplychain.attest.keys import SigningKey
    from crenel.supplychain.attest.sigstore.identity import Certified
    from crenel.supplychain.attest.sigstore.signing import Signing
    from crenel.supplychain.attest.statement import Statement


def add_signers(parser: argparse.ArgumentParser) -> None:
    """The flags that say who signs."""
    keys = parser.add_argument_group("who signs")
    keys.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="KEY",
        help="a private key, or a service's (awskms:alias/release); repeatable",
    )
    keys.add_argument(
        "--public-key", type=Path, metavar="FILE", help="the public half of a service's key"
    )
    add_passphrase(parser)
    keys.add_argument(
        "--sigstore",
        action="store_true",
        help="the identity of this pipeline, into a public log (uses the network)",
    )
    keys.add_argument(
        "--trust-config",
        type=Path,
        metavar="FILE",
        help="a Sigstore instance of your own (default: the public one)",
    )


class Signers:
    """Whoever signs in one run. Raises UsageError where nobody does."""

    def __init__(self, args: argparse.Namespace, stack: ExitStack) -> None:
        from crenel.errors import UsageError

        if not args.key and not args.sigstore:
            raise UsageError("nobody signs", "Name a private --key, or give --sigstore")
        if args.trust_config is not None and not args.sigstore:
            raise UsageError("--trust-config is for --sigstore", "Give both, or neither")
        self._keys = _keys(args)
        self._identity = _identity(args, stack) if args.sigstore else None
        self._certified: dict[str, Certified] = {}

    def signed(self, statements: Iterable[Statement]) -> list[Envelope]:
        """New envelopes: one with the signatures of the keys, one with the identity's."""
        from crenel.supplychain.attest.sign import signed

        found: list[Envelope] = []
        for one in statements:
            found += [signed(one, self._keys)] if self._keys else []
            found += self._by_identity(one.payload())
        return found

    def countersigned(self, there: Iterable[Envelope]) -> list[Envelope]:
        """What is there already, and more signatures over it."""
        from crenel.supplychain.attest.sign import countersigned

        every = list(there)
        plain = {one.payload for one in every if not one.bundle}
        bundles = [one for one in every if one.bundle]
        wanting = {one.payload: one for one in bundles if one.payload not in plain}
        signed = [one for one in every if not one.bundle]
        signed += list(wanting.values()) if self._keys else []
        payloads = dict.fromkeys(one.payload for one in every)
        return [
            *bundles,
            *(countersigned(one, self._keys) for one in signed),
            *(more for one in payloads for more in self._by_identity(one)),
        ]

    def _by_identity(self, payload: bytes) -> list[Envelope]:
        if self._identity is None:
            return []
        envelope, who = self._identity.signed(payload)
        self._certified[who.material] = who
        return [envelope]

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called; identities when they have signed."""
        keys = (f"{one.public.name} ({one.public.keyid[:12]})" for one in self._keys)
        return (*keys, *(one.subject for one in self._certified.values()))

    @property
    def verified_by(self) -> str:
        """The flags that trust them."""
        keys = ["--key PUBLIC_KEY"] if self._keys else []
        found = self._certified.values()
        return " ".join(
            [*keys, *(f"--identity {one.subject} --issuer {one.issuer}" for one in found)]
        )


def _warn(text: str) -> None:
    import sys

    print(f"warning: {text}", file=sys.stderr)


def _identity(args: argparse.Namespace, stack: ExitStack) -> Signing:
    from crenel.supplychain.attest.sigstore.signing import signing

    return signing(args.trust_config, stack)


def _keys(args: argparse.Namespace) -> list[SigningKey]:
    from crenel.cli.ending import printable
    from crenel.cli.passphrases import known
    from crenel.supplychain.attest.keys import signing_key

    keys: list[SigningKey] = []
    for reference in args.key:

        def asked(reference: str = reference) -> bytes:
            return known(args.passphrase_file, reference)

        key = signing_key(reference, asked, args.public_key)
        if not key.encrypted:
            _warn(printable(f"{reference} is not encrypted: whoever reads the file can sign"))
        keys.append(key)
    return keys
