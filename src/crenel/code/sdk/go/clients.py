"""The AWS SDKs for Go, 2 and 1: clients, paginators, waiters, presigning, transfers, roles."""

from __future__ import annotations

from crenel.code.facts import Argument
from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, note, requested
from crenel.code.text import words
from crenel.code.values import Built, Path, Site, Value
from crenel.pattern import Pattern

STYLE = "go-v2"
_CLIENT = Pattern(
    r"^github\.com/aws/aws-sdk-go(-v2)?/service/(\w+)(?:/\w+iface)?\.(\w+)\(\)\.([A-Z]\w*)$"
)
_LOCAL = words("Options Config Handlers ServiceName String GoString NewRequest AddDebugHandlers")
_V1_ENDS = ("PagesWithContext", "WithContext", "Pages", "Request")
_TRANSFERS = {
    "Upload": ("PutObject",),
    "UploadWithContext": ("PutObject",),
    "UploadObject": ("PutObject",),
    "UploadWithIterator": ("PutObject",),
    "Download": ("GetObject",),
    "DownloadWithContext": ("GetObject",),
    "DownloadObject": ("GetObject",),
    "DownloadWithIterator": ("GetObject",),
    "GetObject": ("GetObject",),
}


@calls("github.com/aws/aws-sdk-go-v2/service/", "github.com/aws/aws-sdk-go/service/")
def _client(view: CallView) -> None:
    found = _CLIENT.match(view.name)
    if found is None or found[4] in _LOCAL or "/s3/s3manager." in view.name:
        return
    new, service, made, method = found.groups()
    kind = made.removeprefix("New")
    if kind.endswith("Paginator"):
        _paged(view, service, kind.removesuffix("Paginator"), method)
    elif kind.endswith("Waiter") and method in {"Wait", "WaitForOutput"}:
        note(view, service, kind.removesuffix("Waiter"), f"{STYLE}-waiter", _given(view.site))
    elif kind.endswith("PresignClient") and method.startswith("Presign"):
        operation = {"PostObject": "PutObject"}.get(method[7:], method[7:])
        note(view, service, operation, f"{STYLE}-presigned", _given(view.site), inside=Site())
    elif new is None:
        _first(view, service, method)
    elif not kind.endswith(("Options", "Resolver", "Waiter", "Output", "Input")):
        note(view, service, method, STYLE, _given(view.site), inside=inputs(view.site))


def _paged(view: CallView, service: str, operation: str, method: str) -> None:
    """``NewQueryPaginator(client, input).NextPage(ctx)``."""
    sites = view.base.sites if isinstance(view.base, Path) else ()
    if method == "NextPage":
        made = sites[-1] if sites else Site()
        given = requested(Site(made.positional[1:2])) if made.positional else ()
        note(view, service, operation, f"{STYLE}-paginator", given, inside=inputs(made))


def _first(view: CallView, service: str, method: str) -> None:
    """Version 1: ``PutItemWithContext``, ``QueryPages``, ``PutItemRequest``, ``WaitUntilX``."""
    name = method
    for end in _V1_ENDS:
        name = name.removesuffix(end) or name
    given = _given(view.site)
    if name.startswith("WaitUntil"):
        note(view, service, name.removeprefix("WaitUntil"), "go-v1-waiter", given)
    elif not view.name.split("service/")[1].split(".")[1].endswith(("Input()", "Output()")):
        note(view, service, name, "go-v1", given, inside=inputs(view.site))


def _given(site: Site) -> tuple[Argument, ...]:
    """The entries of the input, which follows a context where there is one."""
    made = [one for one in site.positional if isinstance(one, Built) or _may_be(one)]
    wanted = [one for one in made if _has_input(one)][:1]
    if wanted:
        return requested(Site(tuple(wanted)))
    several = len(site.positional) > 1
    return (*requested(Site(site.positional[1:2] if several else ())),)


def _may_be(value: Value) -> bool:
    return any(isinstance(one, Built) for one in getattr(value, "choices", ()))


def _has_input(value: Value) -> bool:
    every = getattr(value, "choices", (value,))
    return any(isinstance(one, Built) and one.kind.endswith("Input") for one in every)


def inputs(site: Site) -> Site:
    """The inputs of a call, to look into."""
    return Site(tuple(one for one in site.positional if isinstance(one, Built)))


@calls(
    "github.com/aws/aws-sdk-go-v2/feature/s3/", "github.com/aws/aws-sdk-go/service/s3/s3manager."
)
def _transfer(view: CallView) -> None:
    for operation in _TRANSFERS.get(view.method, ()):
        if "()." in view.name:
            given = _given(Site(view.site.positional[-2:]))
            note(view, "s3", operation, STYLE, given, inside=Site(), key=operation)
    if view.method == "NewDeleteListIterator":
        given = _given(Site(view.site.positional[1:2]))
        note(view, "s3", "ListObjects", STYLE, given, inside=Site())
    if view.method == "Delete" and ".NewBatchDelete" in view.name:
        note(view, "s3", "DeleteObjects", STYLE, ())
    if view.method in {"GetBucketRegion", "GetBucketRegionWithClient"}:
        note(view, "s3", "HeadBucket", STYLE, ())


@calls("github.com/aws/aws-sdk-go-v2/credentials/stscreds.NewAssumeRoleProvider")
@calls("github.com/aws/aws-sdk-go/aws/credentials/stscreds.NewCredentials")
@calls("github.com/aws/aws-sdk-go/aws/credentials/stscreds.NewCredentialsWithClient")
def _role(view: CallView) -> None:
    """The role is taken on when the credentials are first used."""
    arn = view.argument(1)
    given = (argument("RoleArn", arn),) if arn is not None else ()
    note(view, "sts", "AssumeRole", STYLE, given)


@calls("github.com/aws/aws-sdk-go-v2/feature/rds/auth.BuildAuthToken")
@calls("github.com/aws/aws-sdk-go/service/rds/rdsutils.BuildAuthToken")
def _token(view: CallView) -> None:
    note(view, "rds", "connect", "token", ())


@calls("github.com/aws/aws-sdk-go-v2/aws/signer/v4.NewSigner().SignHTTP")
@calls("github.com/aws/aws-sdk-go/aws/signer/v4.NewSigner().Sign")
def _signed(view: CallView) -> None:
    """``SignHTTP(ctx, credentials, request, hash, service, region, time)``."""
    place = 4 if view.method == "SignHTTP" else 2
    service = getattr(view.argument(place), "value", None)
    note(view, service if isinstance(service, str) else None, "signed", "signed", ())
