"""The tables in ``_data``, each read when it is first needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from crenel.dated import decoded

_DATA = Path(__file__).parent / "_data"


class PolicyTemplate(msgspec.Struct, frozen=True):
    """A policy template: its parameters and the statements with holes for them."""

    parameters: tuple[str, ...]
    statements: tuple[dict[str, object], ...]


class _PolicyTemplates(msgspec.Struct, frozen=True):
    templates: dict[str, PolicyTemplate]


class _ManagedPolicies(msgspec.Struct, frozen=True):
    paths: dict[str, tuple[str, ...]]


@cache
def policy_templates() -> dict[str, PolicyTemplate]:
    """SAM's policy templates by name."""
    return decoded(_DATA / "policy_templates.json", _PolicyTemplates).templates


@cache
def _paths() -> dict[str, str]:
    table = decoded(_DATA / "managed_policies.json", _ManagedPolicies).paths
    return {name: f"{path}/{name}" for path, names in table.items() for name in names}


def managed_policy_arn(name: str) -> str:
    """The ARN of an AWS managed policy; a name with a path or an ARN needs no table."""
    if name.startswith("arn:"):
        return name
    path = name if "/" in name else _paths().get(name, name)
    return f"arn:aws:iam::aws:policy/{path}"
