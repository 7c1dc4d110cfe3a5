"""Amazon Bedrock: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Amazon Bedrock",
    docs="https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    revoke="IAM > Users > Security credentials > API keys for Amazon Bedrock: deactivate and delete it; look at the model invocation logs.",
)
DETECTORS = (
    _provider.token(
        "bedrock-api-key",
        "an API key of Amazon Bedrock",
        lit("ABSK"),
        run(BASE64, 109, 269),
        confidence=0.95,
    ),
)
