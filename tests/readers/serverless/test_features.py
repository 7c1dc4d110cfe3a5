"""One small service per feature, and what the application then holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crenel.controls.catalogue import by_name
from crenel.controls.judge import judge
from crenel.model.entities import (
    Api,
    ApiStage,
    Authorizer,
    Bucket,
    EntryKind,
    EntryPoint,
    Function,
    Identity,
    LogGroup,
    Queue,
)
from crenel.model.verdict import Outcome

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge

HEAD = "service: shop\nprovider:\n  name: aws\n  runtime: python3.13\n"
HELLO = "functions:\n  hello:\n    handler: app.main\n"


def fails(app: Knowledge, control: str) -> set[str]:
    found = judge([by_name()[control]], app)
    return {one.logical_id for one in found if one.outcome is Outcome.FAILS}


EVENTS = [
    ("http: GET /a", EntryKind.REST_METHOD),
    ("http: {path: 'a/{id}', method: post, cors: true}", EntryKind.REST_METHOD),
    ("httpApi: '*'", EntryKind.HTTP_ROUTE),
    ("httpApi: {path: /a, method: GET}", EntryKind.HTTP_ROUTE),
    ("websocket: $connect", EntryKind.WEBSOCKET_ROUTE),
    ("websocket: {route: $connect}", EntryKind.WEBSOCKET_ROUTE),
    ("schedule: rate(1 day)", EntryKind.SCHEDULE),
    ("schedule: {rate: ['rate(1 day)', 'rate(2 days)'], enabled: false}", EntryKind.SCHEDULE),
    ("schedule: {rate: rate(1 day), method: scheduler}", EntryKind.SCHEDULE),
    ("sqs: arn:aws:sqs:eu-west-1:111122223333:q", EntryKind.QUEUE),
    ("sqs: {arn: 'arn:aws:sqs:eu-west-1:111122223333:q', batchSize: 1}", EntryKind.QUEUE),
    ("sns: topic", EntryKind.TOPIC),
    ("sns: arn:aws:sns:eu-west-1:111122223333:t", EntryKind.TOPIC),
    ("sns: {arn: 'arn:aws:sns:eu-west-1:111122223333:t'}", EntryKind.TOPIC),
    ("stream: arn:aws:kinesis:eu-west-1:111122223333:stream/s", EntryKind.STREAM),
    ("stream: {type: dynamodb, arn: {'Fn::GetAtt': [T, StreamArn]}}", EntryKind.STREAM),
    ("s3: photos", EntryKind.OBJECT),
    ("s3: {bucket: photos, event: 's3:ObjectRemoved:*', existing: true}", EntryKind.OBJECT),
    ("eventBridge: {pattern: {source: [a.b]}}", EntryKind.BUS),
    ("eventBridge: {eventBus: own, schedule: rate(1 day)}", EntryKind.SCHEDULE),
    ("cloudwatchEvent: {event: {source: [aws.ec2]}}", EntryKind.BUS),
    ("cloudwatchLog: /a/b", EntryKind.LOGS),
    ("iot: {sql: SELECT * FROM a}", EntryKind.IOT),
    ("iotFleetProvisioning: {templateName: a}", EntryKind.IOT),
    ("alexaSkill: amzn1.ask.skill.x", EntryKind.ALEXA),
    ("alexaSkill", EntryKind.ALEXA),
    ("alexaSmartHome: amzn1.ask.skill.x", EntryKind.ALEXA),
    ("cognitoUserPool: {pool: people, trigger: PreSignUp}", EntryKind.IDENTITY),
    ("cognitoUserPool: {pool: people, trigger: PreSignUp, existing: true}", EntryKind.IDENTITY),
    ("alb: {listenerArn: arn, priority: 1}", EntryKind.LOAD_BALANCER),
    ("cloudFront: {eventType: viewer-request, origin: s3://a}", EntryKind.OTHER),
    ("msk: {arn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/c', topic: t}", EntryKind.KAFKA),
    ("kafka: {bootstrapServers: [a.b:9092], topic: t}", EntryKind.KAFKA),
    ("activemq: {arn: 'arn:aws:mq:eu-west-1:1:broker:b', queue: q}", EntryKind.BROKER),
    ("rabbitmq: {arn: 'arn:aws:mq:eu-west-1:1:broker:b', queue: q}", EntryKind.BROKER),
]


@pytest.mark.parametrize(("event", "kind"), EVENTS)
def test_every_kind_of_event_is_a_way_in(read, event, kind):
    app, found = read(f"{HEAD}{HELLO}    events:\n      - {event}\n")
    assert not found.unread
    function = app.all(Function)[0]
    assert kind in {entry.kind for entry in app.entries(function)}
    assert all(one.origin.logical_id == "hello" for one in app.entries(function))


def test_an_event_that_nobody_knows_is_told(read):
    _, found = read(f"{HEAD}{HELLO}    events:\n      - teapot: true\n")
    assert [one.reason for one in found.unread] == ["the event teapot is none that crenel reads"]
    assert found.unread[0].line == 9


@pytest.mark.parametrize(
    "role",
    [
        "  iam: {role: {statements: [{Effect: Allow, Action: '*', Resource: '*'}]}}\n",
        "  iamRoleStatements: [{Effect: Allow, Action: '*', Resource: '*'}]\n",
        "  iam:\n    role:\n      statements: ${file(role.yml):all}\n",
    ],
)
def test_the_shared_role_in_every_syntax(read, role):
    files = {"role.yml": "all:\n  - {Effect: Allow, Action: '*', Resource: '*'}\n"}
    app, _ = read(f"{HEAD}{role}{HELLO}", files)
    assert fails(app, "wildcard-action") == {"provider"}


@pytest.mark.parametrize(
    "settings",
    [
        "  iam: {role: {managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess']}}\n",
        "  iamManagedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess']\n",
    ],
)
def test_managed_policies_of_the_shared_role(read, settings):
    app, _ = read(HEAD + settings + HELLO)
    assert fails(app, "broad-managed-policy") | fails(app, "administrator-policy") == {"provider"}


@pytest.mark.parametrize(
    "settings",
    ["  iam: {role: 'arn:aws:iam::111122223333:role/r'}\n", "  role: Own\n"],
)
def test_a_role_that_exists_is_not_made_again(read, settings):
    app, _ = read(HEAD + settings + HELLO)
    assert not app.all(Identity)


def test_a_role_of_resources_is_the_functions(read):
    resources = "resources:\n  Resources:\n    Own: {Type: 'AWS::IAM::Role', Properties: {}}\n"
    app, _ = read(f"{HEAD}{HELLO}    role: Own\n{resources}")
    role = app.identity_of(app.all(Function)[0])
    assert role is not None
    assert role.origin.type == "AWS::IAM::Role"


def test_two_functions_share_the_role_unless_each_has_its_own(read):
    other = "  other:\n    handler: app.other\n"
    statement = '{Effect: Allow, Action: "dynamodb:GetItem", Resource: "*"}'
    app, _ = read(f"{HEAD}  iam: {{role: {{statements: [{statement}]}}}}\n{HELLO}{other}")
    assert fails(app, "shared-role") == {"provider"}
    app, _ = read(HEAD + HELLO + other)
    assert fails(app, "shared-role") == set(), "it lets them write logs, and nothing more"


def test_a_shared_role_that_only_writes_logs_shares_no_power(read):
    other = "  other:\n    handler: app.other\n"
    app, _ = read(HEAD + HELLO + other)
    assert not fails(app, "shared-role")


def test_each_function_has_its_own_role_in_the_mode_for_it(read):
    other = "  other:\n    handler: app.other\n"
    app, _ = read(f"{HEAD}  iam: {{role: {{mode: perFunction}}}}\n{HELLO}{other}")
    assert not fails(app, "shared-role")
    assert {one.origin.logical_id for one in app.all(Identity)} == {"hello", "other"}


def test_settings_of_the_provider_hold_for_functions(read):
    settings = "  timeout: 9\n  tracing: {lambda: true}\n  logRetentionInDays: 7\n"
    app, _ = read(
        f"{HEAD}{settings}  environment: {{A: a, B: b}}\n{HELLO}    environment: {{B: c}}\n"
    )
    function = app.all(Function)[0]
    assert function.timeout.known() == 9
    assert function.runtime.known() == "python3.13"
    assert [function.environment.get(name).text() for name in "AB"] == ["a", "c"]
    assert not fails(app, "no-tracing")
    assert not fails(app, "endless-logs")
    assert app.all(LogGroup)[0].retention.known() == 7


@pytest.mark.parametrize(
    ("authorizer", "auth"),
    [
        ("aws_iam", "AWS_IAM"),
        ("{type: aws_iam}", "AWS_IAM"),
        ("check", "CUSTOM"),
        ("{name: check, type: request}", "CUSTOM"),
        ("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/p", "COGNITO_USER_POOLS"),
        ("{type: COGNITO_USER_POOLS, authorizerId: {Ref: A}}", "COGNITO_USER_POOLS"),
    ],
)
def test_authorizers_of_rest_routes(read, authorizer, auth):
    event = f"    events:\n      - http: {{path: a, method: get, authorizer: {authorizer}}}\n"
    app, _ = read(f"{HEAD}{HELLO}{event}  check:\n    handler: app.check\n")
    entry = next(one for one in app.all(EntryPoint) if one.kind is EntryKind.REST_METHOD)
    assert entry.auth.known() == auth
    assert not fails(app, "open-rest-route")


def test_authorizers_of_http_routes(read):
    api = (
        "  httpApi:\n    authorizers:\n      people:\n        issuerUrl: https://a.b\n"
        "        audience: [x]\n        identitySource: $request.header.Authorization\n"
    )
    event = "    events:\n      - httpApi: {path: /a, method: get, authorizer: people}\n"
    app, found = read(HEAD + api + HELLO + event)
    assert not found.unread
    assert not fails(app, "open-http-route")
    assert app.all(Authorizer)[0].issuer.known() == "https://a.b"


def test_settings_of_the_apis(read):
    settings = (
        "  apiGateway: {disableDefaultEndpoint: true, endpointType: PRIVATE}\n"
        "  logs: {restApi: true}\n  tracing: {apiGateway: true}\n"
    )
    app, _ = read(f"{HEAD}{settings}{HELLO}    events:\n      - http: GET /a\n")
    assert app.all(Api)[0].default_endpoint_off.known() is True
    stage = app.all(ApiStage)[0]
    assert stage.data_trace.known() is True
    assert stage.tracing.known() is True
    assert not fails(app, "no-access-logs")


def test_resources_are_those_of_cloudformation(read):
    resources = (
        "resources:\n  - Resources:\n      Jobs:\n        Type: AWS::SQS::Queue\n"
        "        Condition: Live\n        Properties: {QueueName: !Sub '${self:service}-jobs'}\n"
        "  - ${file(more.yml)}\n  - Conditions: {Live: !Equals ['a', 'a']}\n"
    )
    more = "Resources:\n  Letters: {Type: 'AWS::SQS::Queue', Properties: {QueueName: letters}}\n"
    event = "    events:\n      - sqs: {arn: {'Fn::GetAtt': [Jobs, Arn]}}\n"
    app, found = read(HEAD + HELLO + event + resources, {"more.yml": more})
    assert not found.unread
    queues = {one.id: one for one in app.all(Queue)}
    assert queues["Jobs"].name.known() == "shop-jobs"
    assert queues["Letters"].origin.address == "more.yml::Letters"
    assert app.entries(app.all(Function)[0])[0].kind is EntryKind.QUEUE


@pytest.mark.parametrize("section", ["extensions", "Resources"])
def test_resources_change_what_the_framework_makes(read, section):
    change = (
        f"resources:\n  {section}:\n    HelloLambdaFunction:\n      Properties: {{Timeout: 3}}\n"
    )
    app, _ = read(HEAD + HELLO + change)
    function = app.all(Function)[0]
    assert function.timeout.known() == 3
    assert function.origin.address == "serverless.yml::hello"


def test_a_bucket_of_the_provider(read):
    settings = "  s3: {photos: {name: my-photos, accessControl: PublicRead}}\n"
    app, _ = read(f"{HEAD}{settings}{HELLO}    events:\n      - s3: photos\n")
    assert app.all(Bucket)[0].name.known() == "my-photos"
    assert app.all(Bucket)[0].acl.known() == "PublicRead"


@pytest.mark.parametrize(
    "functions",
    [
        "functions: ${file(f.yml)}\n",
        "functions:\n  - ${file(f.yml)}\n",
        "functions:\n  hello: ${file(f.yml):hello}\n",
    ],
)
def test_functions_in_files(read, functions):
    app, found = read(HEAD + functions, {"f.yml": "hello:\n  handler: app.main\n  url: true\n"})
    assert not found.unread
    assert fails(app, "public-function-url") == {"hello"}


def test_the_code_is_found(read):
    app, _ = read(
        HEAD + HELLO.replace("app.main", "src/app.main"),
        {"src/app.py": "def main(event, context):\n    return 1\n"},
    )
    assert app.code_of(app.all(Function)[0]) is not None


def test_images(read):
    settings = "  ecr: {images: {built: {path: ./}, named: {uri: 'a.b/c:latest'}}}\n"
    functions = "functions:\n  one: {image: built}\n  two: {image: {name: named}}\n"
    app, _ = read(HEAD + settings + functions)
    one, two = app.all(Function)
    assert one.package.image.known() is None
    assert two.package.image.known() == "a.b/c:latest"


def test_roles_of_functions_without_the_plugin_are_told(read):
    own = "    iamRoleStatements: [{Effect: Allow, Action: '*', Resource: '*'}]\n"
    app, found = read(HEAD + HELLO + own)
    assert "serverless-iam-roles-per-function" in found.unread[0].reason
    assert not fails(app, "wildcard-action")
