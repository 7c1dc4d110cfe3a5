"""Compositions of the Serverless Framework: no application of their own, but services they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.serverless.compose import NAMES, Composed, is_there, services

_PROGRAMS = ("serverless-compose.ts", "serverless-compose.js")


class Composition(Format):
    """The services are read by themselves; what they are given is looked up here."""

    order = 29

    def claims(self, file: File) -> Claim | None:
        if file.name in _PROGRAMS:
            raise ReadProblem(
                "it is a program, which is not run",
                "Write the composition in serverless-compose.yml",
            )
        return Claim(file.path) if file.name in NAMES else None

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        for claim in claims:
            try:
                named = list(services(reading.root.read(claim.path)))
            except ReadProblem as problem:
                reading.note(claim.path, problem)
                named = []
            for one in (one for one in named if not is_there(one, reading.root)):
                reading.note(claim.path, _missing(one))
            reading.judged.add(claim.path)
        yield from ()


def _missing(one: Composed) -> ReadProblem:
    return ReadProblem(
        f"the service {one.name} is not at {one.file}",
        "Correct its path, or leave it out",
        line=one.span.line,
        column=one.span.column,
    )


FORMAT = Composition()
