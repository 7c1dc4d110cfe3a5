"""The APIs of a service and their stages, made where a function has a route of theirs."""

from __future__ import annotations

from collections.abc import Collection

from crenel.model.value import Absent, List, Map, Value
from crenel.readers.sam.values import Raw
from crenel.readers.serverless.events.http_api import HTTP, add_authorizers
from crenel.readers.serverless.events.rest import REST
from crenel.readers.serverless.events.websocket import SOCKETS
from crenel.readers.serverless.stack import Stack
from crenel.readers.serverless.urls import cors

_FORMAT = "framework default"


def add_apis(stack: Stack, kinds: Collection[str]) -> None:
    """What the kinds of events ask for."""
    if "http" in kinds and isinstance(stack.first("apiGateway.restApiId", "restApiId"), Absent):
        _add_rest(stack)
    if "httpApi" in kinds:
        if isinstance(stack.setting("httpApi", "id"), Absent):
            _add_http(stack)
        add_authorizers(stack)
    if "websocket" in kinds and isinstance(stack.setting("apiGateway", "websocketApiId"), Absent):
        _add_sockets(stack)


def _add_rest(stack: Stack) -> None:
    maker = stack.maker()
    statements = stack.first("apiGateway.resourcePolicy", "resourcePolicy")
    listed = isinstance(statements, List)
    policy: Raw = {"Version": "2012-10-17", "Statement": statements} if listed else statements
    endpoint = stack.first("apiGateway.endpointType", "endpointType")
    name = stack.first("apiGateway.name", "apiName")
    properties = {
        "Name": stack.name("${stage}-${service}") if isinstance(name, Absent) else name,
        "EndpointConfiguration": {"Types": [endpoint.or_default("EDGE", "framework default")]},
        "Policy": policy,
        "DisableExecuteApiEndpoint": stack.setting("apiGateway", "disableDefaultEndpoint"),
        "ApiKeySourceType": stack.setting("apiGateway", "apiKeySourceType"),
    }
    maker.make(REST, "AWS::ApiGateway::RestApi", properties)
    maker.make("ApiGatewayDeployment", "AWS::ApiGateway::Stage", _rest_stage(stack))
    _add_usage_plan(stack)


def _rest_stage(stack: Stack) -> dict[str, Raw]:
    maker = stack.maker()
    logs = stack.setting("logs", "restApi")
    properties: dict[str, Raw] = {
        "RestApiId": maker.ref(REST),
        "StageName": stack.scope.stage(),
        "TracingEnabled": stack.setting("tracing", "apiGateway"),
    }
    if isinstance(logs, Absent) or logs.is_false().certain:
        return properties
    inner = maker.at(logs.span)
    if not logs.get("accessLogging").is_false().certain:
        properties["AccessLogSetting"] = _access_log(inner.text(_GROUP, **_names(stack)), logs)
    if not logs.get("executionLogging").is_false().certain:
        data = logs.get("fullExecutionData")
        properties["MethodSettings"] = [
            {
                "HttpMethod": "*",
                "ResourcePath": "/*",
                "LoggingLevel": logs.get("level").or_default("INFO", "framework default"),
                "DataTraceEnabled": inner.value(True) if isinstance(data, Absent) else data,
            }
        ]
    return properties


_GROUP = (
    "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    "/aws/api-gateway/${service}-${stage}"
)


def _names(stack: Stack) -> dict[str, Value]:
    return {"service": stack.service_name, "stage": stack.scope.stage()}


def _access_log(group: Value, logs: Value) -> dict[str, Raw]:
    return {"DestinationArn": group, "Format": logs.get("format").or_default("default", _FORMAT)}


def _add_usage_plan(stack: Stack) -> None:
    plan = stack.first("apiGateway.usagePlan", "usagePlan")
    if not isinstance(plan, Map):
        return
    maker = stack.maker().at(plan.span)
    throttle, quota = plan.get("throttle"), plan.get("quota")
    properties = {
        "ApiStages": [{"ApiId": maker.ref(REST), "Stage": stack.scope.stage()}],
        "Throttle": None
        if isinstance(throttle, Absent)
        else {"RateLimit": throttle.get("rateLimit"), "BurstLimit": throttle.get("burstLimit")},
        "Quota": None
        if isinstance(quota, Absent)
        else {"Limit": quota.get("limit"), "Period": quota.get("period")},
    }
    maker.make("ApiGatewayUsagePlan", "AWS::ApiGateway::UsagePlan", properties)


def _add_http(stack: Stack) -> None:
    maker = stack.maker()
    name = stack.setting("httpApi", "name")
    rules = stack.setting("httpApi", "cors")
    properties = {
        "Name": stack.name("${stage}-${service}") if isinstance(name, Absent) else name,
        "ProtocolType": "HTTP",
        "CorsConfiguration": cors(rules, maker.at(rules.span)),
        "DisableExecuteApiEndpoint": stack.setting("httpApi", "disableDefaultEndpoint"),
    }
    maker.make(HTTP, "AWS::ApiGatewayV2::Api", properties)
    stage: dict[str, Raw] = {
        "ApiId": maker.ref(HTTP),
        "StageName": "$default",
        "AutoDeploy": True,
        "AccessLogSettings": _logs(stack, "httpApi", "/aws/http-api/"),
    }
    maker.make("HttpApiStage", "AWS::ApiGatewayV2::Stage", stage)


def _add_sockets(stack: Stack) -> None:
    maker = stack.maker()
    name = stack.setting("websocketsApiName")
    properties = {
        "Name": stack.name("${stage}-${service}-websockets") if isinstance(name, Absent) else name,
        "ProtocolType": "WEBSOCKET",
        "RouteSelectionExpression": stack.setting("websocketsApiRouteSelectionExpression"),
    }
    maker.make(SOCKETS, "AWS::ApiGatewayV2::Api", properties)
    stage = {
        "ApiId": maker.ref(SOCKETS),
        "StageName": stack.scope.stage(),
        "AccessLogSettings": _logs(stack, "websocket", "/aws/websocket/"),
    }
    maker.make("WebsocketsDeploymentStage", "AWS::ApiGatewayV2::Stage", stage)


def _logs(stack: Stack, kind: str, prefix: str) -> Raw:
    logs = stack.setting("logs", kind)
    if isinstance(logs, Absent) or logs.is_false().certain:
        return None
    pattern = _GROUP.replace("/aws/api-gateway/", prefix)
    return _access_log(stack.maker().at(logs.span).text(pattern, **_names(stack)), logs)
