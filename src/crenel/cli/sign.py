"""``crenel sign ARTIFACT``: statements about an artifact, signed, beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import LEVELS
from crenel.cli.signers import add_signers

if TYPE_CHECKING:
    from crenel.cli.signers import Signers
    from crenel.supplychain.attest.envelope import Envelope
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
        choices=LEVELS,
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
    add_signers(parser)
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
    from contextlib import ExitStack

    from crenel.cli.attesting import Attesting, existing
    from crenel.cli.signers import Signers
    from crenel.supplychain.attest.artifact import artifact_of
    from crenel.supplychain.attest.bundle import beside, write_bundle
    from crenel.supplychain.attest.keys import needed

    needed()
    artifact = artifact_of(args.artifact)
    path = args.output or beside(args.artifact)
    there = [] if args.replace else existing(path, artifact)
    statements = [] if args.countersign else Attesting(args, artifact).statements()
    _refuse_nothing(args, there, statements)
    with ExitStack() as stack:
        signers = Signers(args, stack)
        if args.countersign:
            envelopes = signers.countersigned(there)
        else:
            envelopes = [*there, *signers.signed(statements)]
    write_bundle(path, envelopes)
    _tell(args, envelopes if args.countersign else envelopes[len(there) :], signers, path)
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


def _tell(
    args: argparse.Namespace, envelopes: list[Envelope], signers: Signers, path: Path
) -> None:
    from crenel.cli.ending import printable
    from crenel.supplychain.attest.predicates.kind import name_of
    from crenel.supplychain.attest.statement import statement_of

    done = "countersigned" if args.countersign else "signed"
    names = dict.fromkeys(name_of(statement_of(one).predicate_type) for one in envelopes)
    for name in names:
        print(printable(f"{done}: {name} by {', '.join(signers.names)}"))
    print(printable(f"written to {path}"))
    if not args.countersign:
        print(printable(f"next: crenel verify {args.artifact} {signers.verified_by}"))
