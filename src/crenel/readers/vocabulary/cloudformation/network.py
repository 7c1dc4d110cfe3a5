"""Amazon EC2: security groups, subnets and endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Endpoint, Entity, SecurityGroup, Subnet
from crenel.model.resource import Resource
from crenel.model.value import Value, sequence, where
from crenel.readers.vocabulary.cloudformation.row import common, row
from crenel.readers.vocabulary.world import World


@row("AWS::EC2::SecurityGroup")
def security_group(resource: Resource, world: World) -> Iterator[Entity]:
    """A security group with the rules written inside and beside it."""
    yield SecurityGroup(
        **common(resource),
        name=resource["GroupName"],
        ingress=_rules(resource, "Ingress", world),
        egress=_rules(resource, "Egress", world),
    )


def _rules(resource: Resource, direction: str, world: World) -> Value:
    """Inside and beside; absent where there is neither (AWS then lets everything out)."""
    inside = resource[f"SecurityGroup{direction}"]
    beside = [
        where(rule.guard, rule.properties)
        for rule in world.naming("GroupId", resource, f"AWS::EC2::SecurityGroup{direction}")
    ]
    if not beside:
        return inside
    return sequence([*(item for _, item in inside.items()), *beside], inside.span)


@row("AWS::EC2::VPCEndpoint")
def endpoint(resource: Resource, _: World) -> Iterator[Entity]:
    """A private endpoint."""
    yield Endpoint(
        **common(resource),
        service=resource["ServiceName"],
        policy=resource["PolicyDocument"],
        network=resource["VpcId"],
    )


@row("AWS::EC2::Subnet")
def subnet(resource: Resource, _: World) -> Iterator[Entity]:
    """A part of a network."""
    yield Subnet(
        **common(resource), network=resource["VpcId"], public=resource["MapPublicIpOnLaunch"]
    )
