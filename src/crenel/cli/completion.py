"""``crenel completion SHELL``."""

from __future__ import annotations

import argparse

SHELLS = ("bash", "zsh", "tcsh")


def add(parser: argparse.ArgumentParser) -> None:
    """It takes the name of a shell."""
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")


def run(args: argparse.Namespace) -> int:
    """Prints a script to source."""
    import shtab

    from crenel.cli.parser import ALL, parser_for

    print(shtab.complete(parser_for(ALL), shell=args.shell))
    return 0
