"""What the oracle cannot see: lines, guards, provenance, notes, names."""

import pytest

from crenel.model.provenance import How
from crenel.model.value import Choice, Known, Ref, Text, Unknown
from crenel.readers.sam.roles.data import policy_templates

HEAD = "Transform: AWS::Serverless-2016-10-31\n"
FUNCTION = """\
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      CodeUri: src/
"""


def template(extra="", head="", more=""):
    return f"{HEAD}{head}Resources:\n{FUNCTION}{extra}{more}"


CONDITION = """\
Parameters:
  Stage: {Type: String}
Conditions:
  Prod: !Equals [!Ref Stage, prod]
"""


def test_a_property_keeps_its_line_and_its_folder(sam):
    made = sam.by_id(template())
    function = made["Worker"]
    assert function["Handler"].span.line == 6
    assert function["Code"].get("LocalPath").known() == "src/"
    assert function["Code"].get("LocalPath").span.line == 8


def test_a_local_path_is_seen_from_the_root(sam):
    made, _ = sam.ours(template(), folder="apps/shop")
    place = made[0]["Code"].get("LocalPath")
    assert place.known() == "apps/shop/src"
    assert place.span.text == "src/"


def test_globals_are_steps(sam):
    made = sam.by_id(template(head="Globals:\n  Function:\n    Timeout: 7\n"))
    timeout = made["Worker"]["Timeout"]
    assert timeout.known() == 7
    assert timeout.span.line == 4
    assert [step.how for step in timeout.via.chain()] == [How.GLOBALS]


def test_what_comes_from_an_event_points_at_it(sam):
    event = "          Type: Api\n          Properties: {Path: /a, Method: get}\n"
    extra = f"      Events:\n        Get:\n{event}"
    made = sam.by_id(template(extra))
    permission = made["WorkerGetPermissionProd"]
    assert permission.origin.logical_id == "Worker"
    assert permission.origin.span.text == "Get"
    assert permission.properties.span.line == 10
    operation = made["ServerlessRestApi"]["Body"].at("paths", "/a", "get")
    assert operation.span.line == 10


def test_a_policy_template_is_a_step_at_its_line(sam):
    extra = "      Policies:\n        - SQSPollerPolicy: {QueueName: !Ref AWS::StackName}\n"
    role = sam.by_id(template(extra))["WorkerRole"]
    (_, document), *_ = [
        (guard, one.get("PolicyDocument")) for guard, one in role["Policies"].items()
    ]
    (_, statement), *_ = document.get("Statement").items()
    resource = statement.get("Resource")
    assert isinstance(resource, Text)
    assert resource.endswith("${AWS::StackName}").certain is None or resource.text().endswith(
        ":${AWS::StackName}"
    )
    assert document.via.how is How.POLICY_TEMPLATE
    assert document.span.line == 10


def test_a_role_is_made_only_where_none_is_given(sam):
    role = "      Role: !If [Prod, 'arn:aws:iam::111122223333:role/own', !Ref AWS::NoValue]\n"
    made = sam.by_id(template(role, CONDITION))
    assert str(made["WorkerRole"].guard) == "Prod is false"
    branches = {str(guard): value for guard, value in made["Worker"]["Role"].cases()}
    assert isinstance(branches["Prod is true"], Known)
    assert isinstance(branches["Prod is false"], Ref)


def test_a_url_stands_under_its_condition(sam):
    url = "      FunctionUrlConfig: !If [Prod, !Ref AWS::NoValue, {AuthType: NONE}]\n"
    made = sam.by_id(template(url, CONDITION))
    assert str(made["WorkerUrl"].guard) == "Prod is false"
    assert str(made["WorkerUrlPublicPermissions"].guard) == "Prod is false"


def test_policies_stand_under_their_condition(sam):
    policies = (
        "      Policies: !If [Prod, [AmazonS3FullAccess], [SQSPollerPolicy: {QueueName: q}]]\n"
    )
    role = sam.by_id(template(policies, CONDITION))["WorkerRole"]
    guards = {one.text(): str(guard) for guard, one in role["ManagedPolicyArns"].items()}
    assert guards["arn:aws:iam::aws:policy/AmazonS3FullAccess"] == "Prod is true"
    assert [str(guard) for guard, _ in role["Policies"].items()] == ["Prod is false"]


def test_a_route_of_a_conditional_function_is_conditional(sam):
    extra = "      Events: {Get: {Type: Api, Properties: {Path: /a, Method: get}}}\n"
    other = (
        "  Other:\n    Type: AWS::Serverless::Function\n    Condition: Prod\n"
        "    Properties:\n      Handler: a.b\n      Runtime: python3.12\n      CodeUri: o/\n"
        "      Events: {Get: {Type: Api, Properties: {Path: /b, Method: get}}}\n"
    )
    made = sam.by_id(template(extra, CONDITION, other))
    paths = made["ServerlessRestApi"]["Body"].get("paths")
    assert not isinstance(paths.at("/a", "get"), Choice)
    assert {str(guard) for guard, _ in paths.at("/b", "get").cases()} == {
        "Prod is true",
        "Prod is false",
    }


def test_an_unknown_authorizer_stays_unknown(sam):
    head = "Parameters:\n  Who: {Type: String}\n"
    extra = (
        "      Events: {Get: {Type: Api, Properties: {Path: /a, Method: get,"
        " Auth: {Authorizer: !Ref Who}}}}\n"
    )
    body = sam.by_id(template(extra, head))["ServerlessRestApi"]["Body"]
    (_, requirement), *_ = body.at("paths", "/a", "get", "security").items()
    assert isinstance(requirement, Unknown)


def test_nested_stacks_keep_their_prefix(sam):
    scope = sam.scope_of(template())
    scope.prefix = "Shop."
    resources = list(sam.resources(scope))
    made = {one.id for one in sam.expand(resources, sam.section_values(scope, "Globals"))}
    assert made == {"Shop.Worker", "Shop.WorkerRole"}


def test_names_of_made_resources_resolve(sam):
    more = "  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Worker.Alias}}\n"
    made = sam.by_id(template("      AutoPublishAlias: live\n", more=more))
    assert made["Topic"]["TopicName"].target == "WorkerAliaslive"
    assert "WorkerAliaslive" in made


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        ("      Events: {A: {Type: Pigeon}}\n", "SAM knows no events of type Pigeon"),
        ("      Events: {A: {Properties: {}}}\n", "the event has no type"),
        ("      Policies: [WishPolicy: {Name: a}]\n", "WishPolicy is no policy template"),
        ("      Policies: [SQSPollerPolicy: {}]\n", "the policy template SQSPollerPolicy needs"),
        ("      Events: {A: {Type: S3, Properties: {Bucket: b}}}\n", "an S3 event names a bucket"),
        ("      Events: {A: {Type: Api}}\n", "needs a Path and a Method"),
        ("      DeploymentPreference: {Type: AllAtOnce}\n", "needs an AutoPublishAlias"),
    ],
)
def test_what_cannot_be_expanded_is_told(sam, extra, sentence):
    _, notes = sam.ours(template(extra))
    assert any(sentence in told for told, _ in notes), notes
    assert all(span.file == "template.yaml" for _, span in notes)


def test_an_included_document_that_was_not_read_is_unknown(sam):
    more = (
        "  Rest:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: a\n"
        "      DefinitionBody:\n        Fn::Transform:\n          Name: AWS::Include\n"
        "          Parameters: {Location: 's3://bucket/api.yaml'}\n"
    )
    body = sam.by_id(template(more=more))["Rest"]["Body"]
    assert isinstance(body, Unknown)


def test_without_code_uri_the_folder_of_the_template_is_the_code(sam):
    text = template().replace("      CodeUri: src/\n", "")
    made, notes = sam.ours(text, folder="apps/shop")
    assert made[0]["Code"].get("LocalPath").known() == "apps/shop"
    assert notes == []


def test_a_local_definition_stays(sam):
    more = (
        "  Rest:\n    Type: AWS::Serverless::Api\n"
        "    Properties: {StageName: a, DefinitionUri: api.yaml}\n"
        "  Machine:\n    Type: AWS::Serverless::StateMachine\n"
        "    Properties: {DefinitionUri: flow.asl.json}\n"
    )
    made, _ = sam.ours(template(more=more), folder="app")
    found = {one.id: one["DefinitionUri"].known() for one in made}
    assert found["Rest"] == "app/api.yaml"
    assert found["Machine"] == "app/flow.asl.json"


def test_an_unknown_sam_type_stays_and_is_told(sam):
    made, notes = sam.ours(f"{HEAD}Resources:\n  A: {{Type: AWS::Serverless::Teapot}}\n")
    assert [one.type for one in made] == ["AWS::Serverless::Teapot"]
    assert [told for told, _ in notes] == [
        "SAM resources of type AWS::Serverless::Teapot are not expanded"
    ]


def test_the_table_of_policy_templates_is_whole(sam):
    templates = policy_templates()
    assert len(templates) == 81
    for one in templates.values():
        text = str(one.statements)
        assert all("${" + name + "}" in text for name in one.parameters)
