"""No input makes the expansion fail: whatever stands where a map, a list or a word should."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.sam import support

TYPES = [
    "Api",
    "Application",
    "CapacityProvider",
    "Connector",
    "Function",
    "GraphQLApi",
    "HttpApi",
    "LayerVersion",
    "SimpleTable",
    "StateMachine",
    "WebSocketApi",
]

EVENTS = [
    "AlexaSkill",
    "Api",
    "CloudWatchEvent",
    "CloudWatchLogs",
    "Cognito",
    "DocumentDB",
    "DynamoDB",
    "EventBridgeRule",
    "HttpApi",
    "IoTRule",
    "Kinesis",
    "MQ",
    "MSK",
    "S3",
    "SNS",
    "SQS",
    "Schedule",
    "ScheduleV2",
    "SelfManagedKafka",
]

WORDS = [
    "",
    "A",
    "NONE",
    "AWS_IAM",
    "SQS",
    "SNS",
    "/a",
    "get",
    "true",
    "*",
    "$default",
    "PER_API",
    "SHARED",
    "CUSTOM",
    "PRIVATE",
    "Read",
    "arn:aws:s3:::b",
]

KEYS = [
    "A",
    "Action",
    "Additional",
    "Alarms",
    "AllowOrigin",
    "ApiId",
    "ApiKeyRequired",
    "Arn",
    "Auth",
    "AuthArn",
    "AuthType",
    "Authorizer",
    "Authorizers",
    "AutoPublishAlias",
    "AverageCPUUtilization",
    "BasePath",
    "Broker",
    "Bucket",
    "BucketName",
    "CertificateArn",
    "Cluster",
    "CodeUri",
    "Connectors",
    "Cors",
    "CorsConfiguration",
    "CreateUsagePlan",
    "DataSource",
    "DataSources",
    "DeadLetterConfig",
    "DeadLetterQueue",
    "DefaultAuthorizer",
    "Definition",
    "DefinitionBody",
    "DefinitionUri",
    "DeploymentPreference",
    "Destination",
    "DestinationConfig",
    "Domain",
    "DomainName",
    "DynamoDb",
    "Enabled",
    "EndpointConfiguration",
    "Environment",
    "EventInvokeConfig",
    "Events",
    "Filter",
    "FunctionArn",
    "FunctionPayloadType",
    "FunctionUrlConfig",
    "Functions",
    "Headers",
    "Hooks",
    "Id",
    "Identity",
    "JwtConfiguration",
    "KafkaBootstrapServers",
    "Lambda",
    "Layers",
    "Location",
    "Logging",
    "LoggingConfig",
    "Method",
    "Model",
    "Models",
    "OnFailure",
    "OnSuccess",
    "OpenApiVersion",
    "Path",
    "Permissions",
    "Pipeline",
    "Policies",
    "PrimaryKey",
    "PropagateTags",
    "Properties",
    "Queue",
    "QueueArn",
    "RequestModel",
    "RequestParameters",
    "ResourcePolicy",
    "ResponseParameters",
    "RestApiId",
    "Role",
    "Route53",
    "Routes",
    "Schedule",
    "SourceAccessConfigurations",
    "Source",
    "SqsSubscription",
    "StageName",
    "Statement",
    "Stream",
    "TableName",
    "Tags",
    "Target",
    "Topic",
    "Topics",
    "Tracing",
    "Trigger",
    "Type",
    "URI",
    "UsagePlan",
    "UserPool",
    "UserPoolArn",
    "VpcConfig",
    "components",
    "get",
    "openapi",
    "paths",
    "securityDefinitions",
    "swagger",
    "tags",
    "x-amazon-apigateway-integration",
]

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 99), st.floats(0, 9), st.sampled_from(WORDS)
)
intrinsics = st.sampled_from(
    [
        {"Ref": "A"},
        {"Ref": "P"},
        {"Ref": "AWS::NoValue"},
        {"Ref": "Missing"},
        {"Fn::GetAtt": ["B", "Arn"]},
        {"Fn::Sub": "${AWS::Region}-${P}"},
        {"Fn::If": ["C", "a"]},
    ]
)


def nested(inner):
    choice = st.tuples(inner, inner).map(lambda two: {"Fn::If": ["C", *two]})
    return st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
        choice,
    )


values = st.recursive(st.one_of(scalars, intrinsics), nested, max_leaves=25)
events = st.dictionaries(
    st.sampled_from(["E", "F"]),
    st.one_of(
        values,
        st.fixed_dictionaries({"Type": st.sampled_from(EVENTS), "Properties": values}),
    ),
    max_size=2,
)
properties = st.one_of(
    values,
    st.dictionaries(st.sampled_from(KEYS), values, max_size=8),
    st.fixed_dictionaries({"Events": events}, optional={"Role": values, "Policies": values}),
)
resources = st.fixed_dictionaries(
    {
        "Type": st.sampled_from([f"AWS::Serverless::{one}" for one in TYPES]),
        "Properties": properties,
    },
    optional={"Condition": st.just("C"), "Connectors": values, "IgnoreGlobals": values},
)
templates = st.fixed_dictionaries(
    {
        "Parameters": st.just({"P": {"Type": "String"}}),
        "Conditions": st.just({"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}),
        "Resources": st.dictionaries(st.sampled_from(["A", "B", "D"]), resources, min_size=1),
    },
    optional={"Globals": st.dictionaries(st.sampled_from(TYPES), values, max_size=3)},
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(templates)
def test_nothing_fails(sam, template):
    made, notes = sam.ours(json.dumps(template))
    for resource in made:
        resource.properties.text()
        list(resource.properties.refs())
    assert all(sentence for sentence, _ in notes)


INPUTS = [
    support.prepared(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "inputs").glob("*.yaml"))
]


def places(node, path=()):
    """Every place in a tree of maps and lists."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def replaced(node, path, value):
    """A copy of the tree with another value at a place that is still there."""
    if not path or not isinstance(node, dict | list):
        return value
    key, *rest = path
    copy = node.copy()
    if isinstance(copy, list) and not (isinstance(key, int) and key < len(copy)):
        return copy
    below = copy.get(key) if isinstance(copy, dict) else copy[key]
    copy[key] = replaced(below, rest, value) if rest else value
    return copy


@st.composite
def damaged(draw):
    """One of our inputs with odd values in some places."""
    template = draw(st.sampled_from(INPUTS))
    inside = [path for path in places(template) if path[0] in ("Resources", "Globals")]
    for _ in range(draw(st.integers(1, 3))):
        template = replaced(template, draw(st.sampled_from(inside)), draw(values))
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    written = template.get("Conditions")
    return {
        **template,
        "Parameters": {**(template.get("Parameters") or {}), "P": {"Type": "String"}},
        "Conditions": {**(written if isinstance(written, dict) else {}), **conditions},
    }


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_nothing_fails_on_damaged_inputs(sam, template):
    made, _ = sam.ours(json.dumps(template))
    for resource in made:
        resource.properties.text()


def test_choices_in_choices_have_a_budget(sam):
    """Aliases make a choice of 2^16 cases in sixteen lines; more the reader refuses."""
    count = 17
    head = "".join(f"  P{i}: {{Type: String}}\n" for i in range(count))
    conditions = "".join(f"  C{i}: !Equals [!Ref P{i}, x]\n" for i in range(count))
    nest = "x0: &x0 AmazonS3FullAccess\n"
    for i in range(1, count):
        nest += f"x{i}: &x{i} !If [C{i}, *x{i - 1}, [*x{i - 1}]]\n"
    made, _ = sam.ours(
        f"{nest}Parameters:\n{head}Conditions:\n{conditions}Resources:\n"
        "  A:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        f"      Policies: *x{count - 1}\n      Role: *x{count - 1}\n"
        f"      FunctionUrlConfig: *x{count - 1}\n      Tags: *x{count - 1}\n"
    )
    assert {resource.id for resource in made} == {"A"}


@pytest.mark.parametrize("kind", TYPES)
def test_a_resource_without_properties(sam, kind):
    text = json.dumps({"Resources": {"A": {"Type": f"AWS::Serverless::{kind}"}}})
    made, _ = sam.ours(text)
    assert made
