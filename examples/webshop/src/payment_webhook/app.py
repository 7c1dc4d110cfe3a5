"""The payment provider calls this when the state of a payment changes."""

import base64
import hmac
import json
import logging
import os
import time
import traceback

import boto3

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
events = boto3.client("events")
sns = boto3.client("sns")

STATES = {"paid": "PAID", "failed": "PAYMENT_FAILED", "refunded": "REFUNDED"}


def body_of(event):
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def from_provider(event):
    sent = event["headers"].get("x-webhook-token", "")
    return hmac.compare_digest(sent.encode(), os.environ["WEBHOOK_TOKEN"].encode())


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
    if not from_provider(event):
        return {"statusCode": 403, "body": "forbidden"}
    try:
        status = apply(json.loads(body_of(event)))
    except Exception:
        logger.exception("notification failed")
        return {"statusCode": 500, "body": json.dumps({"error": traceback.format_exc()})}
    return {"statusCode": 200, "body": json.dumps({"status": status})}
