"""A price rule changed in the back office: compute the trade prices of its category again."""

import ast
import logging
import operator
import os
from decimal import Decimal, InvalidOperation

import boto3
from boto3.dynamodb.conditions import Key

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

products = boto3.resource("dynamodb").Table(os.environ["PRODUCTS_TABLE"])

ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
COMPARISONS = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq}
MAX_LENGTH = 200


def in_category(category):
    query = {"KeyConditionExpression": Key("category").eq(category)}
    while True:
        page = products.query(**query)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def value_of(node, names):
    """The value of a formula that has only numbers, names, + - * /, comparisons and ``x if y else z``."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            return ARITHMETIC[type(op)](value_of(left, names), value_of(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return COMPARISONS[type(op)](value_of(left, names), value_of(right, names))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return value_of(body if value_of(test, names) else orelse, names)
    raise SyntaxError(f"a formula cannot have {type(node).__name__}")


def price(product, formula):
    """A formula is what sales types, e.g. ``list * 0.85 if stock > 100 else list * 0.9``."""
    names = {"list": float(product["listPrice"]), "stock": int(product.get("stock", 0))}
    return Decimal(str(value_of(ast.parse(formula[:MAX_LENGTH], mode="eval").body, names))).quantize(Decimal("0.01"))


def handler(event, context):
    rule = event["detail"]
    changed = 0
    for product in in_category(rule["category"]):
        try:
            trade_price = price(product, rule["formula"])
        except (ArithmeticError, InvalidOperation, SyntaxError) as error:
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
