"""What events add to resources that somebody else wrote: notifications, triggers."""

from __future__ import annotations

import msgspec

from crenel.model.guard import ALWAYS
from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import Absent, Value
from crenel.readers.sam.stack import Stack
from crenel.readers.sam.values import appended, elements, with_entry


def attached(resources: list[Resource], stack: Stack) -> list[Resource]:
    """The resources with what events add to them."""
    if not (stack.notifications or stack.triggers or stack.additions or stack.widened):
        return resources
    return [_attached(resource, stack) for resource in resources]


def _attached(resource: Resource, stack: Stack) -> Resource:
    if resource.id in stack.widened:
        resource = msgspec.structs.replace(resource, guard=ALWAYS)
    notifications = stack.notifications.get(resource.id)
    if notifications:
        return _notified(resource, notifications)
    additions = stack.additions.get(resource.id)
    if additions:
        return _added(resource, additions)
    triggers = stack.triggers.get(resource.id)
    return _triggered(resource, triggers, stack) if triggers else resource


def _notified(resource: Resource, notifications: list[Value]) -> Resource:
    span = resource.origin.span
    properties = with_entry(
        resource.properties,
        "NotificationConfiguration",
        lambda config: with_entry(
            config, "LambdaConfigurations", lambda given: _without_twins(given, notifications, span)
        ),
    )
    return msgspec.structs.replace(resource, properties=properties)


def _without_twins(given: Value, notifications: list[Value], span: Span) -> Value:
    """The notifications that are written, and those that are not there yet."""
    there = {_identity(one) for _, _, one in elements(given)}
    fresh = [one for one in notifications if _identity(one) not in there]
    return appended(given, fresh, span)


def _identity(notification: Value) -> frozenset[tuple[str, str]]:
    return frozenset((key, one.text()) for _, key, one in notification.entries())


def _added(resource: Resource, additions: list[tuple[str, Value]]) -> Resource:
    properties = resource.properties
    for name, element in additions:
        properties = _with_element(properties, name, element, resource)
    return msgspec.structs.replace(resource, properties=properties)


def _with_element(properties: Value, name: str, element: Value, resource: Resource) -> Value:
    span = element.span or resource.origin.span
    return with_entry(properties, name, lambda given: appended(given, [element], span))


def _triggered(resource: Resource, triggers: list[tuple[str, Value]], stack: Stack) -> Resource:
    properties = resource.properties
    for name, target in triggers:
        taken = properties.at("LambdaConfig", name)
        if not isinstance(taken, Absent):
            stack.note(f"the trigger {name} is set twice", target.span or resource.origin.span)
            continue
        properties = _with_trigger(properties, name, target)
    return msgspec.structs.replace(resource, properties=properties)


def _with_trigger(properties: Value, name: str, target: Value) -> Value:
    return with_entry(
        properties, "LambdaConfig", lambda config: with_entry(config, name, lambda _: target)
    )
