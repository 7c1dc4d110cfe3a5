"""``crenel control test [FILE...]``: try custom controls on their own examples."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.cli.common import add_today
from crenel.cli.customs import add_plugins
from crenel.cli.ending import tell

if TYPE_CHECKING:
    from crenel.controls.custom.own import Own
    from crenel.controls.custom.trial import Trial


def add(parser: argparse.ArgumentParser) -> None:
    """Files, or those that the configuration names."""
    parser.add_argument("file", nargs="*", type=Path, help="default: what crenel.toml names")
    add_plugins(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Tries every example; 1 where one is not as it says, 3 where there is none."""
    from crenel.cli.customs import own_controls
    from crenel.controls.custom.trial import trials
    from crenel.report.escape import visible
    from crenel.report.summary import plural

    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    own = _in_files(args.file) if args.file else own_controls(Path(), allowed=args.allow_plugins)
    found = [trial for one in own for trial in trials(one, today)]
    wrong = [one for one in found if one.wrong]
    tell("".join(f"{visible(_line(one))}\n" for one in wrong))
    controls = plural(len({one.own.control.name for one in found}), "control")
    tell(f"{controls}, {plural(len(found), 'example')}: {len(wrong)} wrong\n")
    if not found:
        return 3
    return 1 if wrong else 0


def _in_files(paths: list[Path]) -> list[Own]:
    from crenel.controls.custom.loading import all_customs
    from crenel.triage.customs import sources_of

    return list(all_customs(sources_of(paths)))


def _line(trial: Trial) -> str:
    own = trial.own
    return f"{own.where}: {own.control.name}, example {trial.example.title}: {trial.wrong}"
