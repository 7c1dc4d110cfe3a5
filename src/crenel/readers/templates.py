"""CloudFormation and SAM templates -> applications, nested stacks read in their parents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crenel.model.application import Application
from crenel.model.entities import Entity, StackOutput, StackParameter
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import Absent, Value
from crenel.readers.cloudformation.companions import with_companions
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.nested import Stacks
from crenel.readers.cloudformation.resources import resources, section_values
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import SERVERLESS, Template
from crenel.readers.root import Root
from crenel.readers.samconfig import settings
from crenel.readers.vocabulary.cloudformation import entities_of

_STANDS_FOR = {
    "AWS::Lambda::Alias": "FunctionName",
    "AWS::Lambda::Version": "FunctionName",
    "AWS::SecretsManager::SecretTargetAttachment": "SecretId",
}

MAX_INPUTS = 1_000
"""Parameters, and outputs, of one template; CloudFormation takes 200 of each."""

MAX_ENTITIES = 20_000
"""Routes, permissions, policies... of one application; a large one has a thousand."""

Adapt = Callable[[Iterable[Resource], Scope], Iterable[Resource]]
"""What a format that makes templates knows beside them, put into their resources."""


def unadapted(written: Iterable[Resource], _: Scope) -> Iterable[Resource]:
    """The resources as they were written."""
    return written


def application(
    template: Template,
    environment: Environment,
    root: Root,
    *,
    made_by: str = "",
    adapt: Adapt = unadapted,
    beside: Iterable[Entity] = (),
) -> Application:
    """The application of one template in one environment; ``made_by`` is the format behind it.

    ``beside`` is what files beside the template say of it.
    """
    stacks = Stacks(root)
    top = Scope(template, environment, root)
    scopes = [top]
    made: list[Resource] = []
    for scope in scopes:
        for resource in with_companions(adapt(_expanded(scope), scope), scope):
            made.append(resource)
            scopes.extend(stacks.children(resource, scope))
    meant = entities_of(made)
    if len(meant) > MAX_ENTITIES:
        sentence = f"it means more than {MAX_ENTITIES:,} things: the rest is not judged"
        top.problems.append((sentence, meant[MAX_ENTITIES].origin.span))
    inputs = (one for scope in scopes for one in _inputs(scope))
    entities = [*meant[:MAX_ENTITIES], *inputs, *beside]
    if not made_by:
        entities.extend(settings(root, template.source.path))
    return Application(
        template.source.path,
        made_by or template.format,
        entities,
        environment=environment.name,
        stands_for=dict(stand_ins(made)),
        sources=(scope.template.source for scope in scopes),
        resource_count=len({resource.origin.address for resource in made}),
        metadata=list(_metadata(made)),
        templates={
            scope.template.source.path: made_by or scope.template.format for scope in scopes
        },
        problems=lambda: [problem for scope in scopes for problem in _problems(scope)],
    )


def _expanded(scope: Scope) -> list[Resource]:
    written = list(resources(scope))
    if scope.template.format != "sam":
        _note_unexpanded(written, scope)
        return written
    from crenel.readers.sam.expand import expand  # noqa: PLC0415 - a third of what reading loads

    globals_ = section_values(scope, "Globals")

    def note(sentence: str, span: Span) -> None:
        scope.problems.append((sentence, span))

    return expand(written, globals_, note=note)


def _note_unexpanded(written: list[Resource], scope: Scope) -> None:
    """Types of SAM mean nothing where no transform is named: CloudFormation refuses them too."""
    found = next((one for one in written if one.type.startswith("AWS::Serverless::")), None)
    if found is not None:
        sentence = f"{found.type} needs Transform: {SERVERLESS}, which this template does not name"
        scope.problems.append((sentence, found.origin.span))


def _inputs(scope: Scope) -> Iterator[Entity]:
    """The template's own parameters and outputs."""
    for section, kind in (("Parameters", StackParameter), ("Outputs", StackOutput)):
        node = scope.template.section(section)
        for count, (name, (key, value)) in enumerate(node.entries.items()):
            if count >= MAX_INPUTS:
                problem = f"more than {MAX_INPUTS:,} {section}: the rest is not judged"
                scope.problems.append((problem, scope.template.span(key)))
                break
            body = scope.resolver.value(value)
            span = scope.template.span(key)
            origin = Origin(span.file, name, section[:-1], span)
            identifier = f"{section}.{scope.prefix}{name}"
            if kind is StackParameter:
                yield StackParameter(
                    id=identifier,
                    origin=origin,
                    default=body.get("Default"),
                    no_echo=body.get("NoEcho"),
                    kind=body.get("Type"),
                    allowed=body.get("AllowedValues"),
                )
            else:
                yield StackOutput(id=identifier, origin=origin, value=body.get("Value"))


def _metadata(made: list[Resource]) -> Iterator[tuple[Origin, Value]]:
    """The ``Metadata`` of each resource as written, once."""
    seen: set[str] = set()
    for resource in made:
        value = resource.attributes.get("Metadata")
        if not isinstance(value, Absent) and resource.origin.address not in seen:
            seen.add(resource.origin.address)
            yield resource.origin, value


def stand_ins(made: Iterable[Resource]) -> Iterator[tuple[str, str]]:
    """Ids that are names for something else, with what they name."""
    for resource in made:
        path = _STANDS_FOR.get(resource.type)
        if path is not None:
            for ref in resource[path].refs():
                yield resource.id, ref.target


def _problems(scope: Scope) -> Iterator[tuple[str, Span]]:
    yield from scope.problems
    yield from scope.template.problems
