"""What a page needs of each application beside its verdicts: paths, a chart, permissions."""

from __future__ import annotations

from typing import Any

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.permissions.answer import answers
from crenel.report.paths.chart import Chart
from crenel.report.paths.found import Gatherer
from crenel.report.permissions.document import function_json


class PageGatherer(Gatherer):
    """Takes applications as they pass by; each function's permissions are told once."""

    def __init__(self) -> None:
        super().__init__(chart=True)
        self.permissions: dict[str, dict[str, Any]] = {}

    @property
    def drawn(self) -> Chart:
        """The chart of all of them."""
        return self.chart or Chart()

    def gather(self, app: Knowledge) -> None:
        """The paths and the permissions of one application."""
        super().gather(app)
        for answer in answers(app):
            self.permissions.setdefault(answer.address, function_json(answer))
