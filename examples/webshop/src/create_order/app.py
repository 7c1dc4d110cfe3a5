"""POST /orders: check the basket, store the order, tell the rest of the shop."""

import json
import os
import time
import uuid
from decimal import Decimal

import boto3
from shop_common import answer, customer_of, logger

MAX_LINES = 200

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
events = boto3.client("events")


class BadBasket(ValueError):
    """The basket cannot become an order."""


def read_lines(body):
    basket = json.loads(body or "{}", parse_float=Decimal)
    lines = basket.get("lines")
    if not isinstance(lines, list) or not 0 < len(lines) <= MAX_LINES:
        raise BadBasket("an order has between 1 and 200 lines")
    checked = []
    for line in lines:
        quantity = int(line["quantity"])
        if quantity < 1:
            raise BadBasket("quantities start at 1")
        checked.append({"sku": str(line["sku"]), "quantity": quantity, "note": str(line.get("note", ""))[:200]})
    return checked


def store(customer_id, lines):
    order = {
        "orderId": str(uuid.uuid4()),
        "customerId": customer_id,
        "status": "PLACED",
        "placedAt": int(time.time()),
        "lines": lines,
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
    logger.info("request %s", json.dumps(event))
    try:
        lines = read_lines(event.get("body"))
    except (BadBasket, KeyError, TypeError, ValueError) as error:
        logger.info("basket refused: %s", type(error).__name__)
        return answer(400, {"message": "The basket could not be read"})
    order = store(customer_of(event), lines)
    announce(order)
    return answer(201, {"orderId": order["orderId"], "status": order["status"]})
