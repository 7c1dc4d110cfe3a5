"""Custom resource: bring the catalogue database to the schema version that the stack asks for."""

import json
import logging
import os
import pathlib
import urllib.request

import boto3
import psycopg

logger = logging.getLogger()
logger.setLevel("INFO")

FOLDER = pathlib.Path(__file__).parent / "sql"
secrets = boto3.client("secretsmanager")


def connect():
    secret = secrets.get_secret_value(SecretId=os.environ["DB_SECRET_ARN"])
    login = json.loads(secret["SecretString"])
    return psycopg.connect(
        host=os.environ["DB_HOST"],
        dbname="catalogue",
        user=login["username"],
        password=login["password"],
        sslmode="verify-full",
        sslrootcert="/var/task/rds-ca.pem",
        connect_timeout=10,
    )


def migrate(wanted):
    with connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY)")
        current = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()[0]
        for version in range(current + 1, wanted + 1):
            script = FOLDER / f"{version:03d}.sql"
            connection.execute(script.read_text())
            connection.execute("INSERT INTO schema_version VALUES (%s)", (version,))
            logger.info("migrated to %d", version)


def report(event, context, status, reason=""):
    body = json.dumps(
        {
            "Status": status,
            "Reason": reason or f"see log stream {context.log_stream_name}",
            "PhysicalResourceId": "catalogue-schema",
            "StackId": event["StackId"],
            "RequestId": event["RequestId"],
            "LogicalResourceId": event["LogicalResourceId"],
        }
    ).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT", headers={"content-type": ""})
    urllib.request.urlopen(request, timeout=10)


def handler(event, context):
    try:
        if event["RequestType"] != "Delete":
            migrate(int(event["ResourceProperties"]["SchemaVersion"]))
    except Exception:
        logger.exception("migration failed")
        report(event, context, "FAILED")
        return
    report(event, context, "SUCCESS")
