"""Pipelines of GitHub Actions and GitLab CI, where they act in an account of AWS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.pattern import Pattern
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.text.parse import parse

_FOLDER = ".github/workflows/"
_WORKFLOW = Pattern(r"(?:.*/)?\.github/workflows/[^/]+\.ya?ml")
_JOBS = Pattern(rb"^[\"']?jobs[\"']?\s*:", re.MULTILINE)
_GITLAB = ".gitlab-ci.yml"
_MARKS = (b"aws", b"sam ", b"sls ", b"serverless", b"cdk ")


class Pipelines(Format):
    """Files of pipelines; those that act in no account are left alone."""

    order = 35
    reads = frozenset({"github-actions", "gitlab-ci"})

    def claims(self, file: File) -> Claim | None:
        if _FOLDER in file.path and _WORKFLOW.fullmatch(file.path):
            system = "github-actions"
        elif file.name == _GITLAB:
            system = "gitlab-ci"
        else:
            return None
        return Claim(file.path, note=system) if _may_act(file.data) else None

    def named(self, file: File) -> Claim | None:
        """Also a workflow whose folder is not seen from it: by what it holds."""
        alone = file.is_document and b"runs-on" in file.data and _JOBS.search(file.data)
        return self.claims(file) or (Claim(file.path, note="github-actions") if alone else None)

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        for claim in claims:
            try:
                found = _pipeline(claim, reading)
            except ReadProblem as problem:
                reading.note(claim.path, problem)
                continue
            if found.entities:
                yield from reading.guarded(claim.path, lambda found=found: found)  # type: ignore[misc]
            reading.root.forget(claim.path)


def _may_act(data: bytes) -> bool:
    lowered = data.lower()
    return any(mark in lowered for mark in _MARKS)


def _pipeline(claim: Claim, reading: Reading) -> Application:
    from crenel.readers.pipelines import github, gitlab  # noqa: PLC0415 - few folders have any

    source = reading.root.read(claim.path)
    jobs = github.jobs if claim.note == "github-actions" else gitlab.jobs
    entities = [job for document in parse(source.text) for job in jobs(source, document)]
    return Application(
        claim.path, claim.note, entities, sources=[source], resource_count=len(entities)
    )


FORMAT = Pipelines()
