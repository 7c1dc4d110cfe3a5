"""Custom resources that the CDK's own constructs make, and what they set up in fact.

Source: the handlers that aws-cdk-lib ships (`custom-resource-handlers`), as of 2.276.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import CustomResource, Entity, EntryKind, EntryPoint, LogGroup
from crenel.model.resource import Resource
from crenel.readers.vocabulary.cloudformation.row import common, row
from crenel.readers.vocabulary.world import World

NOTIFICATIONS = "Custom::S3BucketNotifications"
_LAMBDAS = "NotificationConfiguration.LambdaFunctionConfigurations"


@row(NOTIFICATIONS)
def notifications(resource: Resource, _: World) -> Iterator[Entity]:
    """What a bucket tells functions of: written after both are there."""
    yield CustomResource(**common(resource), function=resource["ServiceToken"])
    for number, (guard, item) in enumerate(resource[_LAMBDAS].items()):
        for place, (when, event) in enumerate(item.get("Events").items()):
            both = guard.conjoin(when)
            if both is not None:
                yield EntryPoint(
                    **common(resource, f"#notification{number}.{place}", both),
                    kind=EntryKind.OBJECT,
                    function=item.get("LambdaFunctionArn"),
                    source=resource["BucketName"],
                    event=event,
                    filter=item.get("Filter"),
                )


@row("Custom::LogRetention")
def log_retention(resource: Resource, _: World) -> Iterator[Entity]:
    """How long a log group is kept that Lambda makes by itself."""
    yield CustomResource(**common(resource), function=resource["ServiceToken"])
    yield LogGroup(
        **common(resource, "#logs"),
        name=resource["LogGroupName"],
        retention=resource["RetentionInDays"],
    )
