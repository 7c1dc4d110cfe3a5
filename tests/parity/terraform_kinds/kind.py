"""What a type of CloudFormation is called in the AWS provider of Terraform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Json:
    """A property that is an argument with JSON in it."""

    name: str


@dataclass(frozen=True)
class Block:
    """A property that is a block, or a list of them."""

    name: str
    inside: dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """A property that is a resource of its own, which names this one by ``argument``."""

    kind: str
    argument: str
    inside: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A resource type: its Terraform type, the attribute that ``Ref`` reads, its arguments."""

    name: str
    ref: str
    arguments: dict[str, Any]


CORS = {"AllowOrigins": "allow_origins", "AllowCredentials": "allow_credentials"}
