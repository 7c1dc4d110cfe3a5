"""``crenel audit [PATH...]``: known vulnerabilities and licences of what functions are made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_gate, add_paths, add_reading, add_showing, parameters, width
from crenel.cli.documents import Formats

if TYPE_CHECKING:
    from datetime import date

    from crenel.supplychain.advisories.store import Store
    from crenel.supplychain.audit.results import Audit
    from crenel.supplychain.survey import Shipped
    from crenel.triage.config import Config

_FORMATS = Formats("text", "json", "openvex", "cyclonedx-vex")


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of the contract."""
    add_reading(parser)
    what = parser.add_argument_group("what it is compared with")
    add_paths(
        what,
        "--advisories",
        "sets of advisories, read for this run (OSV, RetireJS, Node.js Security WG)",
    )
    what.add_argument("--database", type=Path, metavar="FILE", help="a store of advisories")
    add_paths(
        what, "--sbom", "audit these bills of materials (CycloneDX or SPDX, JSON) and not PATH"
    )
    add_paths(
        what,
        "--vex",
        "what others say of vulnerabilities (OpenVEX, CycloneDX), with their name",
    )
    what.add_argument("--max-age", type=int, metavar="DAYS", help="older ones are stale")
    what.add_argument(
        "--include-development", action="store_true", help="libraries of development, too"
    )
    what.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    what.add_argument("--unused", action="store_true", help="show which libraries nothing uses")
    add_gate(parser, baseline="an earlier audit in JSON: gate on what is new", done="audited")
    add_showing(parser)
    _FORMATS.add(parser)


def run(args: argparse.Namespace) -> int:
    """Audits, prints and says how it ended."""
    from crenel.report.supply.audit_gate import audit_exit_code
    from crenel.triage.audit_baseline import compared, read

    documents = _FORMATS.asked(args)
    config = _config(args)
    known = read(args.baseline) if args.baseline else None
    audit = _audited(args, config)
    audit = audit if known is None else compared(audit, known)
    documents.write(lambda name, color: _rendered(name, audit, args, color=color), args.color)
    level = args.fail_on or config.fail_on or "medium"
    return audit_exit_code(audit, level, strict=args.strict)


def _config(args: argparse.Namespace) -> Config:
    from crenel.cli.configuring import configured

    return configured(args, judges=False)


def _audited(args: argparse.Namespace, config: Config) -> Audit:
    import gc
    from datetime import date

    from crenel.supplychain.audit.run import MAX_AGE, Terms, audit
    from crenel.supplychain.vex.read import read_vex

    settings = config.audit
    ages = (args.max_age, settings.max_age, MAX_AGE)
    terms = Terms(
        today=args.today or date.today(),  # noqa: DTZ011 - a day where the person is
        max_age=next(age for age in ages if age is not None),
        waivers=settings.waivers,
        licences=settings.licences,
        vex=tuple(read_vex(args.vex)) if args.vex else (),
        development=args.include_development,
    )
    gc.freeze()  # what is loaded stays: the collector need not look at it again
    shipped = _shipped(args, config, terms.today)
    with _store(args) as (store, problems):
        return audit(
            shipped.inventory,
            shipped.reaches,
            store,
            terms,
            root=shipped.root,
            unread=shipped.unread,
            problems=problems,
        )


def _shipped(args: argparse.Namespace, config: Config, today: date) -> Shipped:
    from crenel.readers.options import Options
    from crenel.supplychain.survey import of_bills, shipped

    if args.sbom:
        return of_bills(args.sbom)
    options = Options(
        parameters={**config.params, **parameters(args)},
        environment=args.env or config.env,
        code=not args.no_code,
        excluded=config.excludes,
    )
    return shipped(args.path, options, today)


@contextmanager
def _store(args: argparse.Namespace) -> Iterator[tuple[Store, list[str]]]:
    """The store that was named, the sets that were named, or the usual store."""
    from crenel.errors import UsageError
    from crenel.supplychain.advisories.place import usual_store
    from crenel.supplychain.advisories.sets import sets_of
    from crenel.supplychain.advisories.store import memory, opened

    if args.advisories and args.database:
        raise UsageError("--advisories and --database contradict each other", "Give one of them")
    if args.advisories:
        sets = [one for path in args.advisories for one in sets_of(path)]
        store = memory(sets)
        yield store, [problem for one in sets for problem in one.problems]
        return
    path = args.database or usual_store()
    if args.database is None and not path.exists():
        yield memory([]), []
        return
    with opened(path) as store:
        yield store, []


def _rendered(name: str, audit: Audit, args: argparse.Namespace, *, color: bool) -> str:
    from crenel import __version__

    if name == "json":
        from crenel.report.supply.audit_json import audit_json

        return audit_json(audit, __version__)
    if name == "openvex":
        from crenel.report.supply.openvex import openvex

        return openvex(audit, __version__)
    if name == "cyclonedx-vex":
        from crenel.report.supply.cyclonedx_vex import cyclonedx_vex

        return cyclonedx_vex(audit)
    return _page(audit, args, color=color)


def _page(audit: Audit, args: argparse.Namespace, *, color: bool) -> str:
    from crenel.report.frame.palette import Palette
    from crenel.report.supply.audit_text import AuditPage
    from crenel.report.supply.unused import unused_text

    page = AuditPage(
        audit, palette=Palette(on=color), width=width(), everything=args.verbose > 0
    ).text()
    return (unused_text(audit) if args.unused else "") + page
