"""``crenel sign ARTIFACT``: statements about an artifact, signed, beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.passphrases import add_passphrase

if TYPE_CHECKING:
    from crenel.supplychain.attest.envelope import Envelope
    from crenel.supplychain.attest.keys import SigningKey
    from crenel.supplychain.attest.statement import Statement


def add(parser: argparse.ArgumentParser) -> None:
    """What is signed, what is said of it, with which keys."""
    parser.add_argument("artifact", type=Path, help="the file that is deployed")
    said = parser.add_argument_group("what is said of it")
    said.add_argument(
        "--build",
        type=Path,
        metavar="FILE",
        help="the record of `crenel build` (default: build.json beside it): provenance",
    )
    said.add_argument("--sbom", type=Path, metavar="FILE", help="a bill (CycloneDX or SPDX, JSON)")
    said.add_argument("--audit", type=Path, metavar="FILE", help="an audit in JSON")
    said.add_argument(
        "--report", type=Path, metavar="FILE", help="`crenel check` in JSON: the decision"
    )
    said.add_argument(
        "--fail-on",
        choices=("critical", "high", "medium", "low", "none"),
        default="medium",
        help="what decides against it (default: medium)",
    )
    said.add_argument(
        "--predicate",
        action="append",
        default=[],
        metavar="TYPE=FILE",
        help="any other statement: its type, and a JSON object",
    )
    said.add_argument("--builder", default="", metavar="URI", help="who built it")
    said.add_argument("--source", default="", metavar="URI", help="where the sources come from")
    keys = parser.add_argument_group("keys")
    keys.add_argument(
        "--key",
        action="append",
        required=True,
        metavar="KEY",
        help="a private key, or a service's (awskms:alias/release); repeatable",
    )
    keys.add_argument(
        "--public-key", type=Path, metavar="FILE", help="the public half of a service's key"
    )
    add_passphrase(parser)
    output = parser.add_argument_group("output")
    output.add_argument(
        "--output", type=Path, metavar="FILE", help="default: ARTIFACT.intoto.jsonl"
    )
    changes = output.add_mutually_exclusive_group()
    changes.add_argument(
        "--replace", action="store_true", help="write it anew; else what is there stays"
    )
    changes.add_argument(
        "--countersign", action="store_true", help="sign what is there already, and say no more"
    )


def run(args: argparse.Namespace) -> int:
    """Signs everything first, then writes it whole."""
    from crenel.cli.attesting import Attesting, existing
    from crenel.supplychain.attest.artifact import artifact_of
    from crenel.supplychain.attest.bundle import beside, write_bundle
    from crenel.supplychain.attest.keys import needed
    from crenel.supplychain.attest.sign import countersigned, signed

    needed()
    artifact = artifact_of(args.artifact)
    path = args.output or beside(args.artifact)
    there = [] if args.replace else existing(path, artifact)
    statements = [] if args.countersign else Attesting(args, artifact).statements()
    _refuse_nothing(args, there, statements)
    keys = _keys(args)
    if args.countersign:
        envelopes = [countersigned(one, keys) for one in there]
    else:
        envelopes = [*there, *(signed(one, keys) for one in statements)]
    write_bundle(path, envelopes)
    _tell(args, envelopes if args.countersign else envelopes[len(there) :], keys, path)
    return 0


def _refuse_nothing(
    args: argparse.Namespace, there: list[Envelope], statements: list[Statement]
) -> None:
    from crenel.errors import UsageError

    if args.countersign and not there:
        raise UsageError("there is nothing to countersign", "Sign it first, without --countersign")
    if not args.countersign and not statements:
        raise UsageError(
            f"nothing is said of {args.artifact}: there is no build record beside it",
            "Name one with --build, or give --sbom, --audit, --report or --predicate",
        )


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


def _warn(text: str) -> None:
    import sys

    print(f"warning: {text}", file=sys.stderr)


def _tell(
    args: argparse.Namespace, envelopes: list[Envelope], keys: list[SigningKey], path: Path
) -> None:
    from crenel.cli.ending import printable
    from crenel.supplychain.attest.predicates.kind import name_of
    from crenel.supplychain.attest.statement import statement_of

    who = ", ".join(f"{one.public.name} ({one.public.keyid[:12]})" for one in keys)
    for envelope in envelopes:
        name = name_of(statement_of(envelope).predicate_type)
        print(printable(f"{'countersigned' if args.countersign else 'signed'}: {name} by {who}"))
    print(printable(f"written to {path}"))
    if not args.countersign:
        print(printable(f"next: crenel verify {args.artifact} --key PUBLIC_KEY"))
