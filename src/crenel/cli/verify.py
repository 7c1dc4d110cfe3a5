"""``crenel verify ARTIFACT``: is it what somebody who is trusted vouches for?"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_paths, add_showing, add_today
from crenel.cli.documents import Formats

if TYPE_CHECKING:
    from crenel.supplychain.attest.artifact import Artifact
    from crenel.supplychain.attest.deployed import Deployed
    from crenel.supplychain.attest.terms import Terms
    from crenel.supplychain.attest.verify import Verification

_FORMATS = Formats("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """What is verified, on whose word, on what terms."""
    parser.add_argument(
        "artifact", nargs="?", type=Path, help="the file; may be left out with --deployed"
    )
    word = parser.add_argument_group("on whose word")
    add_paths(word, "--attestations", "default: ARTIFACT.intoto.jsonl", "FILE")
    word.add_argument(
        "--key",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a public key in PEM that is trusted with everything (repeatable)",
    )
    word.add_argument(
        "--identity",
        action="append",
        default=[],
        metavar="WHO",
        help="trusted with everything, by way of Sigstore: a mail address or a URI (repeatable)",
    )
    word.add_argument("--issuer", default="", metavar="URL", help="who vouches for the identities")
    word.add_argument(
        "--trusted-root",
        type=Path,
        metavar="FILE",
        help="of a Sigstore instance (default: the public one's)",
    )
    word.add_argument(
        "--threshold", type=int, metavar="N", help="how many of them must have signed (default: 1)"
    )
    word.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="KIND",
        help="provenance, sbom, audit, decision or a type: it must be there (repeatable)",
    )
    word.add_argument("--policy", type=Path, metavar="FILE", help="all of this, and more, in TOML")
    beside = parser.add_argument_group("what is compared")
    beside.add_argument("--sbom", type=Path, metavar="FILE", help="must be the bill that is signed")
    beside.add_argument(
        "--deployed",
        default="",
        metavar="FUNCTION",
        help="its code must be this (uses the network)",
    )
    beside.add_argument("--region", default="", help="of the function")
    add_today(parser)
    add_showing(parser)
    _FORMATS.add(parser)


def run(args: argparse.Namespace) -> int:
    """0 where it holds, 1 where it is refused, 3 where what is deployed cannot be told now."""
    from crenel.report.attest.verification import verification_json, verification_text
    from crenel.report.frame.palette import Palette

    documents = _FORMATS.asked(args)
    _contradictions(args)
    terms = _terms(args)
    there = _deployed(args)
    found = _compared(args, _verified(args, terms, there), there)

    def rendered(name: str, color: bool) -> str:  # noqa: FBT001 - as Documents asks
        if name == "json":
            return verification_json(found, there)
        return verification_text(found, there, Palette(on=color))

    documents.write(rendered, args.color)
    if not found.trusted:
        return 1
    return 3 if there is not None and (there.unsettled or not there.sha256) else 0


def _contradictions(args: argparse.Namespace) -> None:
    from crenel.errors import UsageError

    if args.artifact is None and not args.deployed:
        raise UsageError("nothing to verify", "Name an artifact, or a function with --deployed")
    if args.artifact is None and not args.attestations:
        raise UsageError("no attestations are named", "Name them with --attestations")
    if args.policy is None and not args.key and not args.identity:
        raise UsageError("nobody is trusted", "Name a public --key, an --identity, or a --policy")
    if args.policy is not None and (
        args.key or args.identity or args.threshold is not None or args.require
    ):
        message = "--policy says all that --key, --identity, --threshold and --require say"
        raise UsageError(message, "Give one of the two")
    if bool(args.identity) != bool(args.issuer):
        message = "an --identity is one by the word of an --issuer"
        raise UsageError(message, "Give both: anybody may vouch for a name")
    if args.trusted_root is not None and not args.identity:
        do = "Give an --identity too, or name the root in the policy: [sigstore] trusted_root"
        raise UsageError("--trusted-root is for identities", do)


def _terms(args: argparse.Namespace) -> Terms:
    from crenel.errors import UsageError
    from crenel.supplychain.attest.keys import public_key
    from crenel.supplychain.attest.predicates.kind import kinds
    from crenel.supplychain.attest.sigstore.identity import Identity
    from crenel.supplychain.attest.sigstore.root import root
    from crenel.supplychain.attest.terms import Terms, Trusted, most_signers
    from crenel.triage.verification import verification

    if args.policy is not None:
        return verification(args.policy)
    keys = [Trusted(who=public_key(path)) for path in args.key]
    identities = [Identity(name=one, subject=one, issuer=args.issuer) for one in args.identity]
    trusted = (*keys, *(Trusted(who=one) for one in identities))
    most = most_signers(trusted)
    threshold = 1 if args.threshold is None else args.threshold
    if threshold < 1 or (most is not None and threshold > most):
        message = f"--threshold {threshold} cannot be met with {most} different keys"
        raise UsageError(message, "Two names for one key are one key")
    known = {kind.NAME for kind in kinds()}
    for name in args.require:
        if name not in known and ":" not in name:
            raise UsageError(f"there is no predicate {name!r}", f"There are {sorted(known)}")
    return Terms(
        trusted=trusted,
        root=root(args.trusted_root) if identities else None,
        threshold=threshold,
        required=tuple(args.require),
    )


def _deployed(args: argparse.Namespace) -> Deployed | None:
    from crenel.supplychain.attest.deployed import deployed

    return deployed(args.deployed, region=args.region) if args.deployed else None


def _verified(args: argparse.Namespace, terms: Terms, there: Deployed | None) -> Verification:
    from crenel.supplychain.attest.bundle import Bundle, beside, read_bundles
    from crenel.supplychain.attest.verify import verify

    artifact = _artifact(args, there)
    paths = args.attestations or [beside(args.artifact)]
    missing = not args.attestations and not paths[0].exists()
    bundle = Bundle() if missing else read_bundles(paths)
    return verify(artifact, bundle, terms, _now(args))


def _artifact(args: argparse.Namespace, there: Deployed | None) -> Artifact:
    from crenel.errors import UsageError
    from crenel.supplychain.attest.artifact import Artifact, artifact_of

    if args.artifact is not None:
        return artifact_of(args.artifact)
    if there is None or not there.sha256:
        raise UsageError(f"{args.deployed} has no digest of its code", "Name the artifact, too")
    return Artifact(name=args.deployed, sha256=there.sha256, no_content="only its digest is known")


def _compared(
    args: argparse.Namespace, found: Verification, there: Deployed | None
) -> Verification:
    """What was named beside the artifact must be what is signed."""
    import msgspec

    from crenel.supplychain.attest.compare import bill_refusals, deployed_refusals

    refusals = list(found.refusals)
    if args.sbom is not None:
        from crenel.cli.attesting import loaded

        refusals += bill_refusals(found, loaded(args.sbom)[0], args.sbom.as_posix())
    if there is not None:
        refusals += deployed_refusals(found, there)
    return msgspec.structs.replace(found, refusals=tuple(refusals))


def _now(args: argparse.Namespace) -> datetime:
    """Now, or the end of the day that is named."""
    from datetime import UTC, time

    if args.today is None:
        return datetime.now(UTC)
    return datetime.combine(args.today, time(23, 59, 59), UTC)
