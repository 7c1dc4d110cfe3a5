"""``DataSources`` of a GraphQL API, each with a role that may use it."""

from __future__ import annotations

from crenel.model.value import Map, Value
from crenel.readers.sam.connectors.connect import connect
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import trust
from crenel.readers.sam.values import Raw, cases_of, each, fields, maybe_written, written

_TABLE = "arn:${AWS::Partition}:dynamodb:${Region}:${AWS::AccountId}:table/${Table}"


def add_sources(maker: Maker) -> dict[str, Value]:
    """The data sources; by the name in the template, the name that AppSync knows."""
    given = maker.get("DataSources")
    names: dict[str, Value] = {}
    for kind, add in (("DynamoDb", _add_table), ("Lambda", _add_function)):
        for guard, name, source, span in fields(given.get(kind)):
            label = "DynamoDB" if kind == "DynamoDb" else kind
            base = f"{maker.base}{name}{label}DataSource"
            scoped = maker.within(base, span or source.span or maker.span, guard)
            if scoped is not None and isinstance(source, Map):
                add(maker, scoped, name, source)
                names[name] = scoped.ref(attribute="Name")
    return names


def _add_table(api: Maker, maker: Maker, name: str, source: Map) -> None:
    region = source.get("Region")
    place = region if maybe_written(region) else maker.text("${AWS::Region}")
    config = {
        "AwsRegion": place,
        "TableName": source.get("TableName"),
        "UseCallerCredentials": source.get("UseCallerCredentials"),
        "Versioned": source.get("Versioned"),
        "DeltaSyncConfig": source.get("DeltaSync"),
    }
    arn = source.get("TableArn")
    if not maybe_written(arn):
        arn = maker.text(_TABLE, Region=place, Table=source.get("TableName"))
    permissions = source.get("Permissions")
    allowed = permissions if maybe_written(permissions) else maker.value(["Read", "Write"])
    _add(api, maker, name, source, {"Type": "AMAZON_DYNAMODB", "DynamoDBConfig": config})
    end = {"Type": "AWS::DynamoDB::Table", "Arn": arn}
    _let(maker, source, "ToTableConnector", end, allowed)


def _add_function(api: Maker, maker: Maker, name: str, source: Map) -> None:
    function = source.get("FunctionArn")
    config = {"LambdaFunctionArn": function}
    _add(api, maker, name, source, {"Type": "AWS_LAMBDA", "LambdaConfig": config})
    end = {"Type": "AWS::Lambda::Function", "Arn": function}
    _let(maker, source, "ToLambdaConnector", end, maker.value(["Write"]))


def _add(api: Maker, maker: Maker, name: str, source: Map, config: dict[str, Raw]) -> None:
    own = source.get("Name")
    role = source.get("ServiceRoleArn")
    properties: dict[str, Raw] = {
        "ApiId": api.ref(attribute="ApiId"),
        "Name": own if maybe_written(own) else name,
        "Description": source.get("Description"),
        **config,
        "ServiceRoleArn": each(
            role, lambda leaf: leaf if written(leaf) else maker.ref("Role", "Arn")
        ),
    }
    maker.make("", "AWS::AppSync::DataSource", properties)


def _let(maker: Maker, source: Map, suffix: str, end: dict[str, Raw], permissions: Value) -> None:
    for guard, role in cases_of(source.get("ServiceRoleArn")):
        if written(role):
            continue
        properties: dict[str, Raw] = {"AssumeRolePolicyDocument": trust("appsync.amazonaws.com")}
        maker.make("Role", "AWS::IAM::Role", properties, guard=guard)
        inner = maker.within(maker.base + suffix, maker.span, guard)
        if inner is not None:
            inner.properties = maker.value({"Permissions": permissions})
            start = maker.value({"Type": "AWS::AppSync::DataSource", "RoleName": maker.ref("Role")})
            connect(inner, start, maker.value(end), {})
