"""POST /users: staff paste a YAML list of new trade customers; each gets an invitation."""

import base64
import json
import logging
import os

import boto3
import yaml

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

MAX_USERS = 50
cognito = boto3.client("cognito-idp")


def answer(status, body):
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def body_of(event):
    body = event.get("body") or ""
    return base64.b64decode(body).decode() if event.get("isBase64Encoded") else body


def invite(user):
    cognito.admin_create_user(
        UserPoolId=os.environ["POOL_ID"],
        Username=user["email"],
        UserAttributes=[
            {"Name": "email", "Value": user["email"]},
            {"Name": "email_verified", "Value": "true"},
        ],
        DesiredDeliveryMediums=["EMAIL"],
    )


def handler(event, context):
    try:
        users = yaml.safe_load(json.loads(body_of(event))["users"])
    except (KeyError, TypeError, ValueError, yaml.YAMLError):
        users = None
    if not isinstance(users, list) or len(users) > MAX_USERS:
        return answer(400, {"message": "Please send a list of at most 50 customers"})

    staff = event["requestContext"]["authorizer"]["claims"]["sub"]
    invited, refused = 0, []
    for user in users:
        try:
            invite(user)
            invited += 1
        except (KeyError, TypeError, cognito.exceptions.InvalidParameterException):
            refused.append(users.index(user))
        except cognito.exceptions.UsernameExistsException:
            logger.info("already a customer")
    logger.info("customers invited", extra={"staff": staff, "invited": invited})
    return answer(200, {"invited": invited, "refusedLines": refused})
