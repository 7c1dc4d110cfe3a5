"""``crenel secrets explain [DETECTOR]``: what it finds, and what to do when one leaked."""

from __future__ import annotations

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a detector's name, or nothing."""
    parser.add_argument("detector", nargs="?", help="a name (none: list all)")


def run(args: argparse.Namespace) -> int:
    """Prints what a detector says of itself, or the list of all."""
    from crenel.secrets.catalogue import catalogue, detector

    if not args.detector:
        for one in catalogue():
            print(f"{one.name:34} {one.title}")
        print(f"\n{len(catalogue())} detectors")
        return 0
    found = detector(args.detector)
    print(f"{found.name}: {found.title}")
    print(f"\nWhen one leaked: {found.revoke}")
    print(f"\nFound by: {'the word beside it' if found.named else 'its own shape, or its place'}")
    if found.verify is not None:
        print(f"Asked under --verify: {found.verify.method} {found.verify.url}")
    if found.docs:
        print(f"Source: {found.docs}")
    return 0
