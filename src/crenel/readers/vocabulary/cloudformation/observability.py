"""Amazon CloudWatch Logs and alarms, CloudTrail."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Alarm,
    Entity,
    EntryKind,
    EntryPoint,
    LogDestination,
    LogGroup,
    LogSubscription,
    Trail,
)
from crenel.model.resource import Resource
from crenel.readers.vocabulary.cloudformation.row import common, effective, row
from crenel.readers.vocabulary.world import World


@row("AWS::Logs::LogGroup")
def log_group(resource: Resource, _: World) -> Iterator[Entity]:
    """A log group."""
    yield LogGroup(
        **common(resource),
        name=resource["LogGroupName"],
        retention=resource["RetentionInDays"],
        key=resource["KmsKeyId"],
    )


@row("AWS::Logs::SubscriptionFilter")
def subscription_filter(resource: Resource, world: World) -> Iterator[Entity]:
    """Logs that are sent on, to a function perhaps."""
    destination = resource["DestinationArn"]
    yield LogSubscription(
        **common(resource), group=resource["LogGroupName"], destination=destination
    )
    if world.referred(destination, "AWS::Lambda::Function") or ":function:" in destination.text():
        yield EntryPoint(
            **common(resource, "#entry"),
            kind=EntryKind.LOGS,
            function=destination,
            source=resource["LogGroupName"],
        )


@row("AWS::Logs::Destination")
def destination(resource: Resource, _: World) -> Iterator[Entity]:
    """Where other accounts may send logs."""
    yield LogDestination(**common(resource), policy=resource["DestinationPolicy"])


@row("AWS::CloudWatch::Alarm")
def alarm(resource: Resource, _: World) -> Iterator[Entity]:
    """An alarm."""
    yield Alarm(
        **common(resource),
        name=resource["AlarmName"],
        enabled=effective(resource, "ActionsEnabled"),
        actions=resource["AlarmActions"],
        metric=resource["MetricName"],
        dimensions=resource["Dimensions"],
    )


@row("AWS::CloudTrail::Trail")
def trail(resource: Resource, _: World) -> Iterator[Entity]:
    """An audit trail."""
    yield Trail(
        **common(resource),
        selectors=resource["EventSelectors"],
        advanced_selectors=resource["AdvancedEventSelectors"],
    )
