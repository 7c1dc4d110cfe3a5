"""A picture was uploaded: make the small versions of it."""

import logging
import os
import subprocess
import tempfile
from urllib.parse import unquote_plus

import boto3

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

SIZES = (160, 480)
s3 = boto3.client("s3")


def dimensions(path):
    printed = subprocess.run(
        ["identify", "-format", "%w %h", path], check=True, capture_output=True, text=True, timeout=10
    ).stdout
    return tuple(int(number) for number in printed.split())


def shrink(source, name, size, folder):
    target = os.path.join(folder, f"{size}-{name}")
    subprocess.run(f"convert {source} -thumbnail {size}x{size} {target}", shell=True, check=True, timeout=40)
    return target


def handler(event, context):
    made = []
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        name = key.rsplit("/", 1)[-1]
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, name)
            s3.download_file(bucket, key, source)
            width, height = dimensions(source)
            for size in SIZES:
                if max(width, height) <= size:
                    continue
                small = shrink(source, name, size, folder)
                target = f"{os.environ['THUMB_PREFIX']}{size}/{name}"
                s3.upload_file(small, bucket, target, ExtraArgs={"ContentType": "image/jpeg"})
                made.append(target)
        logger.info("thumbnails of one picture", extra={"count": len(made), "width": width, "height": height})
    return {"made": made}
