"""What every storefront function shares: answers, logging, numbers."""

import json
import logging
import os
from decimal import Decimal

logger = logging.getLogger("webshop")
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


class _Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return super().default(value)


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "cache-control": "no-store"},
        "body": json.dumps(body, cls=_Encoder),
    }


def customer_of(event):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    return claims["sub"]
