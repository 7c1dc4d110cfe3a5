"""The four steps of a rotation in Secrets Manager, for every partner that takes a new key over HTTPS."""

import json
import logging
import os
import secrets
from urllib.parse import urlsplit

import boto3
import requests

logger = logging.getLogger()
logger.setLevel("INFO")

manager = boto3.client("secretsmanager")


def read(secret_id, **version):
    return json.loads(manager.get_secret_value(SecretId=secret_id, **version)["SecretString"])


def pending(secret_id, token):
    return read(secret_id, VersionId=token, VersionStage="AWSPENDING")


def endpoint(secret):
    parts = urlsplit(secret["endpoint"])
    if parts.scheme != "https" or parts.hostname not in os.environ["PARTNER_HOSTS"].split():
        raise ValueError("the secret names an unknown partner")
    return secret["endpoint"]


def create(secret_id, token):
    try:
        pending(secret_id, token)
    except manager.exceptions.ResourceNotFoundException:
        new = read(secret_id) | {"apiKey": secrets.token_urlsafe(36)}
        manager.put_secret_value(
            SecretId=secret_id,
            ClientRequestToken=token,
            SecretString=json.dumps(new),
            VersionStages=["AWSPENDING"],
        )


def hand_over(secret_id, token):
    current, new = read(secret_id), pending(secret_id, token)
    reply = requests.put(
        endpoint(current),
        json={"key": new["apiKey"]},
        headers={"authorization": f"Bearer {current['apiKey']}"},
        timeout=10,
    )
    reply.raise_for_status()


def test(secret_id, token):
    new = pending(secret_id, token)
    reply = requests.get(endpoint(new), headers={"authorization": f"Bearer {new['apiKey']}"}, timeout=10)
    reply.raise_for_status()


def finish(secret_id, token):
    versions = manager.describe_secret(SecretId=secret_id)["VersionIdsToStages"]
    current = next(version for version, stages in versions.items() if "AWSCURRENT" in stages)
    if current != token:
        manager.update_secret_version_stage(
            SecretId=secret_id, VersionStage="AWSCURRENT", MoveToVersionId=token, RemoveFromVersionId=current
        )


STEPS = {"createSecret": create, "setSecret": hand_over, "testSecret": test, "finishSecret": finish}


def handler(event, context):
    STEPS[event["Step"]](event["SecretId"], event["ClientRequestToken"])
    logger.info("%s is done", event["Step"])
