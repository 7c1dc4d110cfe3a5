"""``crenel serve [PATH...]``: the report as live pages, on this machine alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing
from crenel.cli.ending import tell
from crenel.errors import UsageError

if TYPE_CHECKING:
    from crenel.report.html.page import Given
    from crenel.report.settings import Settings

_LAST_PORT = 65_535


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, what to compare with, and where to listen."""
    add_reading(parser)
    group = parser.add_argument_group("what is judged")
    group.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    group.add_argument("--baseline", type=Path, metavar="FILE", help="tell what is new since then")
    group.add_argument("--since", metavar="REV", help="tell what is new since a revision")
    add_showing(parser)
    pages = parser.add_argument_group("the pages")
    pages.add_argument(
        "--port", type=int, default=0, metavar="N", help="of 127.0.0.1 (default: a free one)"
    )
    pages.add_argument(
        "--link-template",
        default="",
        metavar="URL",
        help="where places lead, with {file} and {line}: a forge, or vscode://file/...",
    )


def run(args: argparse.Namespace) -> int:
    """Prints the address, and answers until it is interrupted."""
    if not 0 <= args.port <= _LAST_PORT:
        raise UsageError(f"--port {args.port} is no port", f"Give a number up to {_LAST_PORT}")
    _require_extra()
    from crenel.report.html.links import Links
    from crenel.report.live.server import Server
    from crenel.report.live.state import Live
    from crenel.report.live.watch import Watch

    args.quiet = 1
    links = Links(args.link_template)
    watch_over = _watched(args)
    live = Live(lambda: _examined(args))
    server = Server(live, links, port=args.port)
    watch = Watch(watch_over, live.refresh)
    watch.start()
    tell(f"{server.address}\nThe address is the key: it is valid until this ends (Ctrl-C).\n")
    try:
        server.serve()
    except KeyboardInterrupt:
        return 0
    finally:
        watch.stop()
    return 0


def _examined(args: argparse.Namespace) -> tuple[Given, Settings]:
    from crenel.cli.examining import examined

    seen = examined(args, everything=True)
    return seen.given, seen.settings


def _watched(args: argparse.Namespace) -> list[Path]:
    """The files that an analysis reads: below the paths, and those that flags name."""
    named = (args.config, args.baseline, args.var_file)
    return [*args.path, *(path for path in named if path is not None)]


def _require_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        what = f"crenel serve needs {' and '.join(missing)}, which is not installed"
        raise UsageError(what, "Install crenel[dashboard]")
