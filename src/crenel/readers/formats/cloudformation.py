"""CloudFormation and SAM templates, found by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.pattern import Pattern
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.template import Template, template_of
from crenel.readers.environments import Environments, environments
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.root import folder_of, join
from crenel.readers.samconfig import names, overrides, stack_settings
from crenel.readers.templates import Adapt, application, unadapted

_TYPE = Pattern(rb"Type[\"']?\s*:\s*[\"']?AWS::")
_STACKS = (b"AWS::CloudFormation::Stack", b"AWS::Serverless::Application")
_NESTED = Pattern(
    rb"^\s*[\"']?(?:TemplateURL|Location)[\"']?\s*:\s*[\"']?([^\s\"',{}!]+)", re.MULTILINE
)


class CloudFormation(Format):
    """Templates; nested ones are read in their parents."""

    order = 40
    reads = frozenset({"cloudformation", "sam"})

    def environments(self, application: Application, reading: Reading, /) -> Environments | None:
        """Those of the samconfig.toml beside the template."""
        return environments(names(reading.root, folder_of(application.file)))

    def again(self, application: Application, reading: Reading, /) -> Iterator[Application]:
        return stacks(application.file, reading)

    def claims(self, file: File) -> Claim | None:
        if not file.is_document or not _looks_like_template(file.data):
            return None
        return Claim(file.path, leads_to=tuple(_nested(file)))

    def named(self, file: File) -> Claim | None:
        """Whatever no other format claims: why it is no template is told then."""
        return Claim(file.path)

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        # What seems to be deployed by others comes last: alone, where nobody did deploy it.
        for path in sorted((one.path for one in claims), key=lambda path: path in reading.led_to):
            if path not in reading.judged:
                yield from stacks(path, reading)
                reading.root.forget(path)


def stacks(
    path: str, reading: Reading, *, made_by: str = "", adapt: Adapt = unadapted
) -> Iterator[Application]:
    """The applications of the templates in a file; ``made_by`` is the format that made it."""
    try:
        source = reading.root.read(path)
        found = [template_of(source, document) for document in reading.root.documents(path)]
    except ReadProblem as problem:
        reading.note(path, problem)
        return
    for template in (one for one in found if one is not None):
        environment = _environment(template, reading)
        beside = stack_settings(reading.root, folder_of(path), reading.options.environment)
        yield from reading.guarded(
            path,
            lambda template=template, environment=environment, beside=beside: (  # type: ignore[misc]
                application(
                    template, environment, reading.root, made_by=made_by, adapt=adapt, beside=beside
                )
            ),
        )
    if not any(found) and path in reading.named:
        reading.note(path, ReadProblem("it holds no template that crenel knows"))


def _environment(template: Template, reading: Reading) -> Environment:
    folder, options = folder_of(template.source.path), reading.options
    given: dict[str, str] = {}
    try:
        given = overrides(reading.root, folder, options.environment)
    except ReadProblem as problem:
        reading.note(join(folder, "samconfig.toml"), problem)
    sources = dict.fromkeys(given, "samconfig.toml")
    sources.update(dict.fromkeys(options.parameters, "--param"))
    sources.update(options.sources)
    return Environment(options.environment, {**given, **options.parameters}, sources=sources)


def _looks_like_template(data: bytes) -> bool:
    """Plain searches first: most files are no templates, and they are far quicker."""
    if b"Resources" not in data:
        return False
    return b"AWSTemplateFormatVersion" in data or (
        b"AWS::" in data and _TYPE.search(data) is not None
    )


def _nested(file: File) -> Iterator[str]:
    if any(mark in file.data for mark in _STACKS):
        for name in _NESTED.findall(file.data):
            yield join(folder_of(file.path), name.decode("utf-8", "replace"))


FORMAT = CloudFormation()
