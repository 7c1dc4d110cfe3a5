"""``crenel build [PATH...]``: the artifact of each function, the same bytes for the same input."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_reading, add_showing, parameters, width

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crenel.supplychain.build.build import Result
    from crenel.supplychain.build.packing import Ports
    from crenel.supplychain.build.plan import Plans
    from crenel.supplychain.build.record import Options
    from crenel.triage.config import Config

_FORMATS = ("text", "json")
_CLEAN, _FINDINGS, _INCOMPLETE = 0, 1, 3


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of the contract."""
    add_reading(parser)
    what = parser.add_argument_group("what is built")
    what.add_argument(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="this function or layer only (repeatable)",
    )
    what.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="where to: a folder for each function",
    )
    what.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave out files of the code folder, by name or by path in it (repeatable)",
    )
    what.add_argument(
        "--tree-shake", action="store_true", help="leave out what the handler does not reach"
    )
    what.add_argument(
        "--no-bundle", action="store_true", help="do not bundle with the project's esbuild"
    )
    what.add_argument(
        "--compression", choices=("deflate", "store"), default="deflate", help="default: deflate"
    )
    _add_installing(parser)
    add_showing(parser)
    output = parser.add_argument_group("what is printed")
    output.add_argument("--format", choices=_FORMATS, default=_FORMATS[0], help="default: text")
    output.add_argument(
        "--strict", action="store_true", help="exit 3, not 1, where anything was not built"
    )


def _add_installing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how libraries are installed")
    group.add_argument(
        "--installer", default="", metavar="NAME", help="uv or pip (default: what is there)"
    )
    group.add_argument(
        "--allow-unlocked",
        action="store_true",
        help="install without pins or hashes; the record says so",
    )
    group.add_argument(
        "--allow-source",
        action="append",
        default=[],
        metavar="LIBRARY",
        help="let this library run its build script (repeatable)",
    )


def run(args: argparse.Namespace) -> int:
    """Builds, prints and says how it ended."""
    from crenel.supplychain.build.build import Building

    config = _config(args)
    options = _options(args)
    plans = _plans(args, config)
    building = Building(
        plans,
        options,
        _ports(config, _today(args)),
        output=args.output,
        program=args.installer,
    )
    results = sorted([*building.results(), *plans.answers], key=lambda one: one.address)
    _tell(args, results, plans)
    named = bool(args.function) and any(getattr(one, "skipped", False) for one in results)
    return _exit_code(results, unread=named or bool(plans.unread), strict=args.strict)


def _config(args: argparse.Namespace) -> Config:
    from crenel.cli.configuring import configured

    return configured(args)


def _options(args: argparse.Namespace) -> Options:
    from crenel.errors import UsageError
    from crenel.supplychain.build.installers.installer import known
    from crenel.supplychain.build.record import Options
    from crenel.supplychain.purl import normalised

    if args.installer and args.installer not in known():
        raise UsageError(
            f"there is no installer {args.installer!r}", f"Known: {', '.join(known())}"
        )
    return Options(
        tree_shake=args.tree_shake,
        bundle=not args.no_bundle,
        compression=args.compression,
        allow_unlocked=args.allow_unlocked,
        allow_source=tuple(normalised("PyPI", one) for one in args.allow_source),
        exclude=tuple(args.exclude),
    )


def _plans(args: argparse.Namespace, config: Config) -> Plans:
    from crenel.readers.options import Options as Reading
    from crenel.supplychain.build.plan import plans

    reading = Reading(
        parameters={**config.params, **parameters(args)},
        environment=args.env or config.env,
        code=True,
        excluded=config.excludes,
    )
    return plans(args.path, reading, _today(args), args.function)


def _today(args: argparse.Namespace) -> date:
    from datetime import date

    return args.today or date.today()  # noqa: DTZ011 - a day where the person is


def _ports(config: Config, today: date) -> Ports:
    from crenel.cli.naming import names
    from crenel.report.document import dumps
    from crenel.report.supply.build_json import record_json
    from crenel.supplychain.build.packing import Ports
    from crenel.triage.artifact_secrets import ArtifactSearch

    search = ArtifactSearch(config, names(), today)
    return Ports(search=search, dumps=dumps, record=record_json)


def _tell(args: argparse.Namespace, results: list[Result], plans: Plans) -> None:
    from crenel.cli.common import wants_color
    from crenel.cli.ending import tell
    from crenel.report.frame.palette import Palette
    from crenel.report.supply.build_json import builds_json
    from crenel.report.supply.build_text import BuildPage

    if args.format == "json":
        tell(builds_json(results, plans.root.as_posix(), plans.unread), utf8=True)
        return
    page = BuildPage(
        results,
        args.output.as_posix(),
        plans.unread,
        palette=Palette(on=wants_color(args.color)),
        width=width(),
        everything=args.verbose > 0,
    )
    tell(page.text())


def _exit_code(results: Iterable[Result], *, unread: bool, strict: bool) -> int:
    """1: something must not be delivered; 3: something could not be built, or nothing was there."""
    from crenel.supplychain.build.plan import Answer
    from crenel.supplychain.build.refusal import Kind

    every = list(results)
    refused = [one.refusal.kind for one in every if isinstance(one, Answer) and not one.skipped]
    found = any(kind is not Kind.FAILED for kind in refused)
    unfinished = unread or Kind.FAILED in refused or not every
    if found and not (unfinished and strict):
        return _FINDINGS
    return _INCOMPLETE if unfinished else _CLEAN
