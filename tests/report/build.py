"""Reports made from small source texts: a verdict points at the first place of some words."""

from __future__ import annotations

from typing import Any

from crenel.model.source import Source, Span
from crenel.model.verdict import (
    Acceptance,
    Certainty,
    Coverage,
    Evidence,
    Outcome,
    Report,
    Severity,
    Unread,
    Verdict,
    Warning,  # noqa: A004 - the model's word
)
from crenel.report.settings import ControlText, Settings

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage:
    Type: String
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
      Policies:
        - Statement:
            - Effect: Allow
              Action: "*"
              Resource: "*"
      Environment:
        Variables:
          STAGE: !Ref Stage
      FunctionUrlConfig:
        AuthType: NONE
  Orders:
    Type: AWS::S3::Bucket
"""

SOURCE = Source("template.yaml", TEMPLATE)
CODE = Source("src/app.py", "import os\n\ndef handler(event, context):\n    eval(event['body'])\n")

CATALOGUE = {
    "public-function-url": ControlText(
        name="public-function-url",
        handle="ENT-001",
        title="A function URL answers anyone on the internet",
        severity=Severity.HIGH,
        summary="Whoever knows the URL can call the function.",
        help_markdown="## Why it matters\n\nAnyone can call it.\n",
        fix="set AuthType to AWS_IAM, or put an API with an authorizer before the function",
        maps_to=("OWASP-S2", "CSA-A2"),
        aliases=("open-function-url",),
    ),
    "wildcard-action": ControlText(
        name="wildcard-action",
        handle="IAM-003",
        title="A policy allows every action",
        severity=Severity.CRITICAL,
        summary="The function may do anything.",
        fix="name the actions that the code needs",
    ),
}


def at(words: str, source: Source = SOURCE) -> Span:
    """The first place of the words in the source."""
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def verdict(
    control: str = "public-function-url", words: str = "AuthType: NONE", **given: Any
) -> Verdict:
    """A failing verdict on the words, other fields as given."""
    source = given.pop("source", SOURCE)
    fields: dict[str, Any] = {
        "catalogue": CATALOGUE[control].handle if control in CATALOGUE else "X-001",
        "severity": Severity.HIGH,
        "outcome": Outcome.FAILS,
        "certainty": Certainty.CERTAIN,
        "address": f"{source.path}::Api",
        "type": "AWS::Serverless::Function"
        if given.get("logical_id", "Api") == "Api"
        else "AWS::S3::Bucket",
        "logical_id": "Api",
        "span": at(words, source),
        "message": f"{control} does not hold",
        "identity": f"{control}:Api:{words}",
        **given,
    }
    return Verdict(control=control, **fields)


def report(*verdicts: Verdict, **given: Any) -> Report:
    """A report over one template of two resources, other fields as given."""
    coverage = Coverage(
        files=2,
        formats={"sam": 1},
        functions=1,
        functions_with_code=1,
        resources=2,
        entry_points=1,
    )
    fields: dict[str, Any] = {"root": ".", "today": "2026-11-23", "coverage": coverage, **given}
    return Report(verdicts=verdicts, **fields)


def settings(**given: Any) -> Settings:
    """The settings of a plain 80-column terminal, other fields as given."""
    return Settings(**{"width": 80, "version": "0.1.0", "catalogue": CATALOGUE, **given})


def public_url() -> Verdict:
    """The example of the design: a public URL before a role that can do anything."""
    return verdict(
        message="anyone on the internet can run code that may delete every table",
        evidence=(
            Evidence(at("AuthType: NONE"), "entry: no caller identity is required"),
            Evidence(at('Action: "*"'), "power: this role can do anything in the account"),
        ),
    )


def busy_report() -> Report:
    """One of everything."""
    accepted = Acceptance(
        control="wildcard-action",
        reason="break glass",
        until="2027-01-01",
        by="@ops",
        place=at("- Effect: Allow"),
    )
    lapsed = Acceptance(control="no-log-retention", reason="later", until="2026-01-01")
    return report(
        public_url(),
        verdict(
            "injected-code",
            "eval(event['body'])",
            source=CODE,
            severity=Severity.CRITICAL,
            certainty=Certainty.LIKELY,
            message="the request body is run as code",
            evidence=(Evidence(at("Handler: app.handler"), "the handler of Api"),),
        ),
        verdict(
            "wildcard-action",
            'Action: "*"',
            outcome=Outcome.ACCEPTED,
            accepted=accepted,
            severity=Severity.CRITICAL,
        ),
        verdict(
            "no-log-retention",
            "Api:",
            severity=Severity.MEDIUM,
            accepted=lapsed,
            message="logs are kept for ever",
        ),
        verdict(
            "plain-secret",
            "STAGE: !Ref Stage",
            outcome=Outcome.MAY_FAIL,
            needs=("Stage",),
            certainty=Certainty.POSSIBLE,
        ),
        verdict(
            "bucket-logging",
            "Orders:",
            severity=Severity.LOW,
            logical_id="Orders",
            type="AWS::S3::Bucket",
        ),
        verdict(
            "unpinned-layer",
            "Runtime: python3.12",
            outcome=Outcome.UNDECIDED,
            needs=("Stage",),
            certainty=Certainty.POSSIBLE,
        ),
        verdict("known-runtime", "Runtime: python3.12", outcome=Outcome.PASSES),
        coverage=Coverage(
            files=4,
            formats={"sam": 1},
            functions=1,
            functions_with_code=1,
            resources=2,
            entry_points=1,
            unknown_values=1,
            unread=[Unread(file="broken.yaml", line=3, column=7, reason="a key without a value")],
        ),
        warnings=(
            Warning(message="this acceptance is used by nothing", file="crenel.toml", line=4),
        ),
    )
