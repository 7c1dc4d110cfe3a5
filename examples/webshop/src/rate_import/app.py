"""Every six hours: today's exchange rates from the bank."""

import logging
import os
import time
from decimal import Decimal

import boto3
import requests
import yaml

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

CURRENCIES = {"EUR", "USD", "GBP", "SEK", "NOK", "DKK", "PLN", "CZK"}
MAX_BYTES = 200_000

rates = boto3.resource("dynamodb").Table(os.environ["RATES_TABLE"])


def download():
    reply = requests.get(os.environ["RATES_URL"], timeout=10)
    reply.raise_for_status()
    if len(reply.content) > MAX_BYTES:
        raise ValueError("the list of rates is far too long")
    return yaml.safe_load(reply.content)


def handler(event, context):
    document = download()
    stored = 0
    for currency, value in document["rates"].items():
        if currency not in CURRENCIES:
            continue
        rate = Decimal(str(value))
        if not Decimal("0.0001") < rate < Decimal("10000"):
            logger.warning("rate of %s refused", currency)
            continue
        rates.put_item(Item={"currency": currency, "rate": rate, "updatedAt": int(time.time())})
        stored += 1
    logger.info("stored %d rates of %s", stored, document.get("date"))
    return {"stored": stored}
