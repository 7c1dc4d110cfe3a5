"""From each style of calling an SDK to the actions that it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import needs, script

from crenel.analysis.permissions.table import service_of

T = "arn:aws:dynamodb:*:*:table/t"

PYTHON = {
    "client": (
        "boto3.client('dynamodb').get_item(TableName='t', Key={})",
        {"dynamodb:GetItem": [T]},
    ),
    "session": (
        "boto3.Session().client('s3').list_objects_v2(Bucket='b')",
        {"s3:ListBucket": ["arn:aws:s3:::b"]},
    ),
    "resource": (
        "boto3.resource('dynamodb').Table('t').put_item(Item={})",
        {"dynamodb:PutItem": [T]},
    ),
    "batch writer": (
        "with boto3.resource('dynamodb').Table('t').batch_writer() as b:\n    b.put_item(Item={})",
        {"dynamodb:BatchWriteItem": [T]},
    ),
    "collection": (
        "boto3.resource('s3').Bucket('b').objects.all()",
        {"s3:ListBucket": ["arn:aws:s3:::b"]},
    ),
    "emptied bucket": (
        "boto3.resource('s3').Bucket('b').objects.all().delete()",
        {"s3:ListBucket": ["arn:aws:s3:::b"], "s3:DeleteObject": ["arn:aws:s3:::b/*"]},
    ),
    "object": (
        "boto3.resource('s3').Object('b', 'k').get()",
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "paginator": (
        "boto3.client('dynamodb').get_paginator('scan').paginate(TableName='t')",
        {"dynamodb:Scan": [T]},
    ),
    "waiter": (
        "boto3.client('s3').get_waiter('object_exists').wait(Bucket='b', Key='k')",
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "upload": (
        "boto3.client('s3').upload_file('/tmp/f', 'b', 'k')",
        {"s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    "presigned": (
        (
            "boto3.client('s3').generate_presigned_url('get_object', "
            "Params={'Bucket': 'b', 'Key': 'k'})"
        ),
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "presigned form": (
        "boto3.client('s3').generate_presigned_post('b', 'k')",
        {"s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    "copy": (
        (
            "boto3.client('s3').copy_object(Bucket='b', Key='k', "
            "CopySource={'Bucket': 'a', 'Key': 'x'})"
        ),
        {"s3:PutObject": ["arn:aws:s3:::b/k"], "s3:GetObject": ["arn:aws:s3:::a/*"]},
    ),
    "acl asks for more": (
        "boto3.client('s3').put_object(Bucket='b', Key='k', ACL='private')",
        {"s3:PutObject": ["arn:aws:s3:::b/k"], "s3:PutObjectAcl": ["arn:aws:s3:::b/k"]},
    ),
    "index": (
        "boto3.client('dynamodb').query(TableName='t', IndexName='i')",
        {"dynamodb:Query": [T + "/index/i"]},
    ),
    "batch by key": (
        "T = 't'\nboto3.client('dynamodb').batch_get_item(RequestItems={T: {'Keys': []}})",
        {"dynamodb:BatchGetItem": [T]},
    ),
    "transaction": (
        (
            "boto3.client('dynamodb').transact_write_items(TransactItems=["
            "{'Put': {'TableName': 't'}}, {'ConditionCheck': {'TableName': 'u'}}])"
        ),
        {"dynamodb:PutItem": [T], "dynamodb:ConditionCheckItem": ["arn:aws:dynamodb:*:*:table/u"]},
    ),
    "partiql": (
        "boto3.client('dynamodb').execute_statement(Statement='SELECT * FROM t')",
        {"dynamodb:PartiQLSelect": ["arn:aws:dynamodb:*:*:table/*"]},
    ),
    "queue by name": (
        (
            "q = boto3.client('sqs')\nu = q.get_queue_url(QueueName='q')['QueueUrl']\n"
            "q.send_message_batch(QueueUrl=u, Entries=[])"
        ),
        {"sqs:GetQueueUrl": ["arn:aws:sqs:*:*:q"], "sqs:SendMessage": ["arn:aws:sqs:*:*:q"]},
    ),
    "invoke": (
        "boto3.client('lambda').invoke(FunctionName='f')",
        {"lambda:InvokeFunction": ["arn:aws:lambda:*:*:function:f"]},
    ),
    "default bus": (
        "boto3.client('events').put_events(Entries=[{'Source': 's'}])",
        {"events:PutEvents": ["arn:aws:events:*:*:event-bus/default"]},
    ),
    "text message": (
        "boto3.client('sns').publish(PhoneNumber='+1', Message='m')",
        {"sns:Publish": ["*"]},
    ),
    "asks for nothing": ("boto3.client('sts').get_caller_identity()", {}),
    "somebody else": (
        "boto3.client('s3', aws_access_key_id='a', aws_session_token='b').list_buckets()",
        {},
    ),
    "model and its profile": (
        "boto3.client('bedrock-runtime').converse(modelId='eu.meta.x')",
        {
            "bedrock:InvokeModel": [
                "arn:aws:bedrock:*:*:inference-profile/eu.meta.x",
                "arn:aws:bedrock:*::foundation-model/meta.x",
            ]
        },
    ),
    "document in a bucket": (
        (
            "boto3.client('textract').detect_document_text(Document={'S3Object': "
            "{'Bucket': 'b', 'Name': 'k'}})"
        ),
        {"textract:DetectDocumentText": ["*"], "s3:GetObject": ["arn:aws:s3:::b/*"]},
    ),
    "document in the call": (
        "boto3.client('textract').detect_document_text(Document={'Bytes': b''})",
        {"textract:DetectDocumentText": ["*"]},
    ),
    "powertools": (
        "from aws_lambda_powertools.utilities import parameters\nparameters.get_secret('s')",
        {"secretsmanager:GetSecretValue": ["arn:aws:secretsmanager:*:*:secret:s-??????"]},
    ),
    "idempotency": (
        (
            "from aws_lambda_powertools.utilities.idempotency import "
            "DynamoDBPersistenceLayer as D\n"
            "D(table_name='t')"
        ),
        {f"dynamodb:{verb}Item": [T] for verb in ("Put", "Get", "Update", "Delete")},
    ),
    "signed request": (
        (
            "from aws_requests_auth.boto_utils import BotoAWSRequestsAuth as A\n"
            "A(aws_host='h', aws_region='r', aws_service='execute-api')"
        ),
        {"execute-api:Invoke": ["arn:aws:execute-api:*:*:*/*"]},
    ),
    "injected client": (
        (
            "class C:\n"
            "    def __init__(self, c=None):\n"
            "        self._c = c or boto3.client('dynamodb')\n"
            "    def get(self):\n"
            "        return self._c.get_item(TableName='t')\n"
            "C().get()"
        ),
        {"dynamodb:GetItem": [T]},
    ),
    "attribute": (
        "print(boto3.resource('ec2').NetworkInterface('eni-1').private_ip_address)",
        {"ec2:DescribeNetworkInterfaces": ["*"]},
    ),
    "attribute that is known": ("print(boto3.resource('s3').Object('b', 'k').key)", {}),
    "token for a database": (
        "boto3.client('rds').generate_db_auth_token('h', 5432, 'u')",
        {"rds-db:connect": ["arn:aws:rds-db:*:*:dbuser:*/*"]},
    ),
    "one maker for several services": (
        (
            "def make(name):\n    return boto3.client(name)\n"
            "make('s3').list_buckets()\nmake('dynamodb').get_item(TableName='t')"
        ),
        {"s3:ListAllMyBuckets": ["*"], "dynamodb:GetItem": [T]},
    ),
    "client of a resource": (
        (
            "t = boto3.resource('dynamodb').Table('t')\n"
            "t.meta.client.get_paginator('query').paginate(TableName=t.name)"
        ),
        {"dynamodb:Query": [T]},
    ),
    "made by a function": (
        "def make(name):\n    return boto3.client(name)\nmake('dynamodb').get_item(TableName='t')",
        {"dynamodb:GetItem": [T]},
    ),
}

SCRIPT = {
    "v3 command": (
        (
            "import {S3Client, GetObjectCommand as G} from '@aws-sdk/client-s3';\n"
            "await new S3Client({}).send(new G({Bucket: 'b', Key: 'k'}));"
        ),
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "v3 aggregated": (
        (
            "import {S3} from '@aws-sdk/client-s3';\nawait new "
            "S3({}).headObject({Bucket: 'b', Key: 'k'});"
        ),
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "v3 document client": (
        (
            "import {DynamoDBDocumentClient as D, UpdateCommand} from '@aws-sdk/lib-dynamodb';\n"
            "await D.from(c).send(new UpdateCommand({TableName: 't'}));"
        ),
        {"dynamodb:UpdateItem": [T]},
    ),
    "v3 paginator": (
        (
            "import {paginateQuery} from '@aws-sdk/lib-dynamodb';\n"
            "for await (const p of paginateQuery({client}, {TableName: 't'})) {}"
        ),
        {"dynamodb:Query": [T]},
    ),
    "v3 computed key": (
        (
            "import {BatchWriteCommand} from '@aws-sdk/lib-dynamodb';\nconst t = 't';\n"
            "c.send(new BatchWriteCommand({RequestItems: {[t]: []}}));"
        ),
        {"dynamodb:BatchWriteItem": [T]},
    ),
    "lib-storage": (
        (
            "import {Upload} from '@aws-sdk/lib-storage';\nnew Upload({params: "
            "{Bucket: 'b', Key: 'k'}}).done();"
        ),
        {"s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    "presigner": (
        (
            "import {getSignedUrl} from '@aws-sdk/s3-request-presigner';\n"
            "import {PutObjectCommand} from '@aws-sdk/client-s3';\n"
            "getSignedUrl(c, new PutObjectCommand({Bucket: 'b', Key: 'k'}));"
        ),
        {"s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    "v2 client": (
        (
            "import AWS from 'aws-sdk';\nawait new AWS.S3().getObject({Bucket: "
            "'b', Key: 'k'}).promise();"
        ),
        {"s3:GetObject": ["arn:aws:s3:::b/k"]},
    ),
    "v2 document client": (
        (
            "import AWS from 'aws-sdk';\nnew "
            "AWS.DynamoDB.DocumentClient().update({TableName: 't'}).promise();"
        ),
        {"dynamodb:UpdateItem": [T]},
    ),
    "v2 service names": (
        (
            "import AWS from 'aws-sdk';\nnew AWS.StepFunctions().startExecution({stateMachineArn: "
            "'arn:aws:states:eu-west-1:111122223333:stateMachine:m'}).promise();"
        ),
        {"states:StartExecution": ["arn:aws:states:*:*:stateMachine:m"]},
    ),
    "v2 presigned": (
        (
            "import AWS from 'aws-sdk';\nnew AWS.S3().getSignedUrl('putObject', "
            "{Bucket: 'b', Key: 'k'});"
        ),
        {"s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    "v3 somebody else": (
        (
            "import {DynamoDBClient, GetItemCommand} from '@aws-sdk/client-dynamodb';\n"
            "const c = new DynamoDBClient({credentials: {accessKeyId: x}});\n"
            "await c.send(new GetItemCommand({TableName: 't'}));"
        ),
        {},
    ),
    "deleted without versions": (
        (
            "import {S3, DeleteObjectsCommand as D} from '@aws-sdk/client-s3';\n"
            "new S3({}).send(new D({Bucket: 'b', Delete: {Objects: []}}));"
        ),
        {"s3:DeleteObject": ["arn:aws:s3:::b/*"]},
    ),
    "powertools": (
        (
            "import {getParameter} from '@aws-lambda-powertools/parameters/ssm';\n"
            "await getParameter('/app/x');"
        ),
        {"ssm:GetParameter": ["arn:aws:ssm:*:*:parameter/app/x"]},
    ),
    "a transaction that is not seen": (
        (
            "import {TransactWriteCommand as T} from '@aws-sdk/lib-dynamodb';\n"
            "export const handler = (event) => c.send(new T({TransactItems: event.items}));"
        ),
        {
            f"dynamodb:{verb}Item": ["arn:aws:dynamodb:*:*:table/*"]
            for verb in ("Put", "Update", "Delete", "ConditionCheck")
        },
    ),
    "signed for AppSync": (
        "import {SignatureV4} from '@smithy/signature-v4';\nnew SignatureV4({service: 'appsync'});",
        {
            "appsync:GraphQL": [
                "arn:aws:appsync:*:*:apis/*",
                "arn:aws:appsync:*:*:apis/*/types/*/fields/*",
            ]
        },
    ),
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(name: str, tmp_path: Path):
    text, wanted = PYTHON[name]
    found = script(tmp_path, f"import boto3\n{text}\n")
    assert needs(found) == wanted
    assert found.complete, list(found.reasons())


@pytest.mark.parametrize("name", SCRIPT)
def test_javascript(name: str, tmp_path: Path):
    text, wanted = SCRIPT[name]
    found = script(tmp_path, text, "app.mjs")
    assert needs(found) == wanted
    assert found.complete, list(found.reasons())


GAPS = {
    "operation": (
        "getattr(boto3.client('sns'), name)()",
        "which operation of sns is called is computed",
    ),
    "service": ("boto3.client(name).get_thing()", "the service of this client is computed"),
    "unknown service": (
        "boto3.client('nosuch').get_thing()",
        "no service of AWS is known as 'nosuch'",
    ),
    "typo": (
        "boto3.client('s3').get_objct(Bucket='b', Key='k')",
        (
            "s3 has no operation 'get_objct' that the data know. Did you mean "
            "GetObject or GetObjectAcl?"
        ),
    ),
    "import": ("from . import gone", "no file answers to the import ."),
    "computed import": (
        "import importlib\nimportlib.import_module(name)",
        "a module is imported whose name is computed",
    ),
    "text as code": ("exec(name)", "exec() runs text as code"),
    "library": ("import pynamodb.models", "the library pynamodb calls AWS itself, and is not read"),
}


@pytest.mark.parametrize("name", GAPS)
def test_what_is_not_known_is_said_with_its_line(name: str, tmp_path: Path):
    text, reason = GAPS[name]
    found = script(tmp_path, f"import boto3, sys\nname = sys.argv[1]\n{text}\n")
    assert not found.complete
    (told,) = found.reasons()
    assert (told.file, told.text) == ("app.py", reason)
    assert told.line >= 3


def test_a_file_that_does_not_parse_is_incomplete(tmp_path: Path):
    found = script(tmp_path, "import boto3\ndef (:\nboto3.client('s3').list_buckets()\n")
    assert not found.complete
    assert all(one.file == "app.py" for one in found.reasons())


def test_an_operation_newer_than_the_data_is_named_and_incomplete(tmp_path: Path):
    service = service_of("lightsail")
    assert service is not None
    newest = service.service.guessed.split()[0]
    found = script(tmp_path, f"import boto3\nboto3.client('lightsail').{newest}()\n")
    assert list(needs(found)) == [f"lightsail:{newest}"]
    assert not found.complete
    assert found.gaps[0].prefix == "lightsail"


def test_modules_that_import_each_other(tmp_path: Path):
    (tmp_path / "b.py").write_text(
        "import a\nimport boto3\n\ndef go():\n    boto3.client('s3').list_buckets()\n",
        encoding="utf-8",
    )
    found = script(tmp_path, "import b\n\ndef back():\n    pass\n\nb.go()\n", "a.py")
    assert needs(found) == {"s3:ListAllMyBuckets": ["*"]}


def test_a_handler_is_where_a_script_begins(tmp_path: Path):
    text = """\
        import boto3
        s3 = boto3.client("s3")
        s3.list_buckets()
        def handler(event, context):
            s3.get_object(Bucket="b", Key=event["key"])
        def dead():
            boto3.client("iam").create_user(UserName="u")
        """
    assert needs(script(tmp_path, text)) == {
        "s3:GetObject": ["arn:aws:s3:::b/*"],
        "s3:ListAllMyBuckets": ["*"],
    }


def test_without_a_handler_everything_counts(tmp_path: Path):
    text = "import boto3\ndef f():\n    boto3.client('iam').create_user(UserName='u')\n"
    assert needs(script(tmp_path, text)) == {"iam:CreateUser": ["arn:aws:iam::*:user/u"]}


def test_a_variable_with_a_default_gives_both(tmp_path: Path):
    text = """\
        import boto3, os
        boto3.resource("dynamodb").Table(os.environ.get("T", "orders")).get_item(Key={})
        """
    assert set(needs(script(tmp_path, text))["dynamodb:GetItem"]) == {
        "arn:aws:dynamodb:*:*:table/orders",
        "arn:aws:dynamodb:*:*:table/*",
    }


def test_many_values_of_one_name_are_not_cut_off_in_silence(tmp_path: Path):
    names = ", ".join(f"'t{number}'" for number in range(30))
    text = (
        f"import boto3\nc = boto3.client('dynamodb')\nfor t in [{names}]:\n    "
        f"c.scan(TableName=t)\n"
    )
    assert needs(script(tmp_path, text)) == {"dynamodb:Scan": ["arn:aws:dynamodb:*:*:table/*"]}
