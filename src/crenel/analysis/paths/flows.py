"""What a function's own code does with things of the application, bound through its environment.

Operations are told by their names (``get_item``, ``GetItem``); where an argument names the thing
by a variable, the template says which one that is.
"""

from __future__ import annotations

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.permissions.gaps import code_gaps
from crenel.analysis.powers.vocabulary import DEEDS, Deed, Verb
from crenel.code.facts import Argument, ArgumentKind, Outbound, SdkCall, Sink
from crenel.model.entities import (
    Bucket,
    Bus,
    Database,
    Entity,
    Function,
    Queue,
    Secret,
    StoredParameter,
    Stream,
    Table,
    Topic,
    Workflow,
)
from crenel.model.source import Span, outward
from crenel.model.value import known

_SERVICES = {
    "eventbridge": "events",
    "cloudwatch-events": "events",
    "sfn": "states",
    "stepfunctions": "states",
    "secrets-manager": "secretsmanager",
    "rds-data": "rds-data",
    "rdsdataservice": "rds-data",
}
_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "s3:uploadfile": ("s3:PutObject",),
    "s3:uploadfileobj": ("s3:PutObject",),
    "s3:upload": ("s3:PutObject",),
    "s3:put": ("s3:PutObject",),
    "s3:copyobject": ("s3:PutObject", "s3:GetObject"),
    "s3:copy": ("s3:PutObject", "s3:GetObject"),
    "s3:downloadfile": ("s3:GetObject",),
    "s3:downloadfileobj": ("s3:GetObject",),
    "s3:get": ("s3:GetObject",),
    "s3:deleteobjects": ("s3:DeleteObject",),
    "s3:delete": ("s3:DeleteObject",),
    "s3:createmultipartupload": ("s3:PutObject",),
    "s3:getsignedurl": ("s3:GetObject", "s3:PutObject"),
    "dynamodb:batchwriter": ("dynamodb:BatchWriteItem",),
    "dynamodb:transactgetitems": ("dynamodb:GetItem",),
    "dynamodb:transactwriteitems": ("dynamodb:PutItem", "dynamodb:UpdateItem"),
    "dynamodb:executestatement": ("dynamodb:PartiQLSelect", "dynamodb:PartiQLUpdate"),
    "dynamodb:batchexecutestatement": ("dynamodb:PartiQLSelect", "dynamodb:PartiQLUpdate"),
    "lambda:invoke": ("lambda:InvokeFunction",),
    "lambda:invokeasync": ("lambda:InvokeFunction",),
    "lambda:invokewithresponsestream": ("lambda:InvokeFunction",),
    "sqs:sendmessages": ("sqs:SendMessage",),
    "sqs:sendmessagebatch": ("sqs:SendMessage",),
    "sqs:receivemessages": ("sqs:ReceiveMessage",),
    "sns:publishbatch": ("sns:Publish",),
}
_NAMING: dict[type[Entity], tuple[str, ...]] = {
    Table: ("TableName", "table_name", "name"),
    Bucket: ("Bucket", "bucket", "bucket_name"),
    Queue: ("QueueUrl", "QueueName", "url"),
    Topic: ("TopicArn", "TargetArn", "arn"),
    Bus: ("EventBusName",),
    Stream: ("StreamName", "DeliveryStreamName", "StreamARN"),
    Secret: ("SecretId",),
    StoredParameter: ("Name", "Names", "Path"),
    Workflow: ("stateMachineArn",),
    Function: ("FunctionName",),
}
RUNS_CODE = {
    "code-execution": "text of the caller is run as code",
    "shell-command": "text of the caller reaches a shell",
    "unsafe-deserialisation": "the caller's bytes become objects with code of their own",
}
"""Kinds of sinks that give whoever chooses their data the function itself."""


class Use(msgspec.Struct, frozen=True):
    """The code does ``verb`` to ``entity``; None: to one that the call does not tell."""

    verb: Verb
    kind: type[Entity]
    entity: Entity | None
    place: Span
    passes_on: bool
    """Data that the function was given, or made of it, may be among the arguments."""


class Flows(msgspec.Struct, frozen=True):
    """What one function's code does; ``read`` is False where there is no code to read."""

    read: bool
    whole: bool
    """All of it was understood."""
    uses: tuple[Use, ...] = ()
    sinks: tuple[Sink, ...] = ()
    outbound: tuple[Outbound, ...] = ()
    called: frozenset[str] = frozenset()
    """Every operation that it asks the cloud for, as ``service:operation`` in small letters."""

    def of(self, verb: Verb, entity: Entity) -> Use | None:
        """The use of a thing, or one that may mean it."""
        for one in self.uses:
            if one.verb is verb and one.kind is type(entity) and one.entity in (None, entity):
                return one
        return None


UNREAD = Flows(read=False, whole=False)


def flows(function: Function, app: Knowledge) -> Flows:
    """What the code of a function does."""
    code = app.code_of(function)
    if code is None or not code.facts.modules:
        return UNREAD
    facts = code.facts
    uses: dict[tuple[Verb, type[Entity], Entity | None], Use] = {}
    for call in facts.sdk_calls:
        if call.reached:
            for use in _uses(call, function, app):
                uses.setdefault((use.verb, use.kind, use.entity), use)
    told = all(one.operation and one.service for one in facts.sdk_calls)
    layered = not function.layers.is_absent().certain
    whole = told and next(code_gaps(facts, layered=layered), None) is None
    sinks = tuple(one for one in facts.sinks if one.reached)
    called = frozenset(f"{_service(one)}:{_operation(one)}" for one in facts.sdk_calls)
    return Flows(True, whole, tuple(uses.values()), sinks, facts.outbound, called)


def _uses(call: SdkCall, function: Function, app: Knowledge) -> list[Use]:
    found: list[Use] = []
    for deed in _deeds(call):
        if _means_another(call, deed.kind, function, app):
            continue
        entity = _named(call, deed.kind, function, app)
        found.append(Use(deed.verb, deed.kind, entity, outward(call.span), _passes_on(call)))
    return found


def _deeds(call: SdkCall) -> tuple[Deed, ...]:
    service, name = _service(call), _operation(call)
    actions = _OTHER_NAMES.get(f"{service}:{name}")
    if actions is None:
        return _BY_KEY.get(f"{service}:{name}", ())
    return tuple(deed for action in actions for deed in _BY_KEY.get(action.lower(), ()))


def _service(call: SdkCall) -> str:
    service = (call.service or "").lower()
    return _SERVICES.get(service, service)


def _operation(call: SdkCall) -> str:
    return call.key.rpartition(".")[2]


_BY_KEY: dict[str, tuple[Deed, ...]] = {}
for _deed in DEEDS:
    _BY_KEY[_deed.action.lower()] = (*_BY_KEY.get(_deed.action.lower(), ()), _deed)


def _named(call: SdkCall, kind: type[Entity], function: Function, app: Knowledge) -> Entity | None:
    for argument in _naming(call, kind):
        if argument.kind is ArgumentKind.ENVIRONMENT:
            entity = app.resolve(function.environment.get(argument.text), kind)
        elif argument.kind is ArgumentKind.LITERAL:
            entity = app.resolve(known(argument.text), kind)
        else:
            continue
        if entity is not None:
            return entity
    return None


def _means_another(call: SdkCall, kind: type[Entity], function: Function, app: Knowledge) -> bool:
    """Does a variable name a thing of another kind: the secret that a database keeps itself?"""
    names = [one.text for one in _naming(call, kind) if one.kind is ArgumentKind.ENVIRONMENT]
    targets = [ref.target for name in names for ref in function.environment.get(name).refs()]
    found = [app.application.get(target, Entity) for target in targets]
    return bool(found) and all(isinstance(one, Database) for one in found)


def _naming(call: SdkCall, kind: type[Entity]) -> list[Argument]:
    names = _NAMING.get(kind, ())
    named = [one for one in (*call.arguments, *call.resource_arguments) if one.name in names]
    return named + [one for one in call.resource_arguments if one.name == "0"]


def _passes_on(call: SdkCall) -> bool:
    return any(one.kind is not ArgumentKind.LITERAL for one in call.arguments)
