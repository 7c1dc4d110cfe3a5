"""``crenel version``."""

from __future__ import annotations

import argparse

from crenel import __version__


def add(parser: argparse.ArgumentParser) -> None:
    """It takes no flags."""
    parser.set_defaults()


def run(_: argparse.Namespace) -> int:
    """Prints the version."""
    print(f"crenel {__version__}")
    return 0
