"""How the services that invoke functions say on whose behalf they do it.

Source: AWS Lambda Developer Guide, "Working with resource-based IAM policies in Lambda", and the
pages of the services named here; read 2026-11. Every service that is not named sends
``aws:SourceArn`` and ``aws:SourceAccount``.
"""

from __future__ import annotations

from crenel.dated import Dated, dated_by

BY_TOKEN = ("alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com")
"""They name a skill by ``EventSourceToken`` instead."""

SAME_ACCOUNT = ("elasticloadbalancing.amazonaws.com",)
"""They invoke functions of the account of the resource only, so there is no one to be confused."""

WITHOUT_ACCOUNT = ("s3.amazonaws.com",)
"""The ARN of their resources has no account in it: it needs ``SourceAccount`` beside it."""


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "how services say on whose behalf they invoke",
        "AWS Lambda Developer Guide, resource-based policies, and the pages of the services",
        "2026-11-24",
        __file__,
    )
