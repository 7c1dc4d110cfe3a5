"""The parser of the whole command line, or of one verb: whatever the call needs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from crenel import __version__
from crenel.cli.main import VERBS
from crenel.cli.start import columns

_MARGIN = 2
_WIDTH = 80

ALL = "*"
"""Every verb gets its flags: what completion wants."""


def parser_for(*words: str) -> argparse.ArgumentParser:
    """The parser; only the verb of these ``words`` gets its flags, and no other module is loaded.

    The words are those that the command line begins with: ``check``, or ``policy decide``.
    """
    parser = _Parser(
        prog="crenel",
        description="Makes serverless applications secure, and says how sure it is.",
        epilog="Exit codes: 0 clean, 1 findings, 2 usage, 3 incomplete, 4 internal error.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"crenel {__version__}")
    _add_verbs(parser, VERBS, "crenel.cli", words)
    return parser


def _add_verbs(
    parser: argparse.ArgumentParser, lines: Mapping[str, str], package: str, words: tuple[str, ...]
) -> None:
    """A verb is a module with ``add`` and ``run``, or a package whose ``VERBS`` are modules."""
    verbs = parser.add_subparsers(metavar="VERB", title="verbs")
    for name, line in lines.items():
        made = verbs.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
        if words[:1] not in ((name,), (ALL,)):
            continue
        module = import_module(f"{package}.{name}")
        inner = getattr(module, "VERBS", None)
        if inner is None:
            module.add(made)
            made.set_defaults(run=module.run)
        else:
            _add_verbs(made, inner, module.__name__, words[1:] if words != (ALL,) else words)
            made.set_defaults(run=lambda _, made=made: _shown(made))


class _Parser(argparse.ArgumentParser):
    """Its help is as wide as the terminal; its verbs' parsers are of this class, too."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**{"formatter_class": _formatter, **kwargs})


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Argparse makes one for each flag, and asks shutil for the width: three milliseconds."""
    return argparse.HelpFormatter(prog, width=columns(_WIDTH) - _MARGIN)


def _shown(parser: argparse.ArgumentParser) -> int:
    """A verb of verbs, called without one."""
    parser.print_help()
    return 2
