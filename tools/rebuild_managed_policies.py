"""Packs the AWS managed policies into one file that is read policy by policy.

python tools/rebuild_managed_policies.py MOTO_WHEEL

MOTO_WHEEL is the wheel of moto (Apache-2.0), as ``pip download --no-deps moto`` fetches it: it
holds the documents as the IAM API gave them. The file is one line of JSON (where the data come
from, and for each policy its path, version, date and place), then the documents, each compressed
with the shared words.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/crenel/policy/_data/managed_policies.bin"
MODULE = "moto/iam/aws_managed_policies.py"
WORDS = (
    b'{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":["","Resource":"*",'
    b'"Condition":{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"'
    b'"arn:aws:logs:*:*:log-group:/aws/lambda/*"},"s3:GetObject","s3:PutObject","logs:CreateLogGroup",'
    b'"logs:CreateLogStream","logs:PutLogEvents","ec2:Describe'
)

Json = dict[str, Any]


def main() -> int:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    args = parser.parse_args()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(_packed(_policies(args.wheel), args.wheel.name.rpartition("-py3")[0]))
    return 0


def _policies(wheel: Path) -> Json:
    with zipfile.ZipFile(wheel) as archive:
        tree = ast.parse(archive.read(MODULE))
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    found: Json = json.loads(max(texts, key=len))
    return found


def _packed(policies: Json, source: str) -> bytes:
    places: dict[str, list[str | int]] = {}
    body = bytearray()
    for name in sorted(policies):
        one = policies[name]
        text = json.dumps(one["Document"], separators=(",", ":")).encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, WORDS)
        packed = packer.compress(text) + packer.flush()
        date = str(one.get("UpdateDate") or one.get("CreateDate"))[:10]
        places[name] = [
            str(one["Path"]),
            str(one["DefaultVersionId"]),
            date,
            len(body),
            len(packed),
        ]
        body += packed
    header = {
        "about": "the policies that AWS manages, each in the version that was in force",
        "source": source,
        "licence": "Apache-2.0",
        "newest": max(str(place[2]) for place in places.values()),
        "words": WORDS.decode(),
        "policies": places,
    }
    return json.dumps(header, separators=(",", ":")).encode() + b"\n" + bytes(body)


if __name__ == "__main__":
    sys.exit(main())
