"""What states are made of."""

from __future__ import annotations

from typing import Any

Resources = dict[str, dict[str, Any]]
SECRET = "hunter2-" + "Tr0ub4dor"
TOKEN = "zx4Fq7hh" + "27pwLmQ"
ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def allow(action: str, resource: object = "*") -> dict[str, object]:
    return {"Effect": "Allow", "Action": [action], "Resource": [resource]}


def policy(kind: str, name: str, target: object) -> dict[str, object]:
    return {"Type": kind, "Properties": {name: target, "PolicyDocument": {"Statement": [ANYONE]}}}


def with_properties(resource: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {**resource, "Properties": resource["Properties"] | properties}
