"""A price rule changed in the back office: compute the trade prices of its category again."""

import logging
import os
from decimal import Decimal, InvalidOperation

import boto3
from boto3.dynamodb.conditions import Key

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

products = boto3.resource("dynamodb").Table(os.environ["PRODUCTS_TABLE"])


def in_category(category):
    query = {"KeyConditionExpression": Key("category").eq(category)}
    while True:
        page = products.query(**query)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def price(product, formula):
    """A formula is what sales types, e.g. ``list * 0.85 if stock > 100 else list * 0.9``."""
    names = {"list": float(product["listPrice"]), "stock": int(product.get("stock", 0))}
    return Decimal(str(eval(formula, {}, names))).quantize(Decimal("0.01"))


def handler(event, context):
    rule = event["detail"]
    changed = 0
    for product in in_category(rule["category"]):
        try:
            trade_price = price(product, rule["formula"])
        except (ArithmeticError, InvalidOperation, NameError, SyntaxError) as error:
            logger.warning("rule %s does not work for %s: %s", rule["id"], product["sku"], error)
            continue
        products.update_item(
            Key={"category": product["category"], "sku": product["sku"]},
            UpdateExpression="SET tradePrice = :p",
            ExpressionAttributeValues={":p": trade_price},
        )
        changed += 1
    logger.info("rule %s changed %d prices", rule["id"], changed)
    return {"changed": changed}
