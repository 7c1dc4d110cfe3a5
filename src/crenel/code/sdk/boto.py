"""boto3, botocore and their asynchronous kin."""

from __future__ import annotations

import re

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import arguments, note
from crenel.code.values import Site, literal

_NAME = re.compile(
    r"^(?:boto3|aioboto3|botocore|aiobotocore)\b[\w.()]*?\.(client|create_client|resource)\(\)(.*)$"
)
_PLUMBING = frozenset({"close", "can_paginate", "get_waiter", "get_paginator", "__aenter__", "exceptions"})


@calls("boto3.", "aioboto3.", "botocore.", "aiobotocore.")
def _boto(view: CallView) -> None:
    found = _NAME.match(view.name)
    if found is None or not found.group(2):
        return
    kind, rest = found.group(1), found.group(2).strip(".")
    made = 1 + rest.count("()")
    sites = _sites(view)
    first = sites[len(sites) - made] if len(sites) >= made else Site()
    service = literal(first.argument(0, "service_name"))
    name = service if isinstance(service, str) else None
    if kind == "resource":
        _resource(view, name, rest, sites)
    else:
        _client(view, name, rest, sites)


def _sites(view: CallView) -> tuple[Site, ...]:
    """The calls that made the receiver, from the client's on."""
    return getattr(view.base, "sites", ())


def _client(view: CallView, service: str | None, rest: str, sites: tuple[Site, ...]) -> None:
    given = arguments(view.site)
    if rest in {"get_paginator().paginate", "get_waiter().wait"}:
        operation = literal(sites[-1].argument(0, "operation_name", "waiter_name"))
        style = "boto3-paginator" if "paginate" in rest else "boto3-waiter"
        note(view, service, operation if isinstance(operation, str) else None, style, given)
    elif "(" not in rest and "." not in rest and rest not in _PLUMBING:
        if rest == "generate_presigned_url" or rest == "generate_presigned_post":
            _presigned(view, service, rest)
        else:
            note(view, service, rest, "boto3-client", given)


def _presigned(view: CallView, service: str | None, rest: str) -> None:
    operation: object = literal(view.argument(0, "ClientMethod"))
    if rest.endswith("post"):
        operation = "put_object"
    parameters = view.argument(1, "Params")
    given = arguments(Site((parameters,)), spread=True) if parameters is not None else ()
    name = operation if isinstance(operation, str) else None
    note(view, service, name, "boto3-presigned", given or arguments(view.site))


def _resource(view: CallView, service: str | None, rest: str, sites: tuple[Site, ...]) -> None:
    steps = rest.split(".")
    if rest.startswith("meta.client."):
        note(view, service, steps[-1], "boto3-client", arguments(view.site))
        return
    types = tuple(step.removesuffix("()") for step in steps[:-1] if step[:1].isupper())
    if "meta" in steps and "client" in steps:
        note(view, service, steps[-1], "boto3-client", arguments(view.site), types)
        return
    if steps[-1][:1].isupper():
        return  # one more type in the chain: nothing is called yet
    lower = [step for step in steps if step[:1].islower() and not step.endswith("()")]
    chain = sites[len(sites) - rest.count("()") :] if rest.count("()") else ()
    given = tuple(one for site in chain for one in arguments(site))
    note(view, service, ".".join(lower), "boto3-resource", arguments(view.site), types, given)


@calls("getattr")
def _computed(view: CallView) -> None:
    """``getattr(client, name)``: which operation it is cannot be told."""
    target = view.argument(0)
    name = getattr(target, "name", "")
    found = _NAME.match(name) if isinstance(name, str) else None
    if found is not None and not found.group(2) and found.group(1) != "resource":
        site = getattr(target, "sites", (Site(),))[-1]
        service = literal(site.argument(0, "service_name"))
        operation = literal(view.argument(1))
        text = operation if isinstance(operation, str) else None
        note(view, service if isinstance(service, str) else None, text, "boto3-client", ())
