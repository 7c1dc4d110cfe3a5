"""One run with everything that a page shows: verdicts, paths, permissions, scorecard."""

from __future__ import annotations

import argparse

import msgspec

from crenel.cli.check import settings_of
from crenel.cli.practices import evidence, practices
from crenel.cli.surveying import Run
from crenel.practices.scorecard import scorecard
from crenel.report.html.gather import PageGatherer
from crenel.report.html.page import MOST_FUNCTIONS, Given
from crenel.report.paths.found import Gatherer
from crenel.report.settings import Settings


class Examined(msgspec.Struct, frozen=True):
    """What was found, and how to show it."""

    given: Given
    settings: Settings


def examined(args: argparse.Namespace, *, everything: bool = False) -> Examined:
    """Reads and judges; ``--since`` tells of the paths that there were before, too.

    ``everything``: the permissions of all functions, not of those alone that a page shows.
    """
    gatherer = PageGatherer(most=None if everything else MOST_FUNCTIONS)
    before = Gatherer(radii=False) if getattr(args, "since", None) else None
    this = Run(args, gatherer=gatherer, before=before)
    report = this.report()
    scores = scorecard(practices(this.config.practices), report.verdicts, evidence())
    given = Given(
        report=report,
        found=gatherer.found(),
        chart=gatherer.drawn,
        permissions=gatherer.permissions,
        functions=gatherer.functions,
        scores=scores,
        before=None if before is None else before.found().ends(),
    )
    return Examined(given, settings_of(args, this.config))
