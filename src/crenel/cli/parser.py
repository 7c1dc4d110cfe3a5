"""The parser of the whole command line, or of one verb: whatever the call needs."""

from __future__ import annotations

import argparse
from importlib import import_module

from crenel import __version__
from crenel.cli.main import VERBS

ALL = "*"
"""Every verb gets its flags: what completion wants."""


def parser_for(verb: str = "") -> argparse.ArgumentParser:
    """The parser; only ``verb`` gets its flags, so that no other module is loaded."""
    parser = argparse.ArgumentParser(
        prog="crenel",
        description="Makes serverless applications secure, and says how sure it is.",
        epilog="Exit codes: 0 clean, 1 findings, 2 usage, 3 incomplete, 4 internal error.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"crenel {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", title="verbs")
    for name, line in VERBS.items():
        made = verbs.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
        if verb in (name, ALL):
            module = import_module(f"crenel.cli.{name}")
            module.add(made)
            made.set_defaults(run=module.run)
    return parser
