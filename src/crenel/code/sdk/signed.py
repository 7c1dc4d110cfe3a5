"""Requests that code signs itself, as the function's role: the service is named, no operation."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import note
from crenel.code.values import Value, literal

STYLE = "signed"


@calls("aws_requests_auth.boto_utils.BotoAWSRequestsAuth")
@calls("aws_requests_auth.aws_auth.AWSRequestsAuth")
def _requests_auth(view: CallView) -> None:
    _note(view, view.argument(2, "aws_service"))


@calls("requests_aws4auth.AWS4Auth")
def _aws4auth(view: CallView) -> None:
    _note(view, view.argument(3, "service"))


@calls("botocore.auth.SigV4Auth", "botocore.auth.S3SigV4Auth", "botocore.auth.SigV4QueryAuth")
def _botocore(view: CallView) -> None:
    _note(view, view.argument(1, "service_name"))


@calls("opensearchpy.AWSV4SignerAuth", "opensearchpy.RequestsAWSV4SignerAuth")
def _search(view: CallView) -> None:
    service = view.argument(2, "service")
    if service is None:
        note(view, "es", "signed", STYLE, ())
    else:
        _note(view, service)


@calls("@aws-sdk/signature-v4.SignatureV4", "@smithy/signature-v4.SignatureV4", "aws4.sign")
@calls("aws4fetch.AwsClient")
def _script(view: CallView) -> None:
    _note(view, view.argument(None, "service"))


def _note(view: CallView, service: Value | None) -> None:
    name = literal(service)
    note(view, name if isinstance(name, str) else None, "signed", STYLE, ())
