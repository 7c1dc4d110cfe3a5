"""What a value means where deployments differ: never the first of a choice by luck."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import EntryPoint, Function, Identity, Queue
from crenel.model.truth import FALSE, TRUE, unknown
from crenel.readers.options import Options
from crenel.readers.project import project

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: {Type: String}
  Other: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  One: {Type: AWS::IAM::Role, Properties: {}}
  Two: {Type: AWS::IAM::Role, Properties: {}}
  Differs:
    Type: AWS::Lambda::Function
    Properties: {Role: !If [IsProd, !GetAtt One.Arn, !GetAtt Two.Arn]}
  Alike:
    Type: AWS::Lambda::Function
    Properties: {Role: !If [IsProd, !GetAtt One.Arn, !Ref One]}
  Elsewhere:
    Type: AWS::Lambda::Function
    Properties: {Role: !If [IsProd, !GetAtt One.Arn, !Ref Other]}
  Letters: {Type: AWS::SQS::Queue}
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: {deadLetterTargetArn: !If [IsProd, !GetAtt Letters.Arn, !Ref Other]}
  Polls:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {FunctionName: !Ref Alike, EventSourceArn: !GetAtt Letters.Arn}
"""


@pytest.fixture
def app(tmp_path: Path) -> Knowledge:
    (tmp_path / "t.yaml").write_text(TEMPLATE, encoding="utf-8")
    (application,) = project([tmp_path], Options()).applications()
    return Knowledge(application, date(2026, 11, 28))


def role_of(app: Knowledge, name: str) -> Identity | None:
    function = app.application.get(name, Function)
    assert function is not None
    return app.identity_of(function)


def test_one_entity_is_meant_only_where_every_deployment_means_it(app: Knowledge) -> None:
    assert role_of(app, "Alike") is app.application.get("One", Identity)
    assert role_of(app, "Differs") is None
    assert role_of(app, "Elsewhere") is None


def test_each_deployment_is_told_apart(app: Knowledge) -> None:
    function = app.application.get("Elsewhere", Function)
    assert function is not None
    found = [
        (str(guard), one.id if one else None)
        for guard, one in app.meanings(function.identity, Identity)
    ]
    assert found == [("IsProd is true", "One"), ("IsProd is false", None)]
    either = app.whichever(function.identity, Identity, lambda _: TRUE, none=FALSE)
    assert either.possible
    assert not either.certain
    open_ = app.whichever(function.identity, Identity, lambda _: TRUE, none=unknown())
    assert open_.value is None


def test_who_refers_is_told_with_when(app: Knowledge) -> None:
    letters = app.application.get("Letters", Queue)
    assert letters is not None
    (referrer,) = app.referrers(Queue, "redrive.deadLetterTargetArn", letters)
    assert (referrer.entity.id, str(referrer.guard)) == ("Jobs", "IsProd is true")
    assert [
        one.entity.id for one in app.index(Queue, "redrive.deadLetterTargetArn", Queue).elsewhere
    ]
    one = app.application.get("One", Identity)
    assert one is not None
    assert {found.entity.id for found in app.referrers(Function, "identity", one)} == {
        "Differs",
        "Alike",
        "Elsewhere",
    }
    assert app.referrers(EntryPoint, "source", letters)
