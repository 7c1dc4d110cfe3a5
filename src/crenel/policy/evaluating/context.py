"""The context keys of a request: those that it states, and those that follow from who asks.

Source: AWS global condition context keys (IAM User Guide).
"""

from __future__ import annotations

from collections.abc import Callable

from crenel.policy.evaluating.request import Request
from crenel.policy.principals import Caller, Principal

Values = tuple[str, ...]
Find = Callable[[str], Values]
"""A key's values, by its name in lower case; none: it is absent."""


def finder(request: Request) -> Find:
    """A function that finds a key's values. What the request states overrides what follows."""
    context = request.context
    principal = request.principal

    def find(key: str) -> Values:
        found = context.get(key)
        if found is not None:
            return found
        derived = _DERIVED.get(key)
        if derived is not None:
            value = derived(request)
            return (value,) if value else ()
        if key.startswith("aws:principaltag/"):
            return _tag(request, key)
        return ()

    return find if principal.caller is not Caller.ANONYMOUS or context else lambda _: ()


def _tag(request: Request, key: str) -> Values:
    wanted = key.partition("/")[2]
    return next(
        ((value,) for name, value in request.principal_tags.items() if name.lower() == wanted), ()
    )


def principal_arn(principal: Principal) -> str:
    """The ARN that aws:PrincipalArn has: for a session, its role's (without the role's path)."""
    if principal.caller is Caller.SESSION:
        return f"arn:{principal.partition}:iam::{principal.account}:role/{principal.name}"
    return principal.arn if principal.of_account else ""


def _type(request: Request) -> str:
    caller = request.principal.caller
    if caller is Caller.ROLE:
        return Caller.SESSION.value
    known = (Caller.ACCOUNT, Caller.USER, Caller.SESSION, Caller.FEDERATED_USER, Caller.ANONYMOUS)
    return caller.value if caller in known else ""


def _username(request: Request) -> str:
    return request.principal.name if request.principal.caller is Caller.USER else ""


def _is_service(request: Request) -> str:
    if request.principal.caller is Caller.ANONYMOUS:
        return ""
    return "true" if request.principal.caller is Caller.SERVICE else "false"


def _service_name(request: Request) -> str:
    return request.principal.name if request.principal.caller is Caller.SERVICE else ""


_DERIVED: dict[str, Callable[[Request], str]] = {
    "aws:principalarn": lambda request: principal_arn(request.principal),
    "aws:principalaccount": lambda request: request.principal.account,
    "aws:principaltype": _type,
    "aws:username": _username,
    "aws:principalisawsservice": _is_service,
    "aws:principalservicename": _service_name,
    "aws:resourceaccount": lambda request: request.resource_account,
}
