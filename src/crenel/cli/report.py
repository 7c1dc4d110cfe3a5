"""``crenel report [PATH...]``: one page about an application, to open, to print, to send on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing
from crenel.cli.ending import tell

if TYPE_CHECKING:
    from crenel.cli.examining import Examined
    from crenel.report.html.links import Links

_FORMATS = ("html", "markdown", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """The reading flags, what to compare with, and where the page goes."""
    add_reading(parser)
    group = parser.add_argument_group("what is judged")
    group.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    group.add_argument("--baseline", type=Path, metavar="FILE", help="tell what is new since then")
    group.add_argument("--since", metavar="REV", help="tell what is new since a revision")
    add_showing(parser)
    page = parser.add_argument_group("the page")
    page.add_argument("--format", choices=_FORMATS, default="html", help="default: html")
    page.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it there, not to standard output"
    )
    page.add_argument(
        "--link-template",
        default="",
        metavar="URL",
        help="where places lead, with {file} and {line}: a forge, or vscode://file/...",
    )


def run(args: argparse.Namespace) -> int:
    """Writes the page; 3 where there was nothing to analyse."""
    from crenel.cli.examining import examined
    from crenel.files import replace_text
    from crenel.report.gate import nothing_analysed
    from crenel.report.html.links import Links

    links = Links(args.link_template)
    seen = examined(args)
    text = _text(args, seen, links)
    if args.output is None:
        tell(text, utf8=True)
    else:
        replace_text(args.output, text)
    return 3 if nothing_analysed(seen.given.report) else 0


def _text(args: argparse.Namespace, seen: Examined, links: Links) -> str:
    from crenel.report.html.page import page_of
    from crenel.report.html.render import html
    from crenel.report.overview import as_json, as_markdown

    given = seen.given
    if args.format == "json":
        return as_json(given.report, given.found, seen.settings)
    if args.format == "markdown":
        return as_markdown(given, seen.settings)
    page = page_of(given, seen.settings)
    return html(page, links, given.policies(one.address for one in page.permissions))
