"""The payment provider calls this when the state of a payment changes."""

import base64
import hashlib
import hmac
import json
import logging
import os
import time

import boto3

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
events = boto3.client("events")
sns = boto3.client("sns")
secrets = boto3.client("secretsmanager")

MAX_AGE = 300
STATES = {"paid": "PAID", "failed": "PAYMENT_FAILED", "refunded": "REFUNDED"}


def body_of(event):
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def signing_keys():
    """The current key and, while it is being rotated, the one before."""
    for stage in ("AWSCURRENT", "AWSPREVIOUS"):
        try:
            secret = secrets.get_secret_value(SecretId=os.environ["SIGNING_SECRET_ID"], VersionStage=stage)
        except secrets.exceptions.ResourceNotFoundException:
            continue
        yield json.loads(secret["SecretString"])["apiKey"].encode()


def from_provider(event, body):
    headers = event["headers"]
    sent, sent_at = headers.get("x-signature", ""), headers.get("x-sent-at", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > MAX_AGE:
        return False
    signed = sent_at.encode() + b"." + body
    return any(
        hmac.compare_digest(sent.encode(), hmac.new(key, signed, hashlib.sha256).hexdigest().encode())
        for key in signing_keys()
    )


def apply(notification):
    order_id = notification["orderId"]
    status = STATES[notification["state"]]
    order = orders.update_item(
        Key={"orderId": order_id},
        UpdateExpression="SET #s = :s, paymentId = :p, paidAt = :t",
        ConditionExpression="attribute_exists(orderId)",
        ExpressionAttributeNames={"#s": "status"},
        ExpressionAttributeValues={":s": status, ":p": notification["paymentId"], ":t": int(time.time())},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    message = json.dumps({"orderId": order_id, "status": status, "email": order["email"]})
    if status == "PAID":
        events.put_events(
            Entries=[
                {
                    "EventBusName": os.environ["BUS_NAME"],
                    "Source": "harbour.payments",
                    "DetailType": "OrderPaid",
                    "Detail": json.dumps({"orderId": order_id}),
                }
            ]
        )
    sns.publish(TopicArn=os.environ["TOPIC_ARN"], Message=message)
    return status


def handler(event, context):
    body = body_of(event)
    if not from_provider(event, body):
        return {"statusCode": 403, "body": "forbidden"}
    try:
        status = apply(json.loads(body))
    except Exception:
        logger.exception("notification failed")
        return {"statusCode": 500, "body": json.dumps({"error": "not handled", "requestId": context.aws_request_id})}
    return {"statusCode": 200, "body": json.dumps({"status": status})}
