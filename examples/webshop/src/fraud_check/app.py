"""First step of a refund: how likely is it that something is wrong?"""

import logging
import os
import time

import boto3
from boto3.dynamodb.conditions import Key

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

MONTH = 30 * 24 * 3600
orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def recent_orders(customer_id):
    since = int(time.time()) - 6 * MONTH
    query = {
        "IndexName": "by-customer",
        "KeyConditionExpression": Key("customerId").eq(customer_id),
    }
    while True:
        page = orders.query(**query)
        yield from (order for order in page["Items"] if order["placedAt"] >= since)
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def score(history, amount):
    refunds = sum(1 for order in history if order["status"] == "REFUNDED")
    points = 0
    if len(history) < 3:
        points += 25
    if history and refunds / len(history) > 0.3:
        points += 40
    if amount > 1000:
        points += 20
    return min(points, 100)


def handler(event, context):
    history = list(recent_orders(event["customerId"]))
    points = score(history, float(event["amount"]))
    logger.info("scored a refund", extra={"orders": len(history), "score": points})
    return {"score": points}
