"""Reading a folder, and judging it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crenel.controls.catalogue import chosen
from crenel.controls.survey import Survey, survey
from crenel.model.application import Application
from crenel.readers.options import Options
from crenel.readers.project import Project, project


def read(folder: Path) -> tuple[list[Application], Project]:
    found = project([folder], Options())
    return list(found.applications()), found


def judged(folder: Path, *controls: str) -> Survey:
    return survey(project([folder], Options()), chosen(controls), date(2026, 11, 24))


def notes(folder: Path) -> dict[str, set[str]]:
    """The notes of the evidence of each logical id, with the places outside the template."""
    found: dict[str, set[str]] = {}
    for verdict in judged(folder).verdicts:
        for one in verdict.evidence:
            place = "" if one.span.file.endswith(".json") else f"{one.span.file}:{one.span.line} "
            found.setdefault(verdict.logical_id, set()).add(place + one.note)
    return found
