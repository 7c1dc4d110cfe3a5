"""Services of the Serverless Framework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.environments import Environments, environments
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.root import Root, folder_of, join
from crenel.readers.serverless.recognise import (
    Service,
    included_names,
    looks_like_service,
    program_problem,
    service_of,
)


class Serverless(Format):
    """Service files; programs that make one are named, not run."""

    order = 30
    reads = frozenset({"serverless"})

    def environments(self, application: Application, reading: Reading, /) -> Environments | None:
        """The stages that it names, and the one of a run that names none."""
        try:
            found = _read(application.file, reading.root)
        except ReadProblem:
            return None  # told where it is read
        service = next((one for one in found if one is not None), None)
        if service is None:
            return None
        from crenel.readers.serverless.stages import (  # noqa: PLC0415 - where a service is there
            default_stage,
            stages,
        )

        return environments(stages(service, reading.root), default_stage(service))

    def again(self, application: Application, reading: Reading, /) -> Iterator[Application]:
        return _services(application.file, reading)

    def claims(self, file: File) -> Claim | None:
        problem = program_problem(file.path)
        if problem is not None:
            raise problem
        if not file.is_document or not looks_like_service(file.data):
            return None
        inside = (join(folder_of(file.path), name) for name in included_names(file.data))
        return Claim(file.path, leads_to=tuple(inside))

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        for path in sorted((one.path for one in claims), key=lambda path: path in reading.led_to):
            if path not in reading.judged:
                yield from _services(path, reading)
                reading.root.forget(path)


def _services(path: str, reading: Reading) -> Iterator[Application]:
    try:
        found = _read(path, reading.root)
    except ReadProblem as problem:
        reading.note(path, problem)
        return
    from crenel.readers.serverless.application import (  # noqa: PLC0415 - loaded for its format
        service_application,
    )

    environment = Environment(
        reading.options.environment, reading.options.parameters, sources=reading.options.sources
    )
    for service in (one for one in found if one is not None):
        yield from reading.guarded(
            path,
            lambda service=service: service_application(  # type: ignore[misc]
                service, environment, reading.root
            ),
        )
    if not any(found) and path in reading.named:
        reading.note(path, ReadProblem("it holds no template that crenel knows"))


def _read(path: str, root: Root) -> list[Service | None]:
    """The service in each document of a file. Raises ReadProblem."""
    source = root.read(path)
    return [service_of(source, document) for document in root.documents(path)]


FORMAT = Serverless()
