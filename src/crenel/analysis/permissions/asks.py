"""From a call in code to the actions that AWS asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.permissions.table import Ask, Operations, Origin, plain, service_of
from crenel.code.facts import Argument, ArgumentKind, AttributeRead, Piece, SdkCall
from crenel.code.text import words

if TYPE_CHECKING:
    from crenel.model.source import Span

_LOCAL = words(
    """
    getavailablesubresources getwaiter getpaginator canpaginate generatepresignedurl close meta
    exceptions makeapicall converttostring createset makeunauthenticatedrequest enter exit
    registerevent events waiternames getservicename middlewarestack config destroy send
    """
)
"""Methods of clients and resources that send nothing."""

_EVERY = frozenset({"all", "filter", "limit", "page_size", "pages"})
_CONTAINERS = {"s3": "Bucket"}


class Gap(msgspec.Struct, frozen=True):
    """Something that is run and could not be told: what is needed is then not all known."""

    reason: str
    span: Span
    prefix: str = ""
    """The IAM prefix that it concerns, where that is known; all of them where it is empty."""


class Asked(msgspec.Struct, frozen=True):
    """One action that a call asks for, with everything that the call was given."""

    ask: Ask
    call: SdkCall
    service: Operations
    given: tuple[Argument, ...]
    unseen: bool = False
    """Whether the call asks for it is decided by an argument that is not seen into."""

    def argument(self, path: str) -> list[Argument]:
        """What was given under a path such as ``Entries[].EventBusName``."""
        wanted = _path(path)
        return [one for one in self.given if _path(one.name) == wanted]

    def opaque(self) -> bool:
        """Was the call given arguments that nobody can see (``**kwargs``, a variable)?"""
        unknown = (ArgumentKind.UNKNOWN, ArgumentKind.EVENT)
        script = self.call.style.startswith("js")
        return any(
            one.name.rpartition(".")[2] == "*"
            or (script and one.name == "0" and one.kind in unknown)
            for one in self.given
        )

    def has(self, path: str) -> bool:
        """Was something given under this path?"""
        wanted = _path(path)
        names = [_path(one.name) for one in self.given]
        return any(
            name == wanted or name.startswith((wanted + ".", wanted + "[")) for name in names
        )

    def may_have(self, path: str) -> bool:
        """May the path lie in an argument that is not seen into?"""
        wanted = _path(path)
        if self.opaque():
            return "." not in wanted
        parents = {wanted[:at] for at, char in enumerate(wanted) if char in ".["}
        unseen = {_path(one.name) for one in self.given if one.kind is not ArgumentKind.LITERAL}
        inside = {name.rpartition(".")[0] for name in map(_path, (one.name for one in self.given))}
        return bool((parents & unseen) - inside - {n.partition("[")[0] for n in inside if n})


def asked(call: SdkCall) -> Iterator[Asked | Gap]:
    """Every action that a call asks for; a gap where that cannot be told."""
    if call.other_credentials:
        return
    if call.service is None:
        yield from _of_candidates(call)
    elif call.style in ("signed", "token"):
        yield from _signed(call)
    else:
        service = service_of(call.service)
        if service is None:
            yield Gap(f"no service of AWS is known as {call.service[:80]!r}", call.span)
        else:
            yield from _of_service(service, call)


def _of_service(service: Operations, call: SdkCall) -> Iterator[Asked | Gap]:
    prefix = service.service.prefix
    if call.operation is None:
        yield Gap(f"which operation of {service.name} is called is computed", call.span, prefix)
        return
    operations, given = _operations(service, call)
    if operations is None and plain(call.operation.rpartition(".")[2]) not in _LOCAL:
        yield Gap(_unknown(service, call), call.span, prefix)
    for operation in operations or ():
        yield from _asks(service, call, operation, given)


_SIGNED = {
    "execute-api": "execute-api:Invoke",
    "appsync": "appsync:GraphQL",
    "lambda": "lambda:InvokeFunctionUrl",
    "es": "es:ESHttp*",
    "aoss": "aoss:APIAccessAll",
    "neptune-db": "neptune-db:connect",
    "vpc-lattice-svcs": "vpc-lattice-svcs:Invoke",
    "bedrock-agentcore": "bedrock-agentcore:InvokeGateway",
}
"""What a signed request asks for. Source: each service's guide, "IAM authorization"."""


_TOKENS = {
    ("rds", "connect"): "rds-db:connect",
    ("dsql", "connect"): "dsql:DbConnect",
    ("dsql", "connect-admin"): "dsql:DbConnectAdmin",
}
"""What a token for a database asks for. Source: Amazon Aurora User Guides, IAM authentication."""


def _of_candidates(call: SdkCall) -> Iterator[Asked | Gap]:
    """A client that may be of several services: of those that have the operation."""
    found = [
        one
        for name in call.candidates
        for one in asked(msgspec.structs.replace(call, service=name))
        if isinstance(one, Asked)
    ]
    if found:
        yield from found
    elif call.style != "guessed":  # then it need not be a client at all
        yield Gap("the service of this client is computed", call.span)


def _signed(call: SdkCall) -> Iterator[Asked | Gap]:
    """A request that is signed for a service; which of its operations is not known."""
    action = _SIGNED.get(str(call.service)) or _TOKENS.get((str(call.service), str(call.operation)))
    service = service_of("sts")
    if action is None or service is None:
        name = str(call.service)[:80]
        reason = f"what a request that is signed for {name} asks for is not known"
        yield Gap(reason, call.span, str(call.service))
        return
    yield Asked(Ask(action, origin=Origin.REVIEWED), call, service, ())


def loads(read: AttributeRead) -> bool:
    """Does reading this attribute ask AWS? Names, collections and the like do not."""
    service = service_of(read.load.service or "")
    found = service.service.resources.get(read.load.resource[-1]) if service is not None else None
    if found is None or "load" not in found.actions:
        return False
    names = {plain(one) for one, _ in found.identifiers}
    near = {*names, *map(plain, found.collections), *map(plain, found.members), "meta"}
    methods = {*map(plain, found.actions), *map(plain, found.waiters)}
    return plain(read.name) not in near | methods


def _asks(
    service: Operations, call: SdkCall, operation: str, given: tuple[Argument, ...]
) -> Iterator[Asked | Gap]:
    every = service.asks(operation)
    always = any(not ask.condition for ask in every)
    for ask in every:
        one = Asked(ask, call, service, given)
        if ask.condition and not one.has(ask.condition):
            if not one.may_have(ask.condition):
                continue
            one = msgspec.structs.replace(one, unseen=True)
            if always:  # beside what is asked for in any case, it is of use where it is granted
                one = Asked(msgspec.structs.replace(ask, optional=True), call, service, given)
        if ask.verb and not _speaks(one):
            continue
        if ask.origin is Origin.GUESSED:
            reason = f"{service.name}.{operation} is newer than the authorization data"
            yield Gap(reason, call.span, ask.action.partition(":")[0])
        yield one


def _speaks(one: Asked) -> bool:
    """Does a statement begin with the verb of the action, or may it?"""
    wanted = plain(one.ask.action.rpartition(":")[2]).removeprefix("partiql")
    texts = [
        pieces[0].text.split(maxsplit=1)[0].lower() if pieces[0].text.strip() else ""
        for argument in one.argument(one.ask.verb)
        for pieces in argument.alternatives
        if pieces and pieces[0].kind is ArgumentKind.LITERAL
    ]
    return wanted in texts if texts else True


def _unknown(service: Operations, call: SdkCall) -> str:
    name = str(call.operation)[:80]
    close = service.close_to(name)
    meant = f". Did you mean {' or '.join(close)}?" if close else ""
    return f"{service.name} has no operation {name!r} that the data know{meant}"


def _operations(
    service: Operations, call: SdkCall
) -> tuple[list[str] | None, tuple[Argument, ...]]:
    """The operations that a call performs, and what they are given."""
    written = str(call.operation)
    given = (*call.arguments, *call.nested)
    if call.style == "boto3-resource":
        return _of_resource(service, call)
    if call.style.endswith("waiter"):
        found = service.waited_for(written)
        return ([found] if found else None), given
    helper = service.service.helpers.get(plain(written))
    if helper is not None:
        return helper, (*_positional(call), *given)
    found = service.find(written)
    return ([found] if found else None), given


_TRANSFERS = {
    "uploadfile": ("", "Bucket", "Key"),
    "uploadfileobj": ("", "Bucket", "Key"),
    "downloadfile": ("Bucket", "Key"),
    "downloadfileobj": ("Bucket", "Key"),
    "copy": ("CopySource", "Bucket", "Key"),
}
"""The order of the arguments of boto3's transfer methods."""


def _positional(call: SdkCall) -> tuple[Argument, ...]:
    names = _TRANSFERS.get(plain(str(call.operation)), ())
    return tuple(
        msgspec.structs.replace(one, name=names[int(one.name)])
        for one in call.arguments
        if one.name.isdigit() and int(one.name) < len(names) and names[int(one.name)]
    )


def _of_resource(
    service: Operations, call: SdkCall
) -> tuple[list[str] | None, tuple[Argument, ...]]:
    """boto3's resources: ``Table("x").put_item``, ``Bucket("x").objects.all``."""
    resources = service.service.resources
    kind = call.resource[-1] if call.resource else ""
    words = str(call.operation).split(".")
    given = (*_identified(service, call), *call.arguments, *call.nested)
    listed: list[str] = []
    for word in words[:-1]:
        found = resources.get(kind)
        collection = found.collections.get(word) if found else None
        if collection is None:
            break
        listed, kind = [collection[0]], collection[1]
    last = words[-1]
    if last in _EVERY:
        return (listed or None), given
    found = resources.get(kind)
    name = f"{kind}.{plain(last)}" if kind else plain(last)
    helper = service.service.helpers.get(name)
    if helper is not None:
        return [*listed, *helper], given
    operation = found.actions.get(last) if found else None
    if operation is None and found is not None and last in found.waiters:
        operation = service.waited_for(found.waiters[last])
    if operation is None:
        return (listed or None), given
    return [*listed, operation], given


def _identified(service: Operations, call: SdkCall) -> Iterator[Argument]:
    """The identifiers of the resource, under the names of parameters."""
    resources = service.service.resources
    names: list[str] = []
    for kind in call.resource:
        found = resources.get(kind)
        names.extend(name for _, name in (found.identifiers if found else [])[len(names) :])
    for name, one in zip(names, call.resource_arguments, strict=False):
        if one.name.isdigit() or plain(one.name) in {
            plain(name),
            "name",
            "bucketname",
            "queuename",
        }:
            yield msgspec.structs.replace(one, name=name)


def _path(name: str) -> str:
    return name.replace("[]", "").lower()


def literal_pieces(text: str) -> tuple[Piece, ...]:
    """A constant, as a value in pieces."""
    return (Piece(ArgumentKind.LITERAL, text),)
