"""Roles: the one that functions share, and those that a function has of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crenel.model.value import NOTHING, Absent, Known, List, Map, Ref, Value
from crenel.readers.sam.values import Raw, cases_of, each, word, written
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.naming import normalised
from crenel.readers.serverless.stack import Stack

SHARED = "IamRoleLambdaExecution"
_PLUGIN = "serverless-iam-roles-per-function"
_VPC = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
_XRAY = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
_LOGS = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/"


def allow(actions: Sequence[str], resources: Raw) -> dict[str, Raw]:
    """A statement."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resources}


def role_of(stack: Stack, name: str, body: Value, maker: Maker) -> Value:
    """The role that a function runs as; the function's own is made here."""
    given = _given(body)
    if not isinstance(given, Absent):
        return _reference(given)
    statements = _own_statements(stack, body)
    if not isinstance(statements, Absent) or _per_function(stack):
        return _own_role(stack, name, body, statements, maker)
    shared = provider_role(stack)
    if not isinstance(shared, Absent):
        return _reference(stack.shared("iam.role", shared))
    return maker.ref(SHARED, "Arn")


def provider_role(stack: Stack) -> Value:
    """The role that the provider names, where it names one and does not describe it."""
    role = stack.setting("iam", "role")
    if isinstance(role, Map) and not _is_description(role):
        return role
    if not isinstance(role, Map | Absent):
        return role
    return stack.setting("role")


def add_shared_role(stack: Stack, users: Iterable[str]) -> None:
    """The role of every function that has no other."""
    if not any(True for _ in users):
        return
    iam = stack.setting("iam")
    role = iam.get("role")
    key = "iam" if isinstance(iam, Map) else "iamRoleStatements"
    maker = stack.maker().at(stack.key(stack.provider, key)) if _written(stack, key) else None
    maker = maker or stack.maker()
    statements = [maker.value(_log_statement(maker, stack.name("${service}-${stage}"), "*"))]
    statements.extend(one for one in _all(stack.first("iam.role.statements", "iamRoleStatements")))
    statements.extend(stack.role_statements)
    if word(stack.setting("tracing", "lambda")).lower() in ("true", "active"):
        statements.append(maker.value(allow(_XRAY, "*")))
    managed: list[Raw] = list(_all(stack.first("iam.role.managedPolicies", "iamManagedPolicies")))
    if _in_network(stack):
        managed.append(_VPC)
    boundary = stack.first(
        "iam.role.permissionsBoundary", "iam.role.permissionBoundary", "rolePermissionsBoundary"
    )
    limits = {"PermissionsBoundary": boundary, "RoleName": role.get("name")}
    _make(maker, SHARED, statements, managed, limits)


def _own_role(stack: Stack, name: str, body: Value, statements: Value, maker: Maker) -> Value:
    identity = f"{normalised(name)}{SHARED}"
    place = maker.at(stack.key(body, "iamRoleStatements"))
    full = stack.name("${service}-${stage}-${name}", name=Known(value=name))
    own = [place.value(_log_statement(place, full, ""))]
    own.extend(one for one in _all(statements))
    if _inherits(stack, body):
        shared = stack.first("iam.role.statements", "iamRoleStatements")
        own.extend(one for one in _all(shared))
        own.extend(stack.role_statements)
    managed: list[Raw] = list(_all(stack.first("iam.role.managedPolicies", "iamManagedPolicies")))
    if written(body.get("vpc")) or written(stack.setting("vpc")):
        managed.append(_VPC)
    _make(
        place, identity, own, managed, {"PermissionsBoundary": body.get("iamPermissionsBoundary")}
    )
    return maker.ref(identity, "Arn")


def _make(
    maker: Maker,
    identity: str,
    statements: list[Value],
    managed: list[Raw],
    limits: dict[str, Value],
) -> None:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": ["lambda.amazonaws.com"]},
        "Action": ["sts:AssumeRole"],
    }
    document = {"Version": "2012-10-17", "Statement": statements}
    properties = {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [{"PolicyName": "lambda", "PolicyDocument": document}],
        "ManagedPolicyArns": managed or None,
        **limits,
    }
    maker.make(identity, "AWS::IAM::Role", properties)


def _log_statement(maker: Maker, name: Value, tail: str) -> dict[str, Raw]:
    actions = (
        "logs:CreateLogStream",
        "logs:CreateLogGroup",
        "logs:TagResource",
        "logs:PutLogEvents",
    )
    return allow(actions, [maker.text(_LOGS + "${name}" + tail + ":*", name=name)])


def _given(body: Value) -> Value:
    role = body.get("role")
    if not isinstance(role, Absent):
        return role
    inner = body.at("iam", "role")
    return NOTHING if isinstance(inner, Map) and _is_description(inner) else inner


def _own_statements(stack: Stack, body: Value) -> Value:
    described = body.at("iam", "role", "statements")
    if not isinstance(described, Absent):
        return described
    found = body.get("iamRoleStatements")
    if not isinstance(found, Absent) and not stack.uses(_PLUGIN):
        sentence = f"iamRoleStatements of a function needs the plugin {_PLUGIN}: it is left out"
        stack.scope.problem(sentence, stack.key(body, "iamRoleStatements"))
        return NOTHING
    return found


def _per_function(stack: Stack) -> bool:
    return word(stack.setting("iam", "role", "mode")) == "perFunction"


def _inherits(stack: Stack, body: Value) -> bool:
    given = (
        body.get("iamRoleStatementsInherit"),
        body.at("iam", "inheritStatements"),
        body.at("iam", "role", "inheritStatements"),
        stack.scope.whole.at("custom", "serverless-iam-roles-per-function", "defaultInherit"),
    )
    return any(one.is_true().possible for one in given)


def _is_description(role: Map) -> bool:
    """Does the map describe a role (and is no call of a CloudFormation function)?"""
    names = ("statements", "managedPolicies", "permissionsBoundary", "permissionBoundary", "name")
    return any(name in role.content for name in (*names, "deploymentRole", "tags", "path", "mode"))


def _reference(given: Value) -> Value:
    """An ARN or a reference stays; a word is the logical id of a role of ``resources``."""

    def change(leaf: Value) -> Value:
        if not isinstance(leaf, Known) or ":" in leaf.text():
            return leaf
        return Ref(target=leaf.text(), attribute="Arn", span=leaf.span, via=leaf.via)

    return each(given, change)


def _in_network(stack: Stack) -> bool:
    bodies = stack.functions.values()
    return written(stack.setting("vpc")) or any(written(body.get("vpc")) for body in bodies)


def _written(stack: Stack, key: str) -> bool:
    return any(not isinstance(one, Absent) for _, one in cases_of(stack.setting(key)))


def _all(value: Value) -> Sequence[Value]:
    """The elements as they are: one that depends on a condition keeps it."""
    if isinstance(value, List):
        return value.elements
    return () if isinstance(value, Absent) else (value,)
