"""``crenel check [PATH...]``: read the application, judge every control, tell."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_gate, add_reading, add_showing, wants_color, width

if TYPE_CHECKING:
    from crenel.report.paths.found import Gatherer
    from crenel.report.settings import Settings
    from crenel.triage.config import Config

_VIEWS = ("act", "review", "audit")


def add(parser: argparse.ArgumentParser) -> None:
    """The flags of the contract."""
    add_reading(parser)
    group = parser.add_argument_group("what is judged")
    group.add_argument("--control", action="append", default=[], metavar="NAME", help="only this")
    group.add_argument("--no-code", action="store_true", help="do not read the functions' code")
    gate = add_gate(parser, done="read")
    gate.add_argument("--since", metavar="REV", help="gate only on what is new since a revision")
    add_showing(parser)
    output = parser.add_argument_group("what is shown")
    output.add_argument("--view", choices=_VIEWS, help="act (default), review or audit")
    output.add_argument("--verdicts", choices=("failing", "all"), default="failing")
    output.add_argument("--format", action="append", default=[], metavar="F", help="default: text")
    output.add_argument("--output", action="append", default=[], metavar="F=FILE")


def run(args: argparse.Namespace) -> int:
    """Judges, prints and says how it ended."""
    from crenel.cli.outputs import Outputs
    from crenel.cli.surveying import Run
    from crenel.report.gate import exit_code

    outputs = Outputs(args.format, args.output)
    looks = outputs.wants("text") and not args.control
    this = Run(args, gatherer=_gatherer() if looks else None)
    report = this.report()
    settings = settings_of(args, this.config)
    outputs.write(report, settings)
    return exit_code(report, settings)


def _gatherer() -> Gatherer:
    from crenel.report.paths.found import Gatherer

    return Gatherer(radii=False)


def settings_of(args: argparse.Namespace, config: Config) -> Settings:
    """How to show it: the flags, then the configuration, then the defaults."""
    from crenel import __version__
    from crenel.cli.texts import control_texts
    from crenel.model.verdict import Severity
    from crenel.report.settings import Settings, View

    level = getattr(args, "fail_on", None) or config.fail_on or "medium"
    return Settings(
        view=View(getattr(args, "view", None) or config.view or "act"),
        verdicts=getattr(args, "verdicts", "failing"),
        fail_on=None if level == "none" else Severity(level),
        strict=getattr(args, "strict", False),
        color=wants_color(args.color),
        width=width(),
        version=__version__,
        prefix=_prefix(args.path),
        catalogue=control_texts(),
    )


def _prefix(paths: list[Path]) -> str:
    """The analysed folder as seen from here: what people can click on."""
    from crenel.readers.project import root_folder

    return root_folder(paths).as_posix()
