"""The AWS SDK for JavaScript, version 2 and 3."""

from __future__ import annotations

import re

from crenel.code.facts import Argument
from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import arguments, note, other_credentials
from crenel.code.text import words
from crenel.code.values import Path, Record, Site, literal
from crenel.pattern import Pattern

_V3 = Pattern(r"^@aws-sdk/(client|lib)-([\w-]+)\.(\w+)$")
_V3_CLIENT = Pattern(r"^@aws-sdk/(client|lib)-([\w-]+)\.(\w+?)(?:\.from)?\(\)\.(\w+)$")
_V2 = Pattern(r"^aws-sdk(?:/clients/(\w+)|\.(\w+))?((?:\.[A-Z]\w*)*)\(\)\.(\w+)$")
_COMPUTED = Pattern(r"^(?:aws-sdk\.(\w+)|@aws-sdk/client-([\w-]+)\.\w+)(?:\.\w+)?\(\)\[\]$")
_MADE = Pattern(r"^(?:aws-sdk|@aws-sdk/(?:client|lib)-([\w-]+))\[\]$")
_CALLED = Pattern(r"^aws-sdk\[\]\(\)\.(\w+)$")
_BY_NAME = frozenset({"getSignedUrl", "getSignedUrlPromise", "createPresignedPost", "waitFor"})
_PLUMBING = words(
    """
    send destroy config middlewareStack promise on use setRequestType
    makeRequest createSet setCredentials done abort
    """
)
_DOCUMENT = {
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "BatchGet": "BatchGetItem",
    "BatchWrite": "BatchWriteItem",
    "TransactGet": "TransactGetItems",
    "TransactWrite": "TransactWriteItems",
}
_LIBRARIES = {"dynamodb": "dynamodb", "storage": "s3"}


@calls("@aws-sdk/")
def _v3(view: CallView) -> None:
    found = _V3.match(view.name)
    if found is not None:
        _v3_made(view, found)
        return
    found = _V3_CLIENT.match(view.name)
    if found is not None:
        _v3_aggregated(view, found)


def _v3_made(view: CallView, found: re.Match[str]) -> None:
    """``new XCommand(...)``, ``paginateX(...)``, ``waitUntilX(...)``, ``new Upload(...)``."""
    family, package, name = found.groups()
    service = _LIBRARIES.get(package, package) if family == "lib" else package
    given = arguments(view.site, spread=True)
    if name.endswith("Command") and name != "Command":
        operation = name.removesuffix("Command")
        operation = _DOCUMENT.get(operation, operation) if family == "lib" else operation
        note(view, service, operation, "js-v3", given)
    elif name.startswith("paginate"):
        rest = arguments(Site(view.site.positional[1:]), spread=True)
        note(view, service, name.removeprefix("paginate"), "js-v3-paginator", rest)
    elif name.startswith("waitUntil"):
        rest = arguments(Site(view.site.positional[1:]), spread=True)
        note(view, service, name.removeprefix("waitUntil"), "js-v3-waiter", rest)
    elif (package, name) == ("storage", "Upload"):
        note(view, service, "PutObject", "js-v3", _upload(view), inside=Site())


def _upload(view: CallView) -> tuple[Argument, ...]:
    first = view.argument(0)
    params = first.get("params") if isinstance(first, Record) else None
    return arguments(Site((params,)), spread=True) if params is not None else ()


def service_of_package(family: str, package: str) -> str:
    """The service behind ``client-s3`` or ``lib-storage``."""
    return _LIBRARIES.get(package, package) if family == "lib" else package


def _v3_sent(view: CallView, service: str) -> None:
    """A command that is sent as somebody else: noted again, so that the first note is set right."""
    command = view.argument(0)
    found = _V3.match(getattr(command, "name", "").removesuffix("()"))
    if found is not None:
        operation = found.group(3).removesuffix("Command")
        operation = _DOCUMENT.get(operation, operation) if found.group(1) == "lib" else operation
        note(view, service, operation, "js-v3-sent", ())


def _v3_aggregated(view: CallView, found: re.Match[str]) -> None:
    """``new S3({}).putObject(...)`` and the document client's ``get``."""
    family, package, client, method = found.groups()
    if method == "send" and isinstance(view.argument(0), Path) and other_credentials(view):
        _v3_sent(view, service_of_package(family, package))
    if method in _PLUMBING or client.endswith("Command"):
        return
    operation = method[:1].upper() + method[1:]
    if family == "lib":
        operation = _DOCUMENT.get(operation, operation)
    service = _LIBRARIES.get(package, package) if family == "lib" else package
    note(view, service, operation, "js-v3", arguments(view.site, spread=True))


@calls("aws-sdk.", "aws-sdk/")
def _v2(view: CallView) -> None:
    found = _V2.match(view.name)
    if found is None:
        return
    folder, service, inner, method = found.groups()
    name = (folder or service or "").lower() or None
    if inner == ".ManagedUpload":
        return
    if method in _PLUMBING:
        return
    if method in _BY_NAME:
        _v2_by_name(view, name)
        return
    operation = method[:1].upper() + method[1:]
    document = inner == ".DocumentClient" or (service == "DynamoDB" and "DocumentClient" in inner)
    if document:
        operation = _DOCUMENT.get(operation, operation)
    style = "js-v2-document" if document else "js-v2"
    note(view, name, operation, style, arguments(view.site, spread=True))


def _v2_by_name(view: CallView, service: str | None) -> None:
    """``s3.getSignedUrl("getObject", {...})``, ``s3.waitFor("objectExists", {...})``."""
    word = literal(view.argument(0))
    style = "js-v2-waiter" if view.method == "waitFor" else "js-v2-presigned"
    given = Site(view.site.positional[1:2])
    name = word if isinstance(word, str) else None
    if view.method == "createPresignedPost":
        name, given = "PutObject", Site(view.site.positional[:1])
    note(view, service, name, style, arguments(given, spread=True), inside=given)


@calls("aws-sdk[]", "@aws-sdk/", "aws-sdk[]().")
def _computed_class(view: CallView) -> None:
    """``new sdk[name](...)``: which command, or which service, it is cannot be told."""
    found = _MADE.match(view.name)
    called = _CALLED.match(view.name)
    if found is not None and found.group(1):
        note(view, found.group(1), None, "js-computed", ())
    elif called is not None and called.group(1) not in _PLUMBING:
        note(view, None, called.group(1), "js-computed", ())


@calls("aws-sdk.", "@aws-sdk/")
def _computed(view: CallView) -> None:
    """``client[name](...)``: which operation it is cannot be told."""
    found = _COMPUTED.match(view.name)
    if found is not None:
        service = found.group(1) or found.group(2)
        note(view, service.lower(), None, "js-computed", ())
