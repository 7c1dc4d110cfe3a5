"""Functions in Java and Go: needs bound through the template; and what makes them incomplete."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import answered, needs, script

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {{Type: AWS::Serverless::SimpleTable}}
  F:
    Type: AWS::Serverless::Function
    Metadata: {{BuildMethod: {build}}}
    Properties:
      Runtime: {runtime}
      Handler: {handler}
      CodeUri: {place}
      Environment: {{Variables: {{TABLE: !Ref Orders}}}}
      Policies: [{{DynamoDBCrudPolicy: {{TableName: !Ref Orders}}}}]
"""
JAVA = TEMPLATE.format(build="gradle", runtime="java21", handler="shop.App", place="service")
GO = TEMPLATE.format(build="go1.x", runtime="provided.al2023", handler="bootstrap", place="service")
APP = """\
package shop;
import com.amazonaws.services.lambda.runtime.*;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
%s
public class App implements RequestHandler<String, String> {
  private final DynamoDbClient db = DynamoDbClient.create();
  public String handleRequest(String event, Context context) {
    %s
    return null;
  }
}
"""
PUT = 'db.putItem(r -> r.tableName(System.getenv("TABLE")));'
MAIN = """\
package main
import (
\t"context"
\t"os"
\t"github.com/aws/aws-lambda-go/lambda"
\t"github.com/aws/aws-sdk-go-v2/aws"
\t"github.com/aws/aws-sdk-go-v2/service/dynamodb"
\t%s
)
var db = dynamodb.New(dynamodb.Options{})
func handle(ctx context.Context) error { %s; return nil }
func main() { lambda.Start(handle) }
"""
GO_PUT = '_, _ = db.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(os.Getenv("TABLE"))})'
BOUND = {"dynamodb:PutItem": ["arn:aws:dynamodb:*:*:table/${Orders}"]}


def java(folder: Path, body: str = PUT, imports: str = ""):
    return answered(folder, JAVA, service__src__main__java__shop__App_java=APP % (imports, body))[
        "F"
    ]


def go(folder: Path, body: str = GO_PUT, imports: str = ""):
    return answered(folder, GO, service__main_go=MAIN % (imports, body))["F"]


@pytest.mark.parametrize("language", [java, go])
def test_needs_are_bound_through_the_template(tmp_path: Path, language):
    found = language(tmp_path)
    assert needs(found) == BOUND
    assert found.told
    assert {row.action for row in found.judged.unused} >= {"dynamodb:DeleteItem", "dynamodb:Scan"}


@pytest.mark.parametrize(
    ("imports", "body", "reason"),
    [
        ("import io.awspring.cloud.s3.S3Template;", PUT, "calls AWS itself, and is not read"),
        (
            "import org.springframework.boot.SpringApplication;",
            PUT,
            "framework org.springframework",
        ),
        ("import shop.made.Stub;", PUT, "no file answers to the import shop.made.Stub"),
        ("", "Class.forName(event).newInstance();" + PUT, "Class.forName() loads code by a name"),
        ("", "Lock.with(db);", "a client of dynamodb is imported, and no call of it"),
    ],
)
def test_java_that_is_not_all_known(tmp_path: Path, imports, body, reason):
    found = java(tmp_path, body, imports)
    assert not found.told
    places = [(gap.span.line, gap.reason) for gap in found.gaps if reason in gap.reason]
    assert places, [gap.reason for gap in found.gaps]
    assert all(line > 1 for line, _ in places)
    assert {row.action for row in found.kept} >= {"dynamodb:DeleteItem", "dynamodb:Scan"}


@pytest.mark.parametrize(
    ("imports", "body", "reason"),
    [
        ('"gocloud.dev/blob"', GO_PUT, "calls AWS itself, and is not read"),
        ('"github.com/aws/aws-sdk-go-v2/service/sqs"', GO_PUT, "a client of sqs is imported"),
        ('"plugin"', 'plugin.Open("x")', "plugin.Open() loads code by a name"),
    ],
)
def test_go_that_is_not_all_known(tmp_path: Path, imports, body, reason):
    found = go(tmp_path, body, imports)
    assert any(reason in gap.reason for gap in found.gaps), [gap.reason for gap in found.gaps]


def test_a_call_on_an_unknown_object_counts_where_the_service_has_the_operation(tmp_path: Path):
    found = java(tmp_path, "Holder.any().thing().deleteItem(null); Holder.any().render(null);")
    assert set(needs(found)) == {"dynamodb:DeleteItem"}


def test_a_bus_that_is_not_seen_is_not_the_default_one(tmp_path: Path):
    text = """
    import boto3
    def handler(event, context):
        boto3.client("events").put_events(Entries=event["entries"])
    """
    assert needs(script(tmp_path, text)) == {"events:PutEvents": ["arn:aws:events:*:*:event-bus/*"]}


def test_a_class_whose_code_lies_in_a_bucket(tmp_path: Path):
    template = JAVA.replace("CodeUri: service", "CodeUri: s3://bucket/app.zip")
    files = {"lib__src__main__java__shop__App_java": APP % ("", PUT)}
    assert needs(answered(tmp_path, template, **files)["F"]) == BOUND
    files["other__src__main__java__shop__App_java"] = APP % ("", PUT)
    assert not answered(tmp_path, template, **files)["F"].read


def test_a_package_of_several_modules(tmp_path: Path):
    store = "package shop; import software.amazon.awssdk.services.dynamodb.DynamoDbClient; class Store { void put(DynamoDbClient db) { %s } }"
    files = {
        "pom_xml": "<project/>",
        "service__pom_xml": "<project/>",
        "common__src__main__java__shop__Store_java": store % PUT,
        "service__src__main__java__shop__App_java": APP % ("", "new Store().put(db);"),
    }
    assert needs(answered(tmp_path, JAVA, **files)["F"]) == BOUND


def test_source_files_alone(tmp_path: Path):
    assert needs(script(tmp_path, APP % ("", PUT), "App.java"))
    assert needs(script(tmp_path, MAIN % ("", GO_PUT), "main.go"))
