"""CDK cloud assemblies: the templates that ``cdk synth`` made, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.readers.cdk.manifest import looks_like_configuration, looks_like_manifest
from crenel.readers.formats.cloudformation import stacks
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.root import folder_of

_ASSEMBLY, _CONFIGURATION = "assembly", "configuration"


class Cdk(Format):
    """Assemblies; an application that was not synthesised is named."""

    order = 20

    def claims(self, file: File) -> Claim | None:
        if not file.is_document:
            return None
        if looks_like_manifest(file.path, file.data):
            return Claim(file.path, note=_ASSEMBLY)
        if looks_like_configuration(file.path, file.data):
            return Claim(file.path, note=_CONFIGURATION)
        return None

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        from crenel.readers.cdk.adapt import Adapter  # noqa: PLC0415 - loaded for its format
        from crenel.readers.cdk.assembly import NOT_SYNTHESISED, Assemblies  # noqa: PLC0415

        manifests = (one.path for one in claims if one.note == _ASSEMBLY)
        assemblies = Assemblies(reading.root, manifests)
        for stack in assemblies.stacks():
            if not reading.options.excluded(stack.template):
                yield from stacks(stack.template, reading, made_by="cdk", adapt=Adapter(stack))
                reading.root.forget(stack.template)
            reading.judged.add(stack.template)
        for path, problem in assemblies.problems:
            reading.note(path, problem)
        for path in (one.path for one in claims if one.note == _CONFIGURATION):
            if not assemblies.any_below(folder_of(path)):
                reading.note(path, ReadProblem(NOT_SYNTHESISED))


FORMAT = Cdk()
