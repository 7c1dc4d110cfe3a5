"""GET /orders/{orderId}: one order, for the customer who placed it."""

import os
import uuid

import boto3
from shop_common import answer, customer_of, logger

VISIBLE = ("orderId", "status", "placedAt", "lines", "total")

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def valid_id(text):
    try:
        return str(uuid.UUID(text))
    except (TypeError, ValueError):
        return None


def handler(event, context):
    order_id = valid_id(event["pathParameters"].get("orderId"))
    if order_id is None:
        return answer(400, {"message": "That is not an order number"})

    customer_id = customer_of(event)
    logger.info("order read", extra={"orderId": order_id, "requestId": context.aws_request_id})

    order = orders.get_item(Key={"orderId": order_id}).get("Item")
    if order is None or order["customerId"] != customer_id:
        return answer(404, {"message": "No such order"})
    return answer(200, {field: order[field] for field in VISIBLE if field in order})
