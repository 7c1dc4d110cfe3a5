"""A service -> its application in one environment."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.application import Application
from crenel.model.entities import (
    DeploymentPlugin,
    DeploymentSettings,
    Entity,
    Provider,
    StackOutput,
    StackParameter,
    StackSettings,
)
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import Absent, Map, Value, mapping
from crenel.readers.cloudformation.companions import with_companions
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.root import Root
from crenel.readers.serverless.apis import add_apis
from crenel.readers.serverless.events.table import add_events
from crenel.readers.serverless.functions import add_function, collect
from crenel.readers.serverless.layers import add_layers
from crenel.readers.serverless.recognise import Service
from crenel.readers.serverless.resources import lay_over, sections, written_types
from crenel.readers.serverless.roles import SHARED, add_shared_role
from crenel.readers.serverless.scope import ServiceScope
from crenel.readers.serverless.stack import PROVIDER, Stack
from crenel.readers.vocabulary.cloudformation import entities_of

_PLUGIN_SECTIONS = ("stepFunctions", "appSync", "constructs")


def service_application(service: Service, environment: Environment, root: Root) -> Application:
    """The application that the framework would deploy."""
    scope = ServiceScope(service, environment, root)
    stack = Stack(scope)
    made = list(with_companions(_resources(stack), scope))
    entities = [
        *entities_of(made),
        *stack.entities,
        _stack_settings(stack),
        *_plugins(stack),
        *_inputs(scope),
        *_settings(scope),
    ]
    return Application(
        service.source.path,
        service.format,
        entities,
        environment=environment.name,
        sources=scope.sources,
        resource_count=len({resource.origin.address for resource in made}),
        metadata=list(_metadata(made)),
        problems=lambda: [*scope.problems, *_odd(service)],
    )


def _resources(stack: Stack) -> list[Resource]:
    parts = sections(stack.scope)
    stack.written_types = written_types(parts)
    seen: set[str] = set()
    for name, body, span in collect(stack):
        maker = add_function(stack, name, body, span)
        if maker is not None:
            seen |= add_events(stack, name, body, maker)
    add_apis(stack, seen)
    add_layers(stack)
    add_shared_role(stack, _sharers(stack))
    lay_over(stack, parts)
    _note_plugins(stack)
    return list(stack.made.values())


def _sharers(stack: Stack) -> list[str]:
    """The functions that run as the shared role."""
    functions = [one for one in stack.made.values() if one.type == "AWS::Lambda::Function"]
    return [one.id for one in functions if any(ref.target == SHARED for ref in one["Role"].refs())]


def _stack_settings(stack: Stack) -> StackSettings:
    """What the framework is told about the stack as a whole."""
    return StackSettings(
        id="provider#settings",
        origin=Origin(stack.span.file, "provider", PROVIDER, stack.span),
        rollback_off=stack.setting("disableRollback"),
        framework=stack.scope.whole.get("frameworkVersion"),
    )


def _note_plugins(stack: Stack) -> None:
    """Sections of plugins that make resources which are not read."""
    for name in _PLUGIN_SECTIONS:
        if not isinstance(stack.scope.whole.get(name), Absent):
            sentence = f"the section {name} belongs to a plugin and is not read yet"
            stack.scope.problem(sentence, stack.key(stack.scope.whole, name))


def _plugins(stack: Stack) -> Iterator[Entity]:
    """Code that the framework loads; a path is a file of the project's own."""
    for value in stack.plugins():
        name, span = value.text(), value.span or stack.span
        if name and not name.startswith("."):
            origin = Origin(span.file, name, "plugin", span)
            yield DeploymentPlugin(id=f"plugins.{name}", origin=origin, package=value)


def _inputs(scope: ServiceScope) -> Iterator[Entity]:
    """Parameters and outputs that ``resources`` declares."""
    for section, kind in (("Parameters", StackParameter), ("Outputs", StackOutput)):
        for name, (_, node) in scope.template.section(section).entries.items():
            body = scope.resolver.value(node)
            span = body.span
            if span is None:
                continue
            origin = Origin(span.file, name, section[:-1], span)
            yield _input(kind, f"{section}.{name}", origin, body)


def _input(kind: type[Entity], identity: str, origin: Origin, body: Value) -> Entity:
    if kind is StackOutput:
        return StackOutput(id=identity, origin=origin, value=body.get("Value"))
    return StackParameter(
        id=identity,
        origin=origin,
        default=body.get("Default"),
        no_echo=body.get("NoEcho"),
        kind=body.get("Type"),
        allowed=body.get("AllowedValues"),
    )


def _settings(scope: ServiceScope) -> Iterator[Entity]:
    """What the service is made through, and the values of the team's own under ``custom``."""
    for name, make in (("provider", _provider), ("custom", _custom)):
        value = scope.whole.get(name)
        if isinstance(value, Map) and value.span is not None:
            span = scope.whole.keys[name] if isinstance(scope.whole, Map) else value.span
            yield make(Origin(span.file, name, name, span), value)


def _provider(origin: Origin, value: Map) -> Entity:
    """Its environment is that of its functions, and judged there."""
    kept = {name: one for name, one in value.content.items() if name != "environment"}
    return Provider(id="provider", origin=origin, settings=mapping(kept, value.span))


def _custom(origin: Origin, value: Map) -> Entity:
    return DeploymentSettings(id="custom", origin=origin, values=value)


def _metadata(made: list[Resource]) -> Iterator[tuple[Origin, Value]]:
    for resource in made:
        value = resource.attributes.get("Metadata")
        if not isinstance(value, Absent):
            yield resource.origin, value


def _odd(service: Service) -> Iterator[tuple[str, Span]]:
    for sentence, offset in service.document.problems:
        yield sentence, Span(service.source, offset, offset + 1)
