"""Doors that policies open: on functions, queues, topics, buses, buckets, secrets, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.analysis.conditions import holds_off, is_one_of
from crenel.analysis.exposure.callers import (
    ANY_ACCOUNT,
    ANY_WORKLOAD,
    INTERNET,
    Caller,
    account,
)
from crenel.analysis.exposure.door import Door, placed
from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in, narrowed
from crenel.model.entities import (
    Bucket,
    Bus,
    Entity,
    Function,
    Identity,
    InvokePermission,
    Queue,
    ResourcePolicy,
    Secret,
    Statement,
    Table,
    Topic,
)
from crenel.model.truth import FALSE, TRUE, Truth, any_of, truth, unknown
from crenel.model.value import Known, Value

_ACCOUNT = re.compile(r"(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::.*)?")
_SERVICE = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")
_OWN_ACCOUNT_ONLY = ("apigateway.amazonaws.com", "cognito-idp.amazonaws.com")
_DEEDS: dict[type[Entity], tuple[tuple[str, str], ...]] = {
    Queue: (("sqs:SendMessage", "sends"), ("sqs:ReceiveMessage", "reads")),
    Topic: (("sns:Publish", "sends"), ("sns:Subscribe", "reads")),
    Bus: (("events:PutEvents", "sends"),),
    Bucket: (("s3:PutObject", "writes"), ("s3:GetObject", "reads")),
    Secret: (("secretsmanager:GetSecretValue", "reads"),),
    Table: (("dynamodb:GetItem", "reads"), ("dynamodb:PutItem", "writes")),
}
_CONTROLS: dict[type[Entity], str] = {
    Queue: "public-queue",
    Topic: "public-topic",
    Bus: "public-bus",
    Bucket: "public-bucket",
    Secret: "public-secret-policy",
    Table: "public-table",
}
_ANONYMOUS = (Bucket, Queue, Topic)
"""Services that take requests which nobody signed."""


def policies(app: Knowledge) -> Iterator[Door]:
    """Every door that a policy of the application opens to strangers."""
    for permission in app.all(InvokePermission):
        yield from _permission(permission, app)
    for policy in app.all(ResourcePolicy):
        yield from _resource(policy, app)
    for bucket in app.all(Bucket):
        yield from _acl(bucket)
    for identity in app.all(Identity):
        yield from _trust(identity)


# -- functions -----------------------------------------------------------------------------------


def _permission(permission: InvokePermission, app: Knowledge) -> Iterator[Door]:
    function = app.resolve(permission.function, Function)
    if (
        function is None
        or (permission.url_auth.equals("NONE") | permission.via_url.is_true()).certain
    ):
        return
    principal = permission.principal
    place = placed(principal, permission)
    closed = (
        permission.source_account.is_present()
        | permission.organization.is_present()
        | _names_source(permission.source_arn)
    )
    fix = f"Name the source (SourceArn, SourceAccount) in {permission.label}."
    guard = permission.guard
    everyone = principal.equals("*") & ~closed
    why = f"{permission.label} lets everybody call it"
    yield Door(
        ANY_ACCOUNT,
        "invokes",
        function,
        everyone.under(guard),
        place,
        why,
        fix,
        "anyone-may-invoke",
    )
    service = principal.endswith(*_SERVICE) & ~principal.equals(*_OWN_ACCOUNT_ONLY) & ~closed
    closed_alexa = permission.event_source_token.is_present()
    why = f"{permission.label} lets {principal.text()} call it for any account's resources"
    yield Door(
        ANY_ACCOUNT,
        "invokes",
        function,
        (service & ~closed_alexa).under(guard),
        place,
        why,
        fix,
        "permission-without-source",
    )
    for number in _accounts(principal):
        yield Door(
            account(number),
            "invokes",
            function,
            truth(True, principal).under(guard),
            place,
            f"{permission.label} lets account {number} call it",
            fix,
            "foreign-account-invokes",
        )


def _names_source(source: Value) -> Truth:
    """A source that is a parameter is one; nobody gives ``*`` for the ARN of a topic."""
    star = source.equals("*")
    return source.is_present() & (~star if star.possible else TRUE)


def _accounts(principals: Value) -> Iterator[str]:
    named = (one for _, one in principals.items() if isinstance(one, Known))
    for found in (_ACCOUNT.fullmatch(one.text()) for one in named):
        if found is not None:
            yield found[1]


# -- data and messages ---------------------------------------------------------------------------


def _resource(policy: ResourcePolicy, app: Knowledge) -> Iterator[Door]:
    for kind, deeds in _DEEDS.items():
        for entity in dict.fromkeys(app.application.resolve_all(policy.target, kind)):
            for action, edge in deeds:
                yield from _open(policy, entity, action, edge)


def _open(policy: ResourcePolicy, entity: Entity, action: str, edge: str) -> Iterator[Door]:
    for statement in policy.statements:
        spoken = speaks_of(statement, action)
        if spoken.refuted:
            continue
        admits = lets_anyone_in(statement, policy.statements) & spoken
        if isinstance(entity, Bucket):
            admits = admits & ~_blocked(entity, "BlockPublicPolicy", "RestrictPublicBuckets")
        place = placed(statement.principals, policy)
        caller = INTERNET if isinstance(entity, _ANONYMOUS) else ANY_ACCOUNT
        why = f"the policy {policy.label} allows {action} to everyone"
        fix = f"Name the principals in {policy.label}, or take {action} out."
        told = _CONTROLS.get(type(entity), "")
        yield Door(caller, edge, entity, admits.under(policy.guard), place, why, fix, told)
        yield from _strangers(statement, policy, entity, action, edge)


def _strangers(
    statement: Statement, policy: ResourcePolicy, entity: Entity, action: str, edge: str
) -> Iterator[Door]:
    allows = statement.effect.equals("Allow") & ~narrowed(statement.condition)
    for number in dict.fromkeys(_accounts(statement.principals.get("AWS"))):
        place = placed(statement.principals, policy)
        why = f"the policy {policy.label} allows {action} to account {number}"
        admits = allows.under(statement.guard).under(policy.guard)
        yield Door(account(number), edge, entity, admits, place, why, "")


def _acl(bucket: Bucket) -> Iterator[Door]:
    open_ = ~_blocked(bucket, "BlockPublicAcls", "IgnorePublicAcls")
    place = placed(bucket.acl, bucket)
    reads = bucket.acl.equals("PublicRead", "PublicReadWrite") & open_
    why = f"its ACL is {bucket.acl.text()}"
    fix = f"Take the ACL off {bucket.label}."
    told = _CONTROLS[Bucket]
    yield Door(INTERNET, "reads", bucket, reads.under(bucket.guard), place, why, fix, told)
    writes = bucket.acl.equals("PublicReadWrite") & open_
    yield Door(INTERNET, "writes", bucket, writes.under(bucket.guard), place, why, fix, told)


def _blocked(bucket: Bucket, *switches: str) -> Truth:
    block = bucket.public_access_block
    return any_of(block.get(one).is_true() for one in switches)


# -- roles ---------------------------------------------------------------------------------------

_WEAK = (
    "aws:requestedregion",
    "aws:securetransport",
    "aws:currenttime",
    "aws:useragent",
    "aws:referer",
    "sts:rolesessionname",
    "sts:durationseconds",
    "aws:multifactorauth",
)
_SHARED = ("aud", "amr", "azp", "iss", "oaud")
"""Claims that every token of an issuer has."""


def _trust(identity: Identity) -> Iterator[Door]:
    for statement in identity.trust:
        allows = statement.effect.equals("Allow")
        if allows.refuted:
            continue
        yield from _trusted(identity, statement)


def _trusted(identity: Identity, statement: Statement) -> Iterator[Door]:
    told = holds_off(statement.condition, lambda key: not key.startswith(_WEAK), strict=True)
    for caller, admits, why, control in _takers(statement, told):
        yield Door(
            caller,
            "assumes",
            identity,
            (statement.effect.equals("Allow") & admits)
            .under(statement.guard)
            .under(identity.guard),
            placed(statement.principals, identity),
            why,
            f"Name who takes {identity.label} on in its trust policy.",
            control,
        )


def _takers(statement: Statement, told: Truth) -> Iterator[tuple[Caller, Truth, str, str]]:
    """Who may take a role on, and whether, and why."""
    anyone = _anyone(statement.principals) & ~told
    yield ANY_ACCOUNT, anyone, "its trust policy names no principal", "role-open-to-anyone"
    for number in dict.fromkeys(_accounts(_aws(statement.principals))):
        why = f"its trust policy names account {number}"
        yield account(number), ~told, why, "cross-account-trust"
    issuer = statement.principals.get("Federated")
    federated = issuer.any(lambda one: truth("oidc-provider" in one.text(), one))
    why = (
        f"its trust policy takes tokens of {issuer.text().rpartition('oidc-provider/')[2]}"
        " for any repository or workload"
    )
    open_claims = federated & ~_named_workload(statement)
    yield ANY_WORKLOAD, open_claims, why, "federation-open-to-any-repository"


def _aws(principals: Value) -> Value:
    named = principals.get("AWS")
    return principals if named.is_absent().certain else named


def _anyone(principals: Value) -> Truth:
    bare = principals.any(lambda one: is_one_of(one, "*"))
    return bare | principals.get("AWS").any(lambda one: is_one_of(one, "*"))


def _named_workload(statement: Statement) -> Truth:
    """Does one claim that tells workloads apart name its owner and repository?"""
    condition = statement.condition
    if condition.is_absent().certain:
        return FALSE
    found = any_of(
        (truth(True) if "Like" not in operator else ~values.any(lambda one: one.test(_wide)))
        .under(inner)
        .under(outer)
        for outer, operator, keys in condition.entries()
        for inner, key, values in keys.entries()
        if key.rpartition(":")[2].lower() not in _SHARED
    )
    return found if any(True for _ in condition.entries()) else unknown(condition)


def _wide(scalar: object) -> bool:
    fields = str(scalar).split(":")
    place = 3 if str(scalar).startswith("system:serviceaccount:") else 1
    return "*" in (fields[place] if len(fields) > place else fields[-1])
