"""boto3, botocore and their asynchronous kin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crenel.code.facts import Argument, AttributeRead, SdkCall
from crenel.code.hooks import CallView, calls, reads
from crenel.code.sdk.arguments import argument, arguments, note
from crenel.code.values import UNKNOWN, Path, Site, literal

if TYPE_CHECKING:
    from crenel.code.run import Run
    from crenel.code.syntax import Attribute

_NAME = re.compile(
    r"^(?:boto3|aioboto3|botocore|aiobotocore)\b[\w.()]*?\.(client|create_client|resource)\(\)(.*)$"
)
_MAKING = {
    "get_queue_by_name()": "Queue",
    "create_queue()": "Queue",
    "create_topic()": "Topic",
    "create_bucket()": "Bucket",
    "create_table()": "Table",
    "receive_messages()[]": "Message",
}
"""Methods of resources whose answer is a resource again."""

_CHAINED_NAMES = frozenset({"all", "filter", "limit", "page_size", "pages"})
_CHAINED = frozenset(f"{name}(){end}" for name in _CHAINED_NAMES for end in ("", "[]"))
"""Methods of collections whose answer is a collection, or its elements."""

_DEED = re.compile(
    r"^(?:query|scan|publish|delete|put|update|copy|load|reload|reboot|start|stop|terminate"
    r"|(?:get|put|update|delete|batch|upload|download|copy|send|receive|create|start|stop)_\w+)$"
)
"""Methods of resources that ask AWS for something; their other members are data."""

_PLUMBING = frozenset(
    {
        "close",
        "can_paginate",
        "get_waiter",
        "get_paginator",
        "__aenter__",
        "exceptions",
        "generate_db_auth_token",
        "generate_db_connect_auth_token",
        "generate_db_connect_admin_auth_token",
    }
)


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
    inner = rest.partition("meta.client.")[2]
    if kind == "resource" and not inner:
        _resource(view, name, rest, sites)
    elif inner:
        _client(view, name, inner, sites)
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
    elif rest == "_make_api_call":
        _spelled(view, service)
    elif "(" not in rest and "." not in rest and rest not in _PLUMBING:
        if rest in {"generate_presigned_url", "generate_presigned_post"}:
            _presigned(view, service, rest)
        else:
            note(view, service, rest, "boto3-client", given)


def _spelled(view: CallView, service: str | None) -> None:
    """``client._make_api_call("GetObject", {...})``."""
    named, parameters = literal(view.argument(0)), view.argument(1)
    given = Site((parameters,)) if parameters is not None else Site()
    name = named if isinstance(named, str) else None
    note(view, service, name, "boto3-client", arguments(given, spread=True), inside=given)


def _presigned(view: CallView, service: str | None, rest: str) -> None:
    if rest.endswith("post"):
        operation = "put_object"  # the form is signed for that
        given = tuple(_argument(name, view, at) for at, name in enumerate(("Bucket", "Key")))
        note(view, service, operation, "boto3-presigned", given, inside=Site())
        return
    named = literal(view.argument(0, "ClientMethod"))
    parameters = view.argument(1, "Params")
    given = arguments(Site((parameters,)), spread=True) if parameters is not None else ()
    name = named if isinstance(named, str) else None
    inside = Site((parameters,)) if parameters is not None else None
    note(view, service, name, "boto3-presigned", given or arguments(view.site), inside=inside)


def _argument(name: str, view: CallView, position: int) -> Argument:
    value = view.argument(position, name)
    return argument(name, value if value is not None else UNKNOWN)


def _resource(view: CallView, service: str | None, rest: str, sites: tuple[Site, ...]) -> None:
    *before, last = rest.split(".")
    types: list[str] = []
    words: list[str] = []
    for step in before:
        kind = _MAKING.get(step) or (step.removesuffix("()") if step[:1].isupper() else "")
        if kind:
            types.append(kind)
            words.clear()
        elif not step.endswith("()") or step in _CHAINED:
            words.extend([step] if not step.endswith("()") else [])
        else:
            return  # the answer of a call, no longer a resource
    if last[:1].isupper() or (last in _CHAINED_NAMES and words and words[-1] in {"meta", "client"}):
        return  # one more type in the chain: nothing is called yet
    if view.handed and not _DEED.match(last):
        return  # an attribute: it is read, which is told elsewhere
    chain = sites[len(sites) - rest.count("()") :] if rest.count("()") else ()
    given = tuple(one for site in chain for one in arguments(site))
    style = "boto3-client" if words[-2:] == ["meta", "client"] else "boto3-resource"
    words = words[:-2] if style == "boto3-client" else words
    name = ".".join([*(word.removesuffix("[]") for word in words), last])
    note(
        view,
        service,
        name,
        style,
        arguments(view.site),
        resource=tuple(types),
        resource_arguments=given,
    )


_MADE = re.compile(r"^(?:boto3|aioboto3)\b[\w.()]*?\.resource\(\)\.([\w.()]*\(\))$")


@reads("boto3.", "aioboto3.")
def _attribute(run: Run, step: Attribute, base: Path) -> None:
    """``ec2.NetworkInterface("x").private_ip_address`` asks AWS for it."""
    found = _MADE.match(base.name)
    kinds = tuple(one.removesuffix("()") for one in found[1].split(".")) if found else ()
    if not kinds or not all(one[:1].isupper() for one in kinds):
        return
    sites = base.sites[-len(kinds) :]
    service = literal(base.sites[-len(kinds) - 1].argument(0, "service_name"))
    load = SdkCall(
        span=run.span(step),
        function=run.unit.qualified,
        reached=run.scope.reached,
        service=service if isinstance(service, str) else None,
        operation="load",
        style="boto3-resource",
        receiver="",
        resource=kinds,
        resource_arguments=tuple(one for site in sites for one in arguments(site)),
    )
    fact = AttributeRead(
        span=load.span, function=load.function, reached=load.reached, name=step.name, load=load
    )
    run.note(step, "attribute", fact)


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
        return
    # Of a known name a read is no call.
    known = isinstance(literal(view.argument(1)), str)
    if found is None or known or not _is_resource(found):
        return
    made = getattr(target, "sites", (Site(),))
    first = made[max(0, len(made) - 1 - found.group(2).count("()"))]
    service = literal(first.argument(0, "service_name"))
    note(view, service if isinstance(service, str) else None, None, "boto3-resource", ())


def _is_resource(made: re.Match[str]) -> bool:
    """Is it a service's own resource, or one of its types: no answer of a call?"""
    steps = [one for one in made.group(2).strip(".").split(".") if one]
    return made.group(1) == "resource" and all(one[:1].isupper() or one in _MAKING for one in steps)
