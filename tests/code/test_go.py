"""Go: what its calls of the SDK are, whatever they are written like; and what is not known."""

from __future__ import annotations

import pytest
from tests.code.sdk_calls import called, guessed
from tests.code.trees import DictTree, sinks

from crenel.code.facts import Facts
from crenel.code.locate import Found
from crenel.code.read import CodeReader

HEAD = """package main
import (
\t"context"
\t"fmt"
\t"os"
\t"github.com/aws/aws-lambda-go/events"
\t"github.com/aws/aws-lambda-go/lambda"
\t"github.com/aws/aws-sdk-go-v2/aws"
\t"github.com/aws/aws-sdk-go-v2/config"
\t"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
\t"github.com/aws/aws-sdk-go-v2/service/dynamodb"
\t"github.com/aws/aws-sdk-go-v2/service/eventbridge"
\tbuses "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
\t"github.com/aws/aws-sdk-go-v2/service/s3"
)
"""


def go(text: str, head: str = HEAD, **others: str) -> Facts:
    """The facts of a program; ``others`` are more files, ``store__db`` for store/db.go."""
    files: dict[str, str | None] = {"main.go": head + text, "go.mod": "module shop\n"}
    for name, content in others.items():
        files[f"{name.replace('__', '/')}.go"] = content
    return CodeReader(DictTree(files)).facts_of(Found("main.go", "main", ""))


def handler(body: str, outside: str = "") -> Facts:
    """The facts of a handler that does this."""
    return go(
        f"{outside}\nfunc handle(ctx context.Context, event events.SQSEvent) error {{\n{body}\n"
        "return nil }\nfunc main() { lambda.Start(handle) }\n"
    )


DB = "var cfg, _ = config.LoadDefaultConfig(context.TODO())\nvar db = dynamodb.NewFromConfig(cfg)"
PUT = 'db.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(os.Getenv("T"))})'


@pytest.mark.parametrize(
    ("outside", "body"),
    [
        (DB, PUT),
        ("var db *dynamodb.Client\nfunc init() { db = dynamodb.NewFromConfig(aws.Config{}) }", PUT),
        ("var db *dynamodb.Client", PUT),
        ("type App struct { db *dynamodb.Client }\nfunc (a *App) put(ctx context.Context) { db := a.db; " + PUT + " }", "(&App{}).put(ctx)"),
        ("type App struct { *dynamodb.Client }\nfunc New() App { return App{dynamodb.New(dynamodb.Options{})} }", "db := New(); " + PUT),
        ("type API interface { PutItem(ctx context.Context, in *dynamodb.PutItemInput) error }\nvar db API = dynamodb.NewFromConfig(aws.Config{})", PUT),
        (DB + '\nvar table = os.Getenv("T")', "in := &dynamodb.PutItemInput{}; in.TableName = &table; db.PutItem(ctx, in)"),
        (DB + '\ntype Env struct { T string }\nfunc load() (Env, error) { return Env{T: os.Getenv("T")}, nil }', "e, err := load(); if err != nil { return err }; db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &e.T})"),
        (DB, "func() { " + PUT + " }()"),
        (DB, "go func() { " + PUT + " }()"),
        (DB, "f := func() error { _, err := " + PUT + "; return err }; for i := 0; i < 3; i++ { f() }"),
        (DB + "\nfunc retry(f func() error) error { return f() }", "retry(func() error { _, err := " + PUT + "; return err })"),
        (DB, "switch len(event.Records) { case 0: return nil; default: " + PUT + " }"),
        (DB, 't, ok := os.LookupEnv("T"); if !ok { return nil }; db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &t})'),
    ],
)  # fmt: skip
def test_every_way_to_put_an_item(outside, body):
    assert called(handler(body, outside)) == ["dynamodb.PutItem TableName$T"]


S3 = "var files = s3.NewFromConfig(aws.Config{})"


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ('p := dynamodb.NewQueryPaginator(db, &dynamodb.QueryInput{TableName: aws.String("t")}); for p.HasMorePages() { p.NextPage(ctx) }', ["dynamodb.Query TableName=t"]),
        ('dynamodb.NewTableExistsWaiter(db).Wait(ctx, &dynamodb.DescribeTableInput{TableName: aws.String("t")}, 1)', ["dynamodb.TableExists TableName=t"]),
        ('manager.NewUploader(files).Upload(ctx, &s3.PutObjectInput{Bucket: aws.String("b")})', ["s3.PutObject Bucket=b"]),
        ('manager.NewDownloader(files).Download(ctx, w, &s3.GetObjectInput{Bucket: aws.String("b")})', ["s3.GetObject Bucket=b"]),
        ('s3.NewPresignClient(files).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("b")})', ["s3.GetObject Bucket=b"]),
        ('files.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(fmt.Sprintf("b-%s", os.Getenv("S")))})', ["s3.GetObject Bucket~b-{}"]),
        ("_ = s3.Options{}", []),
    ],
)  # fmt: skip
def test_other_calls(body, calls):
    assert called(handler(body, f"{DB}\n{S3}")) == calls


V1 = HEAD.replace("aws-sdk-go-v2", "aws-sdk-go").replace(
    "\t" + '"github.com/aws/aws-sdk-go/feature/s3/manager"',
    '\t"github.com/aws/aws-sdk-go/service/s3/s3manager"\n'
    '\t"github.com/aws/aws-sdk-go/aws/session"\n'
    '\t"github.com/aws/aws-sdk-go/service/dynamodb/dynamodbiface"',
)


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ('db.PutItem(&dynamodb.PutItemInput{TableName: aws.String("t")})', ["dynamodb.PutItem TableName=t"]),
        ('db.PutItemWithContext(ctx, &dynamodb.PutItemInput{TableName: aws.String("t")})', ["dynamodb.PutItem TableName=t"]),
        ('db.QueryPagesWithContext(ctx, &dynamodb.QueryInput{TableName: aws.String("t")}, nil)', ["dynamodb.Query TableName=t"]),
        ('s3manager.NewUploader(session.New()).Upload(&s3manager.UploadInput{Bucket: aws.String("b")})', ["s3.PutObject Bucket=b"]),
        ('var api dynamodbiface.DynamoDBAPI; api.GetItem(&dynamodb.GetItemInput{TableName: aws.String("t")})', ["dynamodb.GetItem TableName=t"]),
    ],
)  # fmt: skip
def test_version_1(body, calls):
    text = (
        "var db = dynamodb.New(session.Must(session.NewSession()))\n"
        f"func handle(ctx context.Context) {{ {body} }}\nfunc main() {{ lambda.Start(handle) }}\n"
    )
    assert called(go(text, V1)) == calls


STORE = """package store
import "github.com/aws/aws-sdk-go-v2/service/dynamodb"
type Dynamo struct { db *dynamodb.Client; table string }
func New(table string) *Dynamo { return &Dynamo{dynamodb.NewFromConfig(nil), table} }
func (d *Dynamo) Put(id string) error { d.db.PutItem(nil, &dynamodb.PutItemInput{TableName: &d.table}); return nil }
func (d *Dynamo) Drop(id string) error { d.db.DeleteItem(nil, &dynamodb.DeleteItemInput{TableName: &d.table}); return nil }
"""


def test_packages_and_interfaces_and_only_what_is_called():
    text = """
type Putter interface { Put(id string) error }
type App struct { store Putter }
func (a *App) Handle(ctx context.Context, e events.SQSEvent) error { return a.store.Put("x") }
func main() { app := &App{store: store.New(os.Getenv("T"))}; lambda.Start(app.Handle) }
"""
    head = HEAD.replace('"context"', '"context"\n\t"shop/store"')
    found = go(text, head, store__db=STORE, store__db_test="package store\nfunc main() { x(")
    assert called(found) == ["dynamodb.PutItem TableName$T"]
    assert not found.problems
    assert [one.operation for one in found.sdk_calls if not one.reached] == ["DeleteItem"]


def test_an_event_bus_in_a_list_that_is_filled():
    body = """
    all := make([]buses.PutEventsRequestEntry, 2)
    for i := range all { all[i] = buses.PutEventsRequestEntry{EventBusName: aws.String("bus")} }
    eventbridge.NewFromConfig(cfg).PutEvents(ctx, &eventbridge.PutEventsInput{Entries: all})"""
    (call,) = handler(body, DB).sdk_calls
    assert ("Entries[].EventBusName", "bus") in [(one.name, one.text) for one in call.nested]


class TestWhatIsNotKnown:
    def test_an_interface_that_nobody_implements(self):
        api = "type API interface { PutItem(in *dynamodb.PutItemInput) error }\nvar db API"
        assert ("PutItem", ("dynamodb",)) in guessed(handler(PUT, api))

    def test_a_package_of_the_module_that_is_not_there(self):
        head = HEAD.replace('"context"', '"context"\n\t"shop/made"')
        found = go("func main() { made.Do() }\n", head)
        assert [(one.message, one.open) for one in found.problems] == [
            ("no file answers to the import shop/made", True)
        ]

    def test_a_program_without_main(self):
        found = go("func other() {}\n")
        assert [one.message for one in found.problems] == ["main.go has no func main"]


IMPORTS = """package main
import (
\t"context"
\t"crypto/tls"
\t"database/sql"
\t"encoding/json"
\t"fmt"
\t"net/http"
\t"os/exec"
\t"github.com/aws/aws-lambda-go/events"
\t"github.com/aws/aws-lambda-go/lambda"
)
"""


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ('exec.Command("sh", "-c", "ls " + e.Body).Run()', ("shell-command", "yes")),
        ('exec.Command("sh", "-c", "ls").Run()', ("shell-command", "no")),
        ('exec.Command("ls", e.Body).Run()', None),
        ('db, _ := sql.Open("x", "y"); db.Query("SELECT * FROM t WHERE a = " + e.Body)', ("sql-injection", "yes")),
        ('db, _ := sql.Open("x", "y"); db.Query("SELECT * FROM t WHERE a = ?", e.Body)', ("sql-injection", "no")),
        ('var in map[string]string; json.Unmarshal([]byte(e.Body), &in); db.QueryContext(ctx, "SELECT "+in["a"])', ("sql-injection", "yes")),
        ("_ = &tls.Config{InsecureSkipVerify: true}", ("tls-not-verified", "yes")),
        ("_ = &tls.Config{InsecureSkipVerify: false}", None),
        ("fmt.Println(e)", ("event-logged", "yes")),
        ("fmt.Println(e.Body)", None),
        ("http.Get(e.Body)", ("server-side-request", "yes")),
        ('_, err := http.Get("https://x.org"); if err != nil { return events.APIGatewayProxyResponse{Body: err.Error()}, nil }', ("error-text-in-response", "yes")),
        ('_, err := http.Get("https://x.org"); if err != nil { return events.APIGatewayProxyResponse{}, fmt.Errorf("no: %w", err) }', None),
    ],
)  # fmt: skip
def test_sinks(body, answer):
    text = (
        "func handle(ctx context.Context, e events.APIGatewayProxyRequest) "
        f"(events.APIGatewayProxyResponse, error) {{ {body}\n"
        "return events.APIGatewayProxyResponse{}, nil }\nfunc main() { lambda.Start(handle) }\n"
    )
    assert sinks(go(text, IMPORTS)) == ([answer] if answer else [])
