"""Services written to a folder, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.readers.options import Options
from crenel.readers.project import Project, project

Read = Callable[..., tuple[Knowledge, Project]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads one service (and other files by name) as one application."""

    def reading(
        text: str, files: Mapping[str, str] | None = None, environment: str = "", **given: str
    ) -> tuple[Knowledge, Project]:
        for name, content in {"serverless.yml": text, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        found = project([tmp_path], Options(environment=environment, parameters=given))
        applications = list(found.applications())
        assert len(applications) == 1, found.unread
        assert found.defects == 0, found.unread
        return Knowledge(applications[0], date(2026, 11, 24), found.root), found

    return reading
