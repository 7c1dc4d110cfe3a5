"""What a page needs of each application beside its verdicts: paths, a chart, permissions."""

from __future__ import annotations

from typing import Any

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function
from crenel.report.paths.chart import Chart
from crenel.report.paths.found import Gatherer
from crenel.report.permissions.document import function_json


class PageGatherer(Gatherer):
    """Takes applications as they pass by; each function's permissions are told once."""

    def __init__(self, *, most: int | None = None) -> None:
        super().__init__(chart=True)
        self._most = most
        self.permissions: dict[str, dict[str, Any]] = {}
        self.functions = 0
        """All of them; ``permissions`` has the first ``most``."""

    @property
    def drawn(self) -> Chart:
        """The chart of all of them."""
        return self.chart or Chart()

    def gather(self, app: Knowledge) -> None:
        """The paths and the permissions of one application."""
        super().gather(app)
        for function in app.all(Function):
            self.functions += 1
            if self._most is None or self.functions <= self._most:
                answer = app.permissions.of(function)
                self.permissions.setdefault(answer.address, function_json(answer))
