"""Paid orders from the queue: a pick list for the warehouse, a shipment at the carrier."""

import base64
import json
import logging
import os
import pickle

import boto3
import requests

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

ssm = boto3.client("ssm")
secrets = boto3.client("secretsmanager")

_cache = {}


def warehouse_key():
    if "warehouse" not in _cache:
        parameter = ssm.get_parameter(Name=os.environ["WAREHOUSE_KEY_PARAM"], WithDecryption=True)
        _cache["warehouse"] = parameter["Parameter"]["Value"]
    return _cache["warehouse"]


def carrier_login():
    if "carrier" not in _cache:
        secret = secrets.get_secret_value(SecretId=os.environ["CARRIER_SECRET_ID"])
        _cache["carrier"] = json.loads(secret["SecretString"])
    return _cache["carrier"]


def pick_list(detail):
    # the old shop sends its pick lists as Python objects
    if "pickList" in detail:
        return pickle.loads(base64.b64decode(detail["pickList"]))
    return {"orderId": detail["orderId"], "priority": "normal"}


def send_to_warehouse(picks):
    reply = requests.post(
        os.environ["WAREHOUSE_URL"],
        json=picks,
        headers={"x-api-key": warehouse_key()},
        timeout=10,
        verify=False,
    )
    reply.raise_for_status()


def book_shipment(order_id):
    login = carrier_login()
    reply = requests.post(
        os.environ["CARRIER_URL"],
        json={"reference": order_id, "service": "parcel"},
        auth=(login["username"], login["password"]),
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
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
