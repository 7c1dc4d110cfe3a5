"""From the flags of an analysing verb to a report."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import date
from pathlib import Path

from crenel.cli.common import parameters
from crenel.controls.catalogue import AnyControl, chosen
from crenel.controls.survey import Survey, survey
from crenel.model.application import Application
from crenel.model.verdict import Report
from crenel.readers.options import Options
from crenel.readers.project import project

_PATIENCE = 1.0
"""Seconds after which a person at a terminal is told what is going on."""
_GC_THRESHOLD = 100_000
"""Objects between collections: reading makes many that live long."""


def surveyed(args: argparse.Namespace) -> Report:
    """Reads and judges what the arguments name."""
    found = run_survey(args, chosen(args.control))
    return Report(
        root=args.path[0].as_posix(),
        today=(args.today or date.today()).isoformat(),  # noqa: DTZ011 - a day where the person is
        coverage=found.coverage,
        verdicts=found.verdicts,
    )


def run_survey(args: argparse.Namespace, controls: tuple[AnyControl, ...]) -> Survey:
    """The survey of the paths and the deployment that the arguments name."""
    gc.set_threshold(_GC_THRESHOLD)
    options = Options(
        parameters=parameters(args), environment=args.env, code=not getattr(args, "no_code", False)
    )
    paths: list[Path] = args.path
    progress = Progress(quiet=args.quiet > 0)
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    try:
        return survey(project(paths, options), controls, today, watch=progress.saw)
    finally:
        progress.close()


class Progress:
    """One line on a terminal that says what is being read, after a while."""

    def __init__(self, *, quiet: bool) -> None:
        self._wanted = not quiet and sys.stderr.isatty()
        self._started = time.monotonic()
        self._count = 0
        self._shown = False

    def saw(self, application: Application) -> None:
        """Another application was read."""
        self._count += 1
        if self._wanted and time.monotonic() - self._started > _PATIENCE:
            self._shown = True
            name = "".join(char for char in application.file if char.isprintable())[-60:]
            sys.stderr.write(f"\r\x1b[K{self._count} applications read, now {name}")
            sys.stderr.flush()

    def close(self) -> None:
        """Takes the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
