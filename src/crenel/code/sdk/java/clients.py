"""The AWS SDK for Java 2: clients, paginators, waiters, presigners, transfers, enhanced tables."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.facts import Argument
from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, capital, note, requested
from crenel.code.text import words
from crenel.code.values import UNKNOWN, Built, Compound, Path, Site, Value, choices, either, leaves
from crenel.pattern import Pattern

STYLE = "java-v2"
_CLIENT = Pattern(r"^software\.amazon\.awssdk\.services\.(\w+)\.(?:[\w.]+\.)?(\w+)\(\)\.(.+)$")
_LOCAL = words(
    """
    builder close serviceName utilities waiter toString hashCode equals serviceClientConfiguration
    create getClass batchManager
    """
)
SERVICES = {
    "applicationdiscovery": "discovery",
    "costandusagereport": "cur",
    "databasemigration": "dms",
    "directory": "ds",
    "elasticsearch": "es",
    "lexmodelbuilding": "lex-models",
}
"""Packages that leave the word service out. Source: the API reference of the SDK."""
_CLIENTS = ("Client", "AsyncClient", "Presigner", "Waiter", "BatchManager")
_SUFFIXES = ("Paginator", "AsBytes")
_TABLE = "software.amazon.awssdk.enhanced.dynamodb."
_TABLE_METHODS = {
    "getItem": ("GetItem",),
    "putItem": ("PutItem",),
    "putItemWithResponse": ("PutItem",),
    "updateItem": ("UpdateItem",),
    "updateItemWithResponse": ("UpdateItem",),
    "getItemWithResponse": ("GetItem",),
    "deleteItemWithResponse": ("DeleteItem",),
    "deleteItem": ("DeleteItem",),
    "query": ("Query",),
    "scan": ("Scan",),
    "createTable": ("CreateTable",),
    "deleteTable": ("DeleteTable",),
    "describeTable": ("DescribeTable",),
    "batchGetItem": ("BatchGetItem",),
    "batchWriteItem": ("BatchWriteItem",),
    "transactGetItems": ("TransactGetItems",),
    "transactWriteItems": ("TransactWriteItems",),
}
_TRANSFERS = {
    "upload": ("PutObject",),
    "uploadFile": ("PutObject",),
    "uploadDirectory": ("PutObject",),
    "download": ("GetObject",),
    "downloadFile": ("GetObject",),
    "downloadDirectory": ("ListObjectsV2", "GetObject"),
    "copy": ("CopyObject",),
}


@calls("software.amazon.awssdk.services.")
def _client(view: CallView) -> None:
    found = _CLIENT.match(view.name)
    if found is None:
        return
    package, made, rest = found.groups()
    service = SERVICES.get(package, package)
    if made.startswith("DynamoDbStreams"):
        service = "dynamodbstreams"
    if rest.startswith("waiter()."):
        made, rest = "Waiter", rest.removeprefix("waiter().")
    if "." in rest or "(" in rest or rest in _LOCAL or not made.endswith(_CLIENTS):
        return
    given = requested(view.site)
    if made.endswith("Presigner"):
        _presigned(view, service, rest)
    elif made.endswith("Waiter"):
        note(view, service, rest.removeprefix("waitUntil"), f"{STYLE}-waiter", given)
    else:
        operation = rest
        for suffix in _SUFFIXES:
            operation = operation.removesuffix(suffix) or rest
        note(view, service, capital(operation), STYLE, given, inside=inside(view.site))


def inside(site: Site) -> Site:
    """The requests of a call, to look into: their entries by their own names."""
    return Site(tuple(one for one in site.positional if isinstance(one, Built)))


def _presigned(view: CallView, service: str, method: str) -> None:
    """``presigner.presignGetObject(r -> r.getObjectRequest(request))``."""
    operation = method.removeprefix("presign")
    first = view.site.positional[0] if view.site.positional else None
    wanted = f"{operation[:1].lower()}{operation[1:]}Request"
    made = [one.get(wanted) for one in choices(first) if isinstance(one, Built)] if first else []
    inner = [one for one in made if isinstance(one, Built)]
    given = requested(Site((either(inner),))) if inner else ()
    note(view, service, operation, f"{STYLE}-presigned", given, inside=Site())


@calls("software.amazon.awssdk.transfer.s3.")
def _transfer(view: CallView) -> None:
    parts = view.name.split(".")
    operations = _TRANSFERS.get(parts[-1], ())
    if not parts[-2].endswith("TransferManager()"):
        return
    given = tuple(_innermost(view.site))
    for operation in operations:
        note(view, "s3", operation, STYLE, given, inside=Site(), key=operation)


def _innermost(site: Site) -> Iterator[Argument]:
    """The arguments of the requests that a transfer's request holds."""
    for value in site.positional:
        for one in leaves(value):
            if isinstance(one, Built):
                yield from requested(Site((one,)))


@calls(_TABLE)
def _enhanced(view: CallView) -> None:
    """Enhanced clients: the table is known from how its object was made."""
    parts = view.name.removeprefix(_TABLE).split(".")
    made = parts[-2] if len(parts) > 1 else ""
    if not made.endswith(("Table()", "Index()", "Client()", "table()", "index()")):
        return
    names = tuple(argument("TableName", one) for one in _tables(view))
    if made.lower().endswith("index()"):
        names += (argument("IndexName", _index(view.base)),)
    for operation in _TABLE_METHODS.get(parts[-1], ()):
        note(view, "dynamodb", operation, f"{STYLE}-enhanced", names, inside=Site(), key=operation)


def _index(made: Value) -> Value:
    """The name that an index was asked for by."""
    asked = isinstance(made, Path) and made.name.rpartition(".")[0].endswith(".index()")
    name = made.sites[-1].argument(0) if asked and isinstance(made, Path) else None
    return UNKNOWN if name is None else name


def _tables(view: CallView) -> Iterator[Value]:
    """What the tables were given as names: that of the receiver, or of those in the request."""
    for value in (view.base, *view.site.positional):
        for one in _all(value):
            if isinstance(one, Path) and ".table()" in one.name:
                steps = one.name.split("()")
                place = next(at for at, step in enumerate(steps) if step.endswith(".table"))
                made = one.sites[place - len(steps) + 1] if one.sites else Site()
                name = made.argument(0)
                if name is not None:
                    yield name


def _all(value: Value) -> Iterator[Value]:
    """The value and all it is made of, what was given to foreign calls, too."""
    pending, seen = [value], 0
    while pending and seen < 200:  # noqa: PLR2004 - a value weighs no more
        one = pending.pop()
        seen += 1
        yield one
        if isinstance(one, Compound):
            pending.extend(one.parts())


@calls("software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider.build")
def _role(view: CallView) -> None:
    """The role is taken on when the credentials are first used."""
    request = view.site.argument(None, "refreshRequest")
    given = requested(Site((request,))) if isinstance(request, Built) else ()
    note(view, "sts", "AssumeRole", STYLE, given)


@calls(".generateAuthenticationToken", ".generateDbConnectAuthToken")
@calls(".generateDbConnectAdminAuthToken")
@calls("com.amazonaws.services.rds.auth.RdsIamAuthTokenGenerator().getAuthToken")
def _token(view: CallView) -> None:
    """A token for a database: nothing is sent, but the database asks IAM."""
    kind = "connect-admin" if "Admin" in view.method else "connect"
    service = "dsql" if "DbConnect" in view.method else "rds"
    note(view, service, kind, "token", ())
