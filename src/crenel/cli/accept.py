"""``crenel accept CONTROL ADDRESS --reason WHY --until DATE``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from crenel.cli.common import day


def add(parser: argparse.ArgumentParser) -> None:
    """What is accepted, why, and until when."""
    parser.add_argument("control", help="a control's name or catalogue handle")
    parser.add_argument("address", help="FILE::NAME as a report prints it, a glob, or an identity")
    parser.add_argument("--reason", required=True, help="why the risk is taken")
    parser.add_argument("--until", required=True, metavar="YYYY-MM-DD", help="when it ends")
    parser.add_argument("--by", default="", metavar="WHO", help="who takes it")
    parser.add_argument("--path", type=Path, default=Path(), help="the analysed folder")
    parser.add_argument("--config", type=Path, metavar="FILE", help="write into this file")
    parser.add_argument("--today", type=day, default=None, metavar="YYYY-MM-DD")


def run(args: argparse.Namespace) -> int:
    """Appends an acceptance to the configuration and shows it."""
    from crenel.cli.customs import adopt_names
    from crenel.cli.naming import names
    from crenel.triage.accept_writer import accept

    adopt_names(args.path, args.config if args.config and args.config.exists() else None)
    written = accept(
        args.path,
        args.control,
        args.address,
        reason=args.reason,
        until=args.until,
        by=args.by,
        today=args.today or date.today(),  # noqa: DTZ011 - a day where the person is
        known=names(),
        file=args.config,
    )
    print(f"written to {written.file}:\n\n{written.table}", end="")
    return 0
