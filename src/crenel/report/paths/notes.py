"""Paths in brief, for reports whose business is verdicts."""

from __future__ import annotations

from crenel.analysis.paths.path import Path
from crenel.model.verdict import PathNote
from crenel.report.paths.found import Found


def notes(found: Found) -> tuple[PathNote, ...]:
    """One for each pair of ends, worst first."""
    return tuple(_note(path) for path, _ in found.per_pair())


def _note(path: Path) -> PathNote:
    names = [path.steps[0].start_label or path.start]
    for step in path.steps:
        if step.to_label != names[-1]:
            names.append(step.to_label or step.to)
    return PathNote(
        severity=path.severity,
        certainty=path.certainty,
        kind=path.kind.value,
        sentence=path.sentence,
        nodes=(path.start, *names[1:]) if "::" not in path.start else tuple(names),
        places=tuple(step.place for step in path.steps if step.place is not None),
        addresses=tuple(dict.fromkeys((path.start, *(step.to for step in path.steps)))),
        controls=tuple(dict.fromkeys(step.told for step in path.steps if step.told)),
        cut=path.cut,
    )
