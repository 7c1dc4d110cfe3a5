"""POST /orders: check the basket, store the order, tell the rest of the shop."""

import json
import os
import time
import uuid
from decimal import Decimal

import boto3
from shop_common import answer, customer_of, logger

MAX_LINES = 200

dynamodb = boto3.resource("dynamodb")
orders = dynamodb.Table(os.environ["ORDERS_TABLE"])
products = dynamodb.Table(os.environ["PRODUCTS_TABLE"])
events = boto3.client("events")


class BadBasket(ValueError):
    """The basket cannot become an order."""


def read_lines(body):
    basket = json.loads(body or "{}")
    lines = basket.get("lines")
    if not isinstance(lines, list) or not 0 < len(lines) <= MAX_LINES:
        raise BadBasket("an order has between 1 and 200 lines")
    checked = []
    for line in lines:
        quantity = int(line["quantity"])
        if quantity < 1:
            raise BadBasket("quantities start at 1")
        checked.append({"category": str(line["category"]), "sku": str(line["sku"]), "quantity": quantity})
    return checked


def total_of(lines):
    total = Decimal(0)
    for line in lines:
        product = products.get_item(Key={"category": line["category"], "sku": line["sku"]}).get("Item")
        if product is None:
            raise BadBasket("unknown product")
        total += product["tradePrice"] * line["quantity"]
    return total


def store(event, lines):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    order = {
        "orderId": str(uuid.uuid4()),
        "customerId": customer_of(event),
        "email": claims["email"],
        "status": "PLACED",
        "placedAt": int(time.time()),
        "lines": lines,
        "total": total_of(lines),
    }
    orders.put_item(Item=order, ConditionExpression="attribute_not_exists(orderId)")
    return order


def announce(order):
    events.put_events(
        Entries=[
            {
                "EventBusName": os.environ["BUS_NAME"],
                "Source": "harbour.orders",
                "DetailType": "OrderPlaced",
                "Detail": json.dumps({"orderId": order["orderId"], "customerId": order["customerId"]}),
            }
        ]
    )


def handler(event, context):
    logger.info("basket received", extra={"requestId": context.aws_request_id, "bytes": len(event.get("body") or "")})
    try:
        order = store(event, read_lines(event.get("body")))
    except (BadBasket, KeyError, TypeError, ValueError) as error:
        logger.info("basket refused: %s", type(error).__name__)
        return answer(400, {"message": "The basket could not be read"})
    announce(order)
    return answer(201, {"orderId": order["orderId"], "status": order["status"]})
