"""``crenel VERB ...``: finds the verb's module, and loads nothing else."""

from __future__ import annotations

import atexit
import gc
import sys
from itertools import takewhile
from typing import TYPE_CHECKING

from crenel import __version__

if TYPE_CHECKING:
    from typing import NoReturn

VERBS = {
    "check": "judge an application: the main job",
    "watch": "check again whenever a file changes",
    "explain": "why a control exists, and how to mend what it finds",
    "paths": "attack paths, blast radius, and the changes that close most of them",
    "report": "one page about an application: paths, findings, powers, what was not read",
    "serve": "the same page live, on this machine alone, made anew when files change",
    "fix": "mend what can be mended, and prove it",
    "practices": "the scorecard: which practices are followed, and what nobody looked at",
    "map": "the application as crenel understands it",
    "permissions": "what each function needs and is granted, and the smallest policy",
    "accept": "accept a finding, with a reason and an expiry",
    "baseline": "write down today's findings, so that later runs tell what is new",
    "control": "a team's own controls",
    "secrets": "leaked credentials: find them, know what to do",
    "audit": "known vulnerabilities and licences of what each function is made of",
    "sbom": "a bill of materials for each function, and for the application",
    "build": "the artifact of each function: minimal, checked, the same bytes for the same input",
    "advisories": "the store of known vulnerabilities",
    "sign": "say what an artifact is, signed with a key",
    "verify": "is an artifact, or what is deployed, what somebody trusted vouches for?",
    "keys": "keys to sign artifacts with",
    "policy": "questions about IAM policies, answered exactly",
    "completion": "a completion script for your shell",
    "version": "the version",
}
"""Every verb and its line of help; ``cli/VERB.py`` holds its parser and its work.

A verb of verbs (``policy decide``) is a package whose ``VERBS`` say the same of its modules.
"""

_RECURSION = 10_000
_GC_THRESHOLD = 700_000
"""Objects between collections: loading and reading make many that live long. An application that
was judged leaves some fifty thousand of them in loops, a few MB; most go at once."""


def main(argv: list[str] | None = None) -> int:
    """Runs one verb and returns its exit code (see docs/reference/exit-codes.md)."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] in (["--version"], ["-V"]):
        print(f"crenel {__version__}")
        return 0
    gc.set_threshold(_GC_THRESHOLD)
    # Templates nest up to 256 levels, and each level takes a few frames.
    sys.setrecursionlimit(_RECURSION)
    from crenel.cli.ending import ended

    return ended(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    from crenel.cli.finding import find_directly

    find_directly()
    from crenel.cli.start import load_libraries

    load_libraries()
    from crenel.cli.parser import parser_for

    parser = parser_for(*takewhile(lambda word: not word.startswith("-"), arguments))
    parsed = parser.parse_args(arguments)
    run = getattr(parsed, "run", None)
    if run is None:
        parser.print_help()
        return 2
    return int(run(parsed))


def program() -> NoReturn:
    """The command: runs one verb and ends the process."""
    codes: list[int] = []
    atexit.register(_leave, codes)
    codes.append(main())
    sys.exit(codes[0])


def _leave(codes: list[int]) -> None:
    from crenel.cli.ending import leave

    leave(codes)


if __name__ == "__main__":
    program()
