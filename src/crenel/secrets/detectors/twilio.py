"""Twilio: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run
from crenel.secrets.verification.endpoint import basic

_provider = Provider(
    "Twilio",
    docs="https://www.twilio.com/docs/iam/api-keys",
    revoke="Console > Account > API keys and tokens: delete the key or promote the secondary auth token; look at the usage and its bill.",
)
DETECTORS = (
    _provider.token(
        "twilio-api-key",
        "an API key of Twilio",
        lit("SK"),
        run(HEX, 32),
        confidence=0.8,
        keywords=("twilio", "_sid"),
    ),
    _provider.token(
        "twilio-account-sid",
        "an account id of Twilio",
        lit("AC"),
        run(HEX, 32),
        confidence=0.55,
        keywords=("twilio", "_sid", "accounts/ac"),
        identifier=True,
    ),
    _provider.token(
        "twilio-resource-id",
        "an id of a message, a call or a number of Twilio",
        lit("SM", "MM", "CA", "PN", "RE", "CF"),
        run(HEX, 32),
        confidence=0.55,
        keywords=("account_sid", "accountsid", "account-sid", "accounts/ac"),
        identifier=True,
    ),
    _provider.near(
        "twilio-auth-token",
        "an auth token of Twilio",
        ("twilio",),
        run(HEX, 32),
        confidence=0.85,
        verify=basic("https://api.twilio.com/2010-04-01/Accounts.json", needs="twilio-account-sid"),
    ),
)
