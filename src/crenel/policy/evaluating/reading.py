"""A request as JSON states it -> Request and Policies (see ``crenel policy decide``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crenel.errors import UsageError
from crenel.policy.document import Kind, Path, Policy
from crenel.policy.evaluating.request import Policies, Request
from crenel.policy.parsing import parse
from crenel.policy.parsing.condition import text_of
from crenel.policy.parsing.notes import meant, typed
from crenel.policy.principals import ANONYMOUS, Caller, Principal, principal_of

_FIELDS = (
    "principal",
    "principal_tags",
    "action",
    "resource",
    "resource_account",
    "management_account",
    "context",
    "identity_policies",
    "permission_boundary",
    "session_policy",
    "resource_policy",
    "service_control_policies",
    "resource_control_policies",
    "endpoint_policies",
)
_OF_ROLE = ("sts:",)


class RequestProblem(UsageError):  # noqa: N818 - named as ReadProblem is
    """A request that says nothing certain; ``path`` is where, from the request's root."""

    def __init__(self, path: Path, what: str, do: str = "") -> None:
        super().__init__(what, do)
        self.path = path


Parse = Callable[[object, Kind, Path], Policy]


def read_request(row: object, *, parse_policy: Parse | None = None) -> tuple[Request, Policies]:
    """The request and its policies. Raises RequestProblem where it is malformed.

    ``parse_policy`` reads each document; without it, a malformed one raises as well.
    """
    if not isinstance(row, Mapping):
        raise RequestProblem((), f"a request is an object, not {typed(row)}")
    for name in row:
        if name not in _FIELDS:
            raise RequestProblem(
                (str(name),), f"a request has no {name!s:.80}", meant(name, _FIELDS)
            )
    for name in ("action", "resource", "principal"):
        if name not in row:
            raise RequestProblem((), f"the request has no {name}")
    request = Request(
        action=_text(row, "action"),
        resource=_text(row, "resource"),
        principal=_principal(row["principal"]),
        context=_context(row.get("context")),
        principal_tags=_tags(row.get("principal_tags")),
        resource_account=_account(row, "resource_account"),
        management_account=_account(row, "management_account"),
    )
    if ":" not in request.action:
        hint = "Write service:Action, such as s3:GetObject"
        raise RequestProblem(("action",), f"{request.action:.80} is no action", hint)
    return request, _policies(row, request, parse_policy or _strictly)


def _strictly(document: object, kind: Kind, path: Path) -> Policy:
    policy = parse(document, kind=kind)
    for problem in policy.problems:
        if problem.fatal:
            raise RequestProblem((*path, *problem.path), problem.message, problem.hint)
    return policy


def _text(row: Mapping[Any, Any], name: str) -> str:
    found = row[name]
    if not isinstance(found, str) or not found:
        raise RequestProblem((name,), f"{name} is a string, not {found and typed(found)!r}")
    return found


def _account(row: Mapping[Any, Any], name: str) -> str:
    found = row.get(name)
    if found is None:
        return ""
    text = str(found) if isinstance(found, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) == 12):  # noqa: PLR2004 - AWS's length
        raise RequestProblem((name,), f"{name} is a string of twelve digits")
    return text


def _principal(given: object) -> Principal:
    if isinstance(given, str):
        found = principal_of(given)
        if found is None:
            hint = "Write the ARN of an account's root, user, role or session"
            raise RequestProblem(("principal",), f"{given:.200} is no principal", hint)
        return found
    if isinstance(given, Mapping) and len(given) == 1:
        ((kind, name),) = given.items()
        if kind == "anonymous" and name is True:
            return ANONYMOUS
        callers = {
            "service": Caller.SERVICE,
            "federated": Caller.FEDERATED,
            "canonical": Caller.CANONICAL,
        }
        if kind in callers and isinstance(name, str) and name:
            return Principal(callers[kind], name=name)
        if kind in ("aws", "AWS") and isinstance(name, str):
            return _principal(name)
    hint = 'Write an ARN, {"anonymous": true} or {"service": "s3.amazonaws.com"}'
    raise RequestProblem(("principal",), "the principal is not understood", hint)


def _context(given: object) -> dict[str, tuple[str, ...]]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise RequestProblem(("context",), f"context is an object, not {typed(given)}")
    made: dict[str, tuple[str, ...]] = {}
    for key, values in given.items():
        lowered = str(key).lower()
        if lowered in made:
            message = f"the context states {key!s:.80} twice"
            raise RequestProblem(("context", str(key)), message, "Case does not tell keys apart")
        listed = values if isinstance(values, list | tuple) else [values]
        texts = [text_of(one) for one in listed if one is not None]
        if None in texts:
            message = "a context value is a string, a number, a boolean or a list of them"
            raise RequestProblem(("context", str(key)), message)
        made[lowered] = tuple(one for one in texts if one is not None)
    return made


def _tags(given: object) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(one, str) for one in given.values()):
        raise RequestProblem(("principal_tags",), "principal_tags is an object of strings")
    return {str(name): str(value) for name, value in given.items()}


def _policies(row: Mapping[Any, Any], request: Request, parse_policy: Parse) -> Policies:
    trust = request.action.lower().startswith(_OF_ROLE)

    def listed(name: str, kind: Kind, given: object, path: Path = ()) -> tuple[Policy, ...]:
        place = path or (name,)
        if given is None:
            return ()
        if isinstance(given, list | tuple):
            return tuple(
                parse_policy(one, kind, (*place, number)) for number, one in enumerate(given)
            )
        return (parse_policy(given, kind, place),)

    def levels(name: str, kind: Kind) -> tuple[tuple[Policy, ...], ...]:
        given = row.get(name)
        if given is None:
            return ()
        if not isinstance(given, list | tuple):
            raise RequestProblem((name,), f"{name} is a list of levels, each a list of policies")
        return tuple(
            listed(name, kind, level, (name, number)) for number, level in enumerate(given)
        )

    def of(name: str, kind: Kind) -> tuple[Policy, ...]:
        return listed(name, kind, row.get(name))

    return Policies(
        identity=of("identity_policies", Kind.IDENTITY),
        boundary=of("permission_boundary", Kind.BOUNDARY),
        session=of("session_policy", Kind.SESSION),
        resource=of("resource_policy", Kind.TRUST if trust else Kind.RESOURCE),
        service_control=levels("service_control_policies", Kind.SCP),
        resource_control=levels("resource_control_policies", Kind.RCP),
        endpoint=of("endpoint_policies", Kind.ENDPOINT),
    )
