"""A picture was uploaded: make the small versions of it."""

import io
import logging
import os
import re
from urllib.parse import unquote_plus

import boto3
from PIL import Image, UnidentifiedImageError

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

SIZES = (160, 480)
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}\.(?:jpe?g|png|webp)")
MAX_BYTES = 20_000_000
Image.MAX_IMAGE_PIXELS = 50_000_000

s3 = boto3.client("s3")


def load(bucket, key):
    answer = s3.get_object(Bucket=bucket, Key=key)
    if answer["ContentLength"] > MAX_BYTES:
        raise ValueError("the picture is too large")
    return Image.open(io.BytesIO(answer["Body"].read()), formats=("JPEG", "PNG", "WEBP")).convert("RGB")


def shrink(picture, size):
    small = picture.copy()
    small.thumbnail((size, size))
    body = io.BytesIO()
    small.save(body, "JPEG", quality=85)
    return body.getvalue()


def handler(event, context):
    made = []
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        name = key.rsplit("/", 1)[-1]
        if not NAME.fullmatch(name):
            logger.warning("a picture with an unusual name was left out")
            continue
        try:
            picture = load(bucket, key)
        except (UnidentifiedImageError, Image.DecompressionBombError, ValueError) as error:
            logger.warning("a picture was left out: %s", type(error).__name__)
            continue
        for size in SIZES:
            if max(picture.size) <= size:
                continue
            target = f"{os.environ['THUMB_PREFIX']}{size}/{name}"
            s3.put_object(
                Bucket=os.environ["IMAGES_BUCKET"], Key=target, Body=shrink(picture, size), ContentType="image/jpeg"
            )
            made.append(target)
    logger.info("thumbnails", extra={"count": len(made)})
    return {"made": made}
