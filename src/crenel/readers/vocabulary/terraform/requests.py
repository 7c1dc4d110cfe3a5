"""Requests that Terraform sends itself whenever it plans."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Entity, PlanRequest
from crenel.model.resource import Resource
from crenel.readers.vocabulary.cloudformation.row import common
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.world import World


@TABLE.own("data.http")
def request(resource: Resource, _: World) -> Iterator[Entity]:
    """The data source that fetches an address."""
    yield PlanRequest(
        **common(resource),
        url=resource["url"],
        headers=resource["request_headers"],
        body=resource["request_body"],
    )
