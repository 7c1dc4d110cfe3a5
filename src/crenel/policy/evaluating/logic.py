"""The evaluation logic: which layers must allow, and what limits a resource policy's grant.

Sources (AWS documentation): Policy evaluation logic; Policy evaluation for requests within a
single account; Cross-account policy evaluation logic; Permissions boundaries for IAM entities;
Key policies in AWS KMS; Service control policies; Resource control policies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from crenel.policy.authorization import resource_control_services
from crenel.policy.document import Policy
from crenel.policy.evaluating.clauses import every, some
from crenel.policy.evaluating.context import Find, finder
from crenel.policy.evaluating.decision import Decision, Outcome
from crenel.policy.evaluating.layers import Answers, Layer
from crenel.policy.evaluating.request import Policies, Request
from crenel.policy.principals import Caller, Match

_ACCOUNT = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):")
_KEY = re.compile(r"arn:[^:]*:kms:[^:]*:[^:]*:key/")
_ROLE = re.compile(r"arn:[^:]*:iam::[^:]*:role/")

Part = tuple[str, bool | None, Answers | None]
"""A layer that must allow: its name, whether it does, and what it said."""


def decide(request: Request, policies: Policies | Prepared) -> Decision:
    """The answer to one request. For many, make one Prepared and ask it."""
    prepared = policies if isinstance(policies, Prepared) else Prepared(policies)
    return prepared.decide(request)


class Prepared:
    """Policies made ready for many requests."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._identity = Layer("identity", policies.identity)
        self._boundary = _one_by_one("boundary", policies.boundary)
        session = policies.session
        self._session = Layer("session", session, numbered=len(session) > 1) if session else None
        self._resource = Layer(
            "resource",
            policies.resource,
            numbered=len(policies.resource) > 1,
            bounded=bool(policies.boundary),
        )
        self._scp = _levels("scp", policies.service_control)
        self._rcp = _levels("rcp", policies.resource_control)
        self._endpoint = _one_by_one("endpoint", policies.endpoint)

    def decide(self, request: Request) -> Decision:
        """The answer to one request."""
        owner = _owner(request)
        if owner and not request.resource_account:
            request = msgspec.structs.replace(request, resource_account=owner)
        find = finder(request)
        resource = self._resource.ask(request, find)
        identity = self._identity.ask(request, find) if request.principal.of_account else Answers()
        limits = self._limits(request, find)
        guards = self._guards(request, owner, find)
        asked = [identity, resource, *(said for _, _, said in (*limits, *guards) if said)]
        denials = [one for said in asked for one in said.denials]
        if denials:
            return Decision(Outcome.EXPLICITLY_DENIED, tuple(denials))
        grant = self._grant(request, owner, resource, identity, limits)
        allowed = every([grant, *(found for _, found, _ in guards)])
        if allowed is False:
            parts = guards if grant else [*guards, *limits]
            withheld = [name for name, found, _ in parts if found is False]
            withheld += [] if grant else _ungranted(request, resource, identity, limits)
            return Decision(Outcome.IMPLICITLY_DENIED, (), tuple(dict.fromkeys(withheld)))
        return _decided(allowed, asked)

    def _limits(self, request: Request, find: Find) -> list[Part]:
        """Boundary and session policy: what an identity's grants cannot exceed."""
        if not request.principal.of_account or request.principal.caller is Caller.ACCOUNT:
            return []
        layers = [*self._boundary, *([self._session] if self._session else [])]
        return [_asked(layer, request, find) for layer in layers]

    def _guards(self, request: Request, owner: str, find: Find) -> list[Part]:
        """Organisation and endpoint policies: each must allow, whatever grants."""
        principal = request.principal
        layers = list(self._endpoint)
        managed = request.management_account
        if principal.of_account and not principal.service_linked and principal.account != managed:
            layers += self._scp
        if self._rcp and not principal.service_linked and not (managed and owner == managed):
            service = request.action.lower().partition(":")[0]
            layers += self._rcp if service in resource_control_services() else []
        return [_asked(layer, request, find) for layer in layers]

    def _grant(
        self,
        request: Request,
        owner: str,
        resource: Answers,
        identity: Answers,
        limits: Sequence[Part],
    ) -> bool | None:
        principal = request.principal
        if not principal.of_account:
            return resource.allowed(Match.EVERYONE, Match.DIRECT)
        limited = every([found for _, found, _ in limits])
        own = identity.allowed(Match.DIRECT)
        if principal.caller is Caller.ACCOUNT:
            own = True  # AWS: the root user has full access to its account.
        own = every([own, limited])
        if owner not in ("", principal.account):
            ways = (Match.ACCOUNT, Match.ROLE, Match.EVERYONE, Match.DIRECT)
            return every([own, resource.allowed(*ways)])
        direct = _direct(request, resource, limited)
        if not _needs_resource_policy(request):
            return some([own, direct])
        return some([direct, every([own, resource.allowed(Match.ACCOUNT)])])


def _levels(name: str, levels: Sequence[Sequence[Policy]]) -> list[Layer]:
    return [Layer(f"{name}[{number}]", level) for number, level in enumerate(levels)]


def _one_by_one(name: str, policies: Sequence[Policy]) -> list[Layer]:
    """Each of these must allow by itself."""
    return [
        Layer(f"{name}[{number}]", (one,), numbered=False) for number, one in enumerate(policies)
    ]


def _asked(layer: Layer, request: Request, find: Find) -> Part:
    said = layer.ask(request, find)
    return layer.name, said.allowed(*_ANY_WAY), said


_ANY_WAY = (Match.ACCOUNT, Match.ROLE, Match.EVERYONE, Match.DIRECT)


def _direct(request: Request, resource: Answers, limited: bool | None) -> bool | None:  # noqa: FBT001
    """What a resource policy grants by itself to someone of its own account."""
    named = resource.allowed(Match.DIRECT)
    everyone = resource.allowed(Match.EVERYONE)
    if request.principal.caller in (Caller.USER, Caller.ACCOUNT):
        return some([named, everyone])
    role = every([resource.allowed(Match.ROLE), limited])
    # Whether a boundary limits what everyone is granted is not documented for sessions.
    return some([named, role, every([everyone, True if limited else None])])


def _owner(request: Request) -> str:
    if request.resource_account:
        return request.resource_account
    found = _ACCOUNT.match(request.resource)
    return found.group(1) if found else request.principal.account


def _needs_resource_policy(request: Request) -> bool:
    """Keys and roles: their own policy must grant, or leave it to the account, always."""
    action = request.action.lower()
    if action.startswith("kms:"):
        return _KEY.match(request.resource) is not None
    return action.startswith("sts:") and _ROLE.match(request.resource) is not None


def _ungranted(
    request: Request, resource: Answers, identity: Answers, limits: Sequence[Part]
) -> list[str]:
    """The sides that do not allow: the identity's, and the resource's where it is needed."""
    root = request.principal.caller is Caller.ACCOUNT
    own = root or not request.principal.of_account or bool(identity.allowed(*_ANY_WAY))
    limited = all(found for _, found, _ in limits)
    missing = [] if own else ["identity"]
    return (
        [*missing, "resource"] if own and limited and not resource.allowed(*_ANY_WAY) else missing
    )


def _decided(allowed: bool | None, asked: Sequence[Answers]) -> Decision:  # noqa: FBT001 - three
    unsure_denials = [one for said in asked for one in said.unsure_denials]
    if allowed is None or unsure_denials:
        unsure = [one for said in asked for one in said.unsure_allows.values()]
        return Decision(Outcome.UNKNOWN, tuple(dict.fromkeys([*unsure_denials, *unsure])))
    reasons = (one for said in asked for one in list(said.allows.values())[:1])
    return Decision(Outcome.ALLOWED, tuple(dict.fromkeys(reasons)))
