"""Calls on clients that come from where nobody can see, told by their own words.

``this.client.getItem({TableName: ...})``: whatever ``this.client`` is, no other library asks so.
Method and argument have to be AWS's both; a name alone (``get``, ``publish``) says nothing.
"""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import arguments, note
from crenel.code.values import Record

_TABLE = ("TableName", "RequestItems", "TransactItems")
_DOCUMENT = {
    "get": "GetItem",
    "put": "PutItem",
    "update": "UpdateItem",
    "delete": "DeleteItem",
    "batchGet": "BatchGetItem",
    "batchWrite": "BatchWriteItem",
    "transactGet": "TransactGetItems",
    "transactWrite": "TransactWriteItems",
}
"""The document client's short names, which others have, too: with a table's name alone."""
_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "dynamodb": (
        _TABLE,
        (
            "getItem putItem updateItem deleteItem query scan batchGetItem batchWriteItem"
            " transactGetItems transactWriteItems describeTable"
        ),
    ),
    "s3": (
        ("Bucket",),
        (
            "getObject putObject deleteObject deleteObjects headObject listObjects listObjectsV2"
            " copyObject upload createMultipartUpload"
        ),
    ),
    "sqs": (
        ("QueueUrl",),
        (
            "sendMessage sendMessageBatch receiveMessage deleteMessage deleteMessageBatch"
            " changeMessageVisibility getQueueAttributes purgeQueue"
        ),
    ),
    "sns": (("TopicArn", "TargetArn", "PhoneNumber"), "publish publishBatch subscribe"),
    "lambda": (("FunctionName",), "invoke invokeAsync"),
    "secretsmanager": (
        ("SecretId",),
        "getSecretValue putSecretValue describeSecret updateSecret rotateSecret",
    ),
    "kinesis": (("StreamName", "StreamARN"), "putRecord putRecords getRecords describeStream"),
    "firehose": (("DeliveryStreamName",), "putRecord putRecordBatch"),
    "stepfunctions": (
        ("stateMachineArn", "taskToken", "executionArn"),
        "startExecution startSyncExecution sendTaskSuccess sendTaskFailure describeExecution",
    ),
    "cognitoidentityserviceprovider": (
        ("UserPoolId",),
        (
            "adminCreateUser adminGetUser adminDeleteUser adminUpdateUserAttributes listUsers"
            " adminAddUserToGroup adminInitiateAuth adminSetUserPassword"
        ),
    ),
    "kms": (("KeyId", "CiphertextBlob"), "encrypt decrypt generateDataKey"),
}
_PYTHON = {"cognitoidentityserviceprovider": "cognito-idp"}


def _snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)


_BY_METHOD: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
for _service, (_given, _names) in _WORDS.items():
    for _name in _names.split():
        for _written in {_name, _snake(_name)}:
            _row = (_service, _name, _given)
            _BY_METHOD.setdefault(_written, []).append(_row)
for _name, _operation in _DOCUMENT.items():
    _BY_METHOD.setdefault(_name, []).append(("dynamodb", _operation, _TABLE))


@calls(*(f".{name}" for name in _BY_METHOD))
def _of_unknown(view: CallView) -> None:
    if not view.name.startswith("?."):
        return
    names = {name for name, _ in view.site.named}
    first = view.argument(0)
    if isinstance(first, Record):
        names.update(key for key, _ in first.entries if key is not None)
    for service, operation, given in _BY_METHOD[view.method]:
        if not names.isdisjoint(given):
            name = _PYTHON.get(service, service)
            note(view, name, operation, "unknown-client", arguments(view.site, spread=True))
