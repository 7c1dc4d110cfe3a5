"""Java: what its calls of the SDK are, whatever they are written like; and what is not known."""

from __future__ import annotations

import pytest
from tests.code.sdk_calls import called, guessed
from tests.code.trees import DictTree, sinks

from crenel.code.facts import Facts
from crenel.code.locate import Found
from crenel.code.read import CodeReader

ROOT = "src/main/java/shop"
HEAD = """
package shop;
import com.amazonaws.services.lambda.runtime.*;
import software.amazon.awssdk.services.dynamodb.*;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.enhanced.dynamodb.*;
import java.util.*;
"""


def java(body: str, head: str = HEAD, symbol: str = "shop.App::handleRequest", **others: str):
    """The facts of a handler class; ``others`` are classes of the same package."""
    files: dict[str, str | None] = {
        f"{ROOT}/App.java": f"{head}\npublic class App {{\n{body}\n}}\n"
    }
    for name, text in others.items():
        files[f"{ROOT}/{name}.java"] = f"{head}\n{text}"
    return CodeReader(DictTree(files)).facts_of(Found(f"{ROOT}/App.java", symbol, ""))


def handler(body: str, fields: str = "", **others: str) -> Facts:
    """The facts of a class with these fields whose handler does this."""
    text = (
        f"{fields}\npublic String handleRequest(Map<String, String> event, Context c) {{ {body} }}"
    )
    return java(text, **others)


DB = "static final DynamoDbClient db = DynamoDbClient.create();"
T = 'System.getenv("T")'


@pytest.mark.parametrize(
    ("fields", "body", "calls"),
    [
        (DB, f"db.putItem(PutItemRequest.builder().tableName({T}).build());", ["TableName$T"]),
        (DB, f"db.putItem(r -> r.tableName({T}));", ["TableName$T"]),
        (DB, f"db.putItem(r -> {{ r.tableName({T}); }});", ["TableName$T"]),
        (DB, f"var b = PutItemRequest.builder(); b.tableName({T}); db.putItem(b.build());", ["TableName$T"]),
        (DB, 'db.putItem(PutItemRequest.builder().tableName("a" + "b").build());', ["TableName=ab"]),
        (DB, 'db.putItem(r -> r.tableName(String.format("x-%s", System.getenv("S"))));', ["TableName~x-{}"]),
        (DB, 'db.putItem(r -> r.tableName(event.get("t")));', ["TableName@event.t"]),
        ("DynamoDbClient db; App() { db = DynamoDbClient.builder().build(); }", f"this.db.putItem(r -> r.tableName({T}));", ["TableName$T"]),
        ("@Inject DynamoDbClient db;", f"db.putItem(r -> r.tableName({T}));", ["TableName$T"]),
        ("static DynamoDbClient db; static { db = DynamoDbClient.create(); }", f"db.putItem(r -> r.tableName({T}));", ["TableName$T"]),
        ("DynamoDbClient db() { return DynamoDbClient.create(); }", f"db().putItem(r -> r.tableName({T}));", ["TableName$T"]),
        ("DynamoDbAsyncClient db = DynamoDbAsyncClient.create();", f"db.putItem(r -> r.tableName({T})).join();", ["TableName$T"]),
        ("void put(DynamoDbClient c, String t) { c.putItem(r -> r.tableName(t)); }", f"put(DynamoDbClient.create(), {T});", ["TableName$T"]),
        ('String table = Optional.ofNullable(System.getenv("T")).orElse("d");' + DB, "db.putItem(r -> r.tableName(table));", ["TableName$T"]),
        ('void put(int a) {} void put(DynamoDbClient c) { c.putItem(r -> r.tableName("t")); }', "put(DynamoDbClient.create());", ["TableName=t"]),
    ],
)  # fmt: skip
def test_every_way_to_put_an_item(fields, body, calls):
    assert called(handler(body, fields)) == [f"dynamodb.PutItem {one}" for one in calls]


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ('DynamoDbClient.create().queryPaginator(q -> q.tableName("t"));', ["dynamodb.Query TableName=t"]),
        ('DynamoDbClient.create().waiter().waitUntilTableExists(r -> r.tableName("t"));', ["dynamodb.TableExists TableName=t"]),
        ('S3Client.create().getObjectAsBytes(r -> r.bucket("b").key("k"));', ["s3.GetObject Bucket=b Key=k"]),
        ('S3Presigner.create().presignGetObject(p -> p.getObjectRequest(r -> r.bucket("b")));', ["s3.GetObject Bucket=b"]),
        ('DynamoDbEnhancedClient.create().table("t", TableSchema.fromBean(App.class)).putItem(x);', ["dynamodb.PutItem TableName=t"]),
        ('DynamoDbEnhancedClient.create().table("t", null).index("i").query(q -> {});', ["dynamodb.Query TableName=t IndexName=i"]),
        ("S3Client.create().close();", []),
        ("S3Client.builder().region(null).build().serviceName();", []),
    ],
)  # fmt: skip
def test_other_calls(body, calls):
    assert called(handler(body)) == calls


V1 = """
package shop;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.document.DynamoDB;
import com.amazonaws.services.dynamodbv2.document.Item;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapper;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.sns.AmazonSNSClient;
import java.util.*;
"""


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ('AmazonS3ClientBuilder.standard().withRegion("x").build().getObject("b", "k");', ["s3.GetObject Bucket=b Key=k"]),
        ('AmazonS3ClientBuilder.defaultClient().getObject(new GetObjectRequest("b", "k"));', ["s3.GetObject Bucket=b Key=k"]),
        ('AmazonDynamoDBClientBuilder.defaultClient().putItem(new PutItemRequest().withTableName("t"));', ["dynamodb.PutItem TableName=t"]),
        ('PutItemRequest r = new PutItemRequest(); r.setTableName("t"); client.putItem(r);', ["dynamodb.PutItem TableName=t"]),
        ('new DynamoDB(client).getTable("t").putItem(new Item().withString("a", "b"));', ["dynamodb.PutItem TableName=t"]),
        ("new DynamoDBMapper(client).load(App.class, 1);", ["dynamodb.GetItem"]),
        ('new AmazonSNSClient().publish("arn:x", "text");', ["sns.Publish TopicArn=arn:x"]),
    ],
)  # fmt: skip
def test_version_1(body, calls):
    text = f"AmazonDynamoDB client; void handleRequest(Map e, Context c) {{ {body} }}"
    assert called(java(text, V1)) == calls


def test_only_what_the_handler_calls_is_reached():
    store = (
        "class Store { DynamoDbClient db = DynamoDbClient.create();"
        ' void put() { db.putItem(r -> r.tableName("t")); }'
        ' void delete() { db.deleteItem(r -> r.tableName("t")); } }'
    )
    found = handler("store.put();", "Store store = new Store();", Store=store)
    assert called(found) == ["dynamodb.PutItem TableName=t"]
    assert [one.operation for one in found.sdk_calls if not one.reached] == ["DeleteItem"]


STORE = "public interface Store { void put(String id); }"
DYNAMO = """class Dynamo implements Store {
  final DynamoDbClient db; Dynamo() { this.db = DynamoDbClient.create(); }
  @Override public void put(String id) { db.putItem(r -> r.tableName("t")); } }"""


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("Store store = new Dynamo();", "store.put(null);"),
        ("@Inject Store store;", "store.put(null);"),
        ("final Store store; App() { this(new Dynamo()); } App(Store s) { store = s; }", "store.put(null);"),
        ('Map<String, Store> all = new HashMap<>(); App() { all.put("x", new Dynamo()); }', 'all.get(event.get("a")).put("x");'),
        ("List<Store> all = List.of(new Dynamo());", 'all.forEach(s -> s.put("x"));'),
        ("List<Store> all = List.of(new Dynamo());", 'for (Store s : all) s.put("x");'),
        ("Store store = new Dynamo();", 'Runnable r = () -> store.put("x"); r.run();'),
        ("Store store = new Dynamo();", "event.forEach((k, v) -> store.put(k));"),
        ("Store store = new Dynamo();", "event.keySet().forEach(store::put);"),
    ],
)  # fmt: skip
def test_interfaces_and_functions_lead_to_what_implements_them(fields, body):
    found = handler(body, fields, Store=STORE, Dynamo=DYNAMO)
    assert called(found) == ["dynamodb.PutItem TableName=t"]


def test_a_base_class_calls_what_its_heirs_define():
    base = "abstract class Base { String handleRequest(Map e, Context c) { work(); return null; } abstract void work(); }"
    text = f'{HEAD}\npublic class App extends Base {{ {DB} void work() {{ db.scan(r -> r.tableName("t")); }} }}'
    files: dict[str, str | None] = {f"{ROOT}/App.java": text, f"{ROOT}/Base.java": HEAD + base}
    found = CodeReader(DictTree(files)).facts_of(Found(f"{ROOT}/App.java", "shop.App", ""))
    assert called(found) == ["dynamodb.Scan TableName=t"]
    assert not found.problems


def test_annotations_of_powertools_are_calls():
    head = HEAD + (
        "import software.amazon.lambda.powertools.parameters.ssm.SSMParam;\n"
        "import software.amazon.lambda.powertools.logging.Logging;\n"
        "import software.amazon.lambda.powertools.idempotency.persistence.dynamodb.DynamoDBPersistenceStore;\n"
    )
    body = """@SSMParam(key = "/k") String k;
    Object store = DynamoDBPersistenceStore.builder().withTableName("i").build();
    @Logging(logEvent = true) public String handleRequest(Map e, Context c) { return ""; }"""
    found = java(body, head)
    assert called(found) == [
        "ssm.GetParameter Name=/k",
        *(f"dynamodb.{one} TableName=i" for one in ("GetItem", "PutItem", "UpdateItem", "DeleteItem")),
    ]  # fmt: skip
    assert sinks(found) == [("event-logged", "yes")]


def test_a_client_that_acts_as_another_role():
    head = HEAD + (
        "import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;\n"
        "import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;\n"
    )
    provider = (
        'StsAssumeRoleCredentialsProvider.builder().refreshRequest(r -> r.roleArn("a")).build()'
    )
    own = "EnvironmentVariableCredentialsProvider.create()"
    body = """void handleRequest(Map e, Context c) {{
    SqsClient.builder().credentialsProvider({}).build().sendMessage(m -> m.queueUrl("q")); }}"""
    other = called(java(body.format(provider), head))
    assert sorted(other) == ["sqs.SendMessage QueueUrl=q as another", "sts.AssumeRole RoleArn=a"]
    assert called(java(body.format(own), head)) == ["sqs.SendMessage QueueUrl=q"]


class TestWhatIsNotKnown:
    def test_a_request_that_goes_to_an_unknown_object(self):
        found = handler("Clients.any().putItem(PutItemRequest.builder().build());")
        assert guessed(found) == {("putItem", ("dynamodb",))}

    def test_a_method_of_an_unknown_object_may_be_an_imported_client_s(self):
        found = handler("helper(null); }  void helper(Object x) { x.thing().putItem(q);")
        assert guessed(found) == {("putItem", ("dynamodb", "s3", "sqs"))}

    def test_a_class_that_a_build_makes(self):
        head = HEAD + "import shop.DaggerShop;\n"
        found = java("void handleRequest(Map e, Context c) { DaggerShop.create(); }", head)
        assert [(one.message, one.open) for one in found.problems] == [
            ("no file answers to the import shop.DaggerShop", True)
        ]

    def test_a_handler_that_a_framework_calls(self):
        head = HEAD + "import io.micronaut.function.aws.MicronautRequestHandler;\n"
        text = f'{head}\npublic class App extends MicronautRequestHandler {{ {DB} @Override public String execute(Map e) {{ db.scan(r -> r.tableName("t")); return null; }} }}'
        tree = DictTree({f"{ROOT}/App.java": text})
        found = CodeReader(tree).facts_of(Found(f"{ROOT}/App.java", "shop.App", ""))
        assert called(found) == ["dynamodb.Scan TableName=t"]
        assert [one.open for one in found.problems] == [True, True]

    def test_a_class_that_is_not_there(self):
        found = java("void x() {}", symbol="shop.Other::handleRequest")
        assert [one.message for one in found.problems] == [f"{ROOT}/App.java has no class Other"]


def test_a_token_for_a_database():
    head = HEAD + "import software.amazon.awssdk.services.rds.RdsUtilities;\n"
    body = "RdsUtilities u = RdsUtilities.builder().build(); u.generateAuthenticationToken(x);"
    found = java(f"void handleRequest(Map e, Context c) {{ {body} }}", head)
    assert called(found) == ["rds.connect"]


def test_a_factory_that_is_not_read_gives_what_is_declared():
    found = handler(
        'db.scan(r -> r.tableName("t"));',
        "DynamoDbClient db = Factory.of(DynamoDbClient.builder());",
    )
    assert called(found) == ["dynamodb.Scan TableName=t"]


def test_a_helper_answers_each_caller_with_what_it_gave():
    text = (
        "static Object same(Object o) { return o; }"
        "public String handleRequest(Map<String, String> event, Context c) {"
        ' c.getLogger().log(same(event).toString()); c.getLogger().log(same("x").toString()); return null; }'
    )
    assert [one.span.text for one in java(text).sinks] == [
        "c.getLogger().log(same(event).toString())"
    ]


def test_an_event_bus_in_a_list_that_grows():
    head = HEAD + (
        "import software.amazon.awssdk.services.eventbridge.EventBridgeClient;\n"
        "import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;\n"
        "import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;\n"
    )
    body = """void handleRequest(Map e, Context c) {
    List<PutEventsRequestEntry> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) all.add(PutEventsRequestEntry.builder().eventBusName("bus").build());
    EventBridgeClient.create().putEvents(PutEventsRequest.builder().entries(all).build()); }"""
    nested = java(body, head).sdk_calls[0].nested
    assert ("entries[].eventBusName", "bus") in [(one.name, one.text) for one in nested]
