"""What protects only some deployments does not pass for all of them."""

from __future__ import annotations

from datetime import date

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import chosen
from crenel.controls.survey import survey
from crenel.model.entities import Identity
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project

HEAD = """\
Parameters:
  Stage: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
"""

API_POLICY = """\
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy: !If
        - IsProd
        - Statement:
            - Effect: Allow
              Principal: "*"
              Action: execute-api:Invoke
              Resource: "*"
              Condition: {StringEquals: {"aws:SourceVpce": vpce-1}}
        - !Ref AWS::NoValue
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: {Type: AWS_PROXY, Uri: "arn:aws:apigateway:x"}
"""

FAILURE_DESTINATION = """\
  Worker:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: app.run, Role: r, Code: {ZipFile: x}}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [x]}
      Targets: [{Id: a, Arn: !GetAtt Worker.Arn}]
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    %s
    Properties:
      FunctionName: !Ref Worker
      Qualifier: $LATEST
      DestinationConfig: {OnFailure: {Destination: "arn:aws:sqs:eu-west-1:111122223333:dead"}}
"""

EGRESS = """\
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: app.run
      Role: r
      Code: {ZipFile: x}
      VpcConfig: {SubnetIds: [s], SecurityGroupIds: [!Ref Group]}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      SecurityGroupEgress: !If
        - IsProd
        - [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]
        - !Ref AWS::NoValue
"""

USAGE_PLAN = """\
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: x}}
  Live:
    Type: AWS::ApiGateway::Stage
    Properties: {RestApiId: !Ref Api, StageName: live}
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Condition: IsProd
    Properties:
      ApiStages: [{ApiId: !Ref Api, Stage: live}]
      Throttle: {RateLimit: 10, BurstLimit: 10}
"""

SETTINGS = """\
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: x}}
  Live:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: live
      MethodSettings:
        - !If
          - IsProd
          - {HttpMethod: "*", ResourcePath: "/*", ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5}
          - !Ref AWS::NoValue
"""


def outcome(folder, control, text, **parameters):
    (folder / "template.yaml").write_text(HEAD + text, encoding="utf-8")
    read = project([folder], Options(parameters=parameters))
    found = survey(read, chosen([control]), date(2026, 11, 24))
    return max((one.outcome for one in found.verdicts), key=lambda one: one.rank)


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ("open-rest-route", API_POLICY),
        ("lost-asynchronous-events", FAILURE_DESTINATION % "Condition: IsProd"),
        ("open-egress", EGRESS),
        ("unthrottled-stage", USAGE_PLAN),
        ("unthrottled-stage", SETTINGS),
    ],
)
def test_protected_in_production_only(tmp_path, control, text):
    assert outcome(tmp_path, control, text) is Outcome.MAY_FAIL
    assert outcome(tmp_path, control, text, Stage="prod") is Outcome.PASSES
    assert outcome(tmp_path, control, text, Stage="dev") is Outcome.FAILS


TWO_ROLES = """\
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: app.run
      Role: !If [IsProd, !GetAtt Narrow.Arn, !GetAtt Wide.Arn]
      Code: {ZipFile: x}
  Narrow: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  Wide: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
"""


def test_a_role_of_some_deployments_has_its_functions(tmp_path):
    (tmp_path / "template.yaml").write_text(HEAD + TWO_ROLES, encoding="utf-8")
    (application,) = project([tmp_path], Options()).applications()
    app = Knowledge(application, date(2026, 11, 24))
    found = {
        role.label: [one.label for one in app.functions_as(role)] for role in app.all(Identity)
    }
    assert found == {"Narrow": ["Worker"], "Wide": ["Worker"]}


ESCALATION = """\
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      PermissionsBoundary: !If [IsProd, !Ref Boundary, !Ref AWS::NoValue]
      Policies:
        - PolicyName: x
          PolicyDocument:
            Statement: {Effect: Allow, Action: iam:CreatePolicyVersion, Resource: "*"}
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: {Effect: Allow, Action: s3:GetObject, Resource: "*"}}
"""

PASSED_ROLE = """\
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      Policies:
        - PolicyName: x
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction]
                Resource: "*"
                Condition: !If
                  - IsProd
                  - {StringEquals: {iam:PassedToService: states.amazonaws.com}}
                  - !Ref AWS::NoValue
"""


@pytest.mark.parametrize("text", [ESCALATION, PASSED_ROLE])
def test_bounded_in_production_only(tmp_path, text):
    control = "privilege-escalation"
    assert outcome(tmp_path, control, text) is Outcome.MAY_FAIL
    assert outcome(tmp_path, control, text, Stage="dev") is Outcome.FAILS
