"""What could not be told of a function's code, each with its place: then it is incomplete."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.permissions.asks import Gap
from crenel.analysis.permissions.libraries import TYPED, unread_library, unseen
from crenel.code.text import words
from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.root import Root, folder_of

if TYPE_CHECKING:
    from crenel.code.facts import Facts, Import

_CALLING = words(
    """
    awswrangler s3fs smart_open pynamodb dynamodb_json pyathena langchain_aws llama_index
    chalice crhelper boto3_batch_utils aws_advanced_python_wrapper redshift_connector strands
    bedrock_agentcore mangum_aws dynamoose dynamodb-toolbox electrodb dynamodb-data-mapper
    @aws/dynamodb-data-mapper @typedorm/core s3-upload-stream multer-s3 @middy/ssm
    @middy/secrets-manager @middy/s3 @middy/dynamodb @middy/appconfig @middy/sts
    @middy/rds-signer @langchain/aws aws_durable_execution_sdk_python
    @aws/durable-execution-sdk-js aurora_dsql_psycopg2 aurora_dsql_psycopg pyqldb
    amazon-qldb-driver-nodejs aws_encryption_sdk @aws-crypto/client-node
    dynamodb_encryption_sdk aws-appsync @aws/aws-lambda-secrets aws-cloudwatch-log
    connect-dynamodb
    """
)
"""Libraries that call AWS with the function's role, and are not read."""

_HARMLESS = words(
    """
    boto3 botocore aioboto3 aiobotocore aws_lambda_powertools aws_xray_sdk requests urllib3
    httpx numpy pandas PIL jwt jose redis pymysql psycopg2 psycopg sqlalchemy pydantic yaml
    dateutil pytz simplejson ujson orjson jsonschema jinja2 bs4 lxml cryptography aiohttp flask
    fastapi mangum openai anthropic pymongo elasticsearch opensearchpy mysql cfnresponse certifi
    google attr typing_extensions stripe twilio slack_sdk pyarrow cv2 sklearn tenacity
    opentelemetry aws_requests_auth requests_aws4auth aws_secretsmanager_caching datadog_lambda
    sentry_sdk s3transfer jmespath six idna charset_normalizer awslambdaric express uuid lodash
    axios node-fetch moment
    """
)
"""Packages that call nothing of AWS by themselves, or whose calls are read."""


_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx")
_OF_NODE = words("aws-sdk fs path http https url util crypto os stream zlib events child_process")


_BUILT_IN = words(
    """
    assert buffer child_process cluster console crypto dgram dns events fs http http2 https module
    net os path perf_hooks process querystring readline stream string_decoder timers tls tty url
    util v8 vm worker_threads zlib aws-sdk aws-lambda
    """
)
"""What Node.js, or the runtime, brings."""
_OF_AWS = ("@aws-sdk", "@smithy", "@aws-lambda-powertools", "@types")


def declared(root: Root, folder: str) -> frozenset[str]:
    """The packages that a package.json beside the code, or above it, has npm install."""
    found: set[str] = set()
    while True:
        found |= _dependencies(root, f"{folder}/package.json".lstrip("/"))
        if not folder:
            return frozenset(found)
        folder = folder_of(folder)


def _dependencies(root: Root, path: str) -> set[str]:
    try:
        written = json.loads(root.read(path).text) if root.exists(path) else {}
    except (ReadProblem, ValueError, RecursionError):
        return set()
    tables = ("dependencies", "devDependencies", "optionalDependencies")
    listed = [written.get(one) for one in tables] if isinstance(written, dict) else []
    return {name for one in listed if isinstance(one, dict) for name in one}


def code_gaps(
    facts: Facts, *, layered: bool, installed: frozenset[str] = frozenset()
) -> Iterator[Gap]:
    """The gaps of a function's facts; ``layered``: modules may come from unread layers.

    ``installed`` are packages that npm brings.
    """
    whole = _whole(facts)
    for problem in facts.problems:
        span = problem.span or whole or _nowhere(problem.file)
        yield Gap(problem.message, span)
    for untold in facts.untold:
        if untold.reached:
            yield Gap(untold.message, untold.span)
    for message, span in unseen(facts):
        yield Gap(message, span)
    for one in facts.imports:
        why = _foreign(one, installed, layered=layered)
        if why:
            yield Gap(why, one.span)


def _foreign(one: Import, installed: frozenset[str], *, layered: bool) -> str:
    if one.local is not None or one.module.startswith("."):
        return ""
    if one.span.file.endswith(TYPED):
        return unread_library(one.module)
    top = one.module.partition(".")[0]
    calling = next((name for name in (one.module, top) if name in _CALLING), None)
    if calling is not None:
        return f"the library {calling} calls AWS itself, and is not read"
    if one.module.startswith("/opt/"):
        return _from_layer(one.module)
    if _is_script(one, top):
        return _foreign_script(one.module, installed, layered=layered)
    harmless = not layered or top in _HARMLESS or top in sys.stdlib_module_names
    return "" if harmless else _from_layer(top)


def _from_layer(module: str) -> str:
    return f"the module {module} comes from a layer, which is not read"


def _foreign_script(module: str, installed: frozenset[str], *, layered: bool) -> str:
    if _brought(module, installed):
        return ""
    if layered:
        return _from_layer(module)
    return f"no package.json names {module}, so what it calls is not known" if installed else ""


def _is_script(one: Import, top: str) -> bool:
    """JavaScript, by the file; of code that a template holds, by what it imports."""
    file = one.span.file
    if file.endswith(".py"):
        return False
    return file.endswith(_SCRIPTS) or top.startswith("@") or top in _OF_NODE


def _brought(module: str, installed: frozenset[str]) -> bool:
    """JavaScript: does the runtime or npm bring it?"""
    name = module.removeprefix("node:")
    package = "/".join(name.split("/")[: 2 if name.startswith("@") else 1])
    built_in = module.startswith("node:") or package in _BUILT_IN | _HARMLESS
    return built_in or package in installed or package.startswith(_OF_AWS)


def _whole(facts: Facts) -> Span | None:
    source = facts.modules[0] if facts.modules else None
    return Span(source, 0, min(1, len(source.text))) if source is not None else None


def _nowhere(file: str) -> Span:
    return Span(Source(file, ""), 0, 0)
