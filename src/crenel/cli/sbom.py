"""``crenel sbom [PATH...]``: a bill of materials for each function, and for the application."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing, parameters
from crenel.cli.documents import Formats

if TYPE_CHECKING:
    from crenel.supplychain.sbom.content import Content
    from crenel.supplychain.survey import Shipped

_FORMATS = Formats("cyclonedx", "spdx")


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of the contract."""
    add_reading(parser)
    group = parser.add_argument_group("the bill")
    group.add_argument("--function", default="", metavar="NAME", help="of this function only")
    group.add_argument(
        "--each", type=Path, metavar="FOLDER", help="also write one file per function into FOLDER"
    )
    group.add_argument("--spec", choices=("1.6", "1.7"), default="1.6", help="of CycloneDX")
    group.add_argument("--name", default="", help="of the application (default: its folder's)")
    add_showing(parser)
    _FORMATS.add(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the bill; 3 where something was not read, or nothing was there to be listed."""
    from crenel.supplychain.sbom.content import content

    documents = _FORMATS.asked(args)
    shipped = _shipped(args)
    name = args.name or Path(shipped.root).resolve().name or "application"
    bill = content(shipped.inventory, name, function=args.function)
    documents.write(lambda format_, _: _rendered(format_, bill, args.spec))
    if args.each is not None:
        _write_each(args, shipped, name)
    return _told(shipped)


def _shipped(args: argparse.Namespace) -> Shipped:
    from datetime import date

    from crenel.cli.configuring import configured
    from crenel.readers.options import Options
    from crenel.supplychain.survey import shipped

    config = configured(args, judges=False)
    options = Options(
        parameters={**config.params, **parameters(args)},
        environment=args.env or config.env,
        code=False,
        excluded=config.excludes,
    )
    return shipped(args.path, options, args.today or date.today())  # noqa: DTZ011 - where the person is


def _rendered(format_: str, bill: Content, spec: str) -> str:
    from crenel.report.document import dumps
    from crenel.supplychain.sbom.cyclonedx import cyclonedx
    from crenel.supplychain.sbom.spdx import spdx

    return dumps(cyclonedx(bill, spec) if format_ == "cyclonedx" else spdx(bill))


def _write_each(args: argparse.Namespace, shipped: Shipped, name: str) -> None:
    from crenel.errors import UsageError
    from crenel.files import replace_text
    from crenel.supplychain.sbom.content import content, file_stem

    format_ = next(iter(args.format), _FORMATS.default)
    try:
        args.each.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{args.each} cannot be made: {error.strerror}") from None
    for one in shipped.inventory.bills:
        bill = content(shipped.inventory, name, function=one.address)
        path = args.each / f"{file_stem(one.address)}.{format_}.json"
        replace_text(path, _rendered(format_, bill, args.spec))


def _told(shipped: Shipped) -> int:
    """What is missing goes to stderr: the bill itself is for machines."""
    import sys

    from crenel.cli.ending import printable

    unread = [*shipped.inventory.unread, *shipped.unread]
    gaps = [gap for bill in shipped.inventory.bills for gap in bill.gaps]
    for one in dict.fromkeys(unread):
        print(printable(f"not read: {one.file}:{one.line}: {one.reason}"), file=sys.stderr)
    for gap in dict.fromkeys(gaps):
        text = f"not inventoried: {gap.file}:{gap.line}: {gap.subject}: {gap.reason}"
        print(printable(text), file=sys.stderr)
    nothing = not shipped.inventory.everything()
    if nothing:
        print("nothing to list: no function, manifest or lock file was found", file=sys.stderr)
    return 3 if unread or gaps or nothing else 0
