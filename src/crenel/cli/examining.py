"""One run with everything that a page shows: verdicts, paths, permissions, scorecard."""

from __future__ import annotations

import argparse

import msgspec

from crenel.cli.check import settings_of
from crenel.cli.practices import evidence, practices
from crenel.cli.surveying import Run
from crenel.practices.scorecard import scorecard
from crenel.report.html.gather import PageGatherer
from crenel.report.html.page import Given
from crenel.report.paths.found import Gatherer
from crenel.report.settings import Settings


class Examined(msgspec.Struct, frozen=True):
    """What was found, and how to show it."""

    given: Given
    settings: Settings


def examined(args: argparse.Namespace) -> Examined:
    """Reads and judges; ``--since`` tells of the paths that there were before, too."""
    gatherer = PageGatherer()
    before = Gatherer(radii=False) if getattr(args, "since", None) else None
    this = Run(args, gatherer=gatherer, before=before)
    report = this.report()
    scores = scorecard(practices(this.config.practices), report.verdicts, evidence())
    given = Given(
        report=report,
        found=gatherer.found(),
        chart=gatherer.drawn,
        permissions=gatherer.permissions,
        scores=scores,
        before=None if before is None else before.found().ends(),
    )
    return Examined(given, settings_of(args, this.config))
