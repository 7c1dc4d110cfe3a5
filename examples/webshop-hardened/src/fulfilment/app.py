"""Paid orders from the queue: a pick list for the warehouse, a shipment at the carrier."""

import json
import logging
import os

import boto3
import requests

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

secrets = boto3.client("secretsmanager")

PRIORITIES = {"normal", "express"}
_cache = {}


def warehouse_key():
    if "warehouse" not in _cache:
        secret = secrets.get_secret_value(SecretId=os.environ["WAREHOUSE_SECRET_ID"])
        _cache["warehouse"] = json.loads(secret["SecretString"])["apiKey"]
    return _cache["warehouse"]


def carrier_login():
    if "carrier" not in _cache:
        secret = secrets.get_secret_value(SecretId=os.environ["CARRIER_SECRET_ID"])
        _cache["carrier"] = json.loads(secret["SecretString"])
    return _cache["carrier"]


def pick_list(detail):
    # the old shop sends its own pick lists: plain JSON, of which we take what we know
    sent = detail.get("pickList", {})
    priority = sent.get("priority", "normal")
    if priority not in PRIORITIES:
        raise ValueError("unknown priority")
    shelves = [{"sku": str(line["sku"]), "quantity": int(line["quantity"])} for line in sent.get("lines", [])]
    return {"orderId": detail["orderId"], "priority": priority, "lines": shelves}


def send_to_warehouse(picks):
    reply = requests.post(
        os.environ["WAREHOUSE_URL"],
        json=picks,
        headers={"x-api-key": warehouse_key()},
        timeout=10,
    )
    reply.raise_for_status()


def book_shipment(order_id):
    login = carrier_login()
    reply = requests.post(
        os.environ["CARRIER_URL"],
        json={"reference": order_id, "service": "parcel"},
        auth=(login["username"], login["apiKey"]),
        timeout=10,
    )
    reply.raise_for_status()
    return reply.json()["trackingNumber"]


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            detail = json.loads(record["body"])["detail"]
            send_to_warehouse(pick_list(detail))
            tracking = book_shipment(detail["orderId"])
            logger.info("fulfilled %s as %s", detail["orderId"], tracking)
        except Exception:
            logger.exception("message %s failed", record["messageId"])
            _cache.clear()  # the keys may have been rotated
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
