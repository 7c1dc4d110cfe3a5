"""Salesforce: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, WORD, lit, run

_provider = Provider(
    "Salesforce",
    docs="https://help.salesforce.com/s/articleView?id=sf.user_security_token.htm",
    revoke="Reset the security token, rotate the connected app's consumer secret, end the sessions.",
)
DETECTORS = (
    _provider.token(
        "salesforce-session",
        "an access token of Salesforce",
        lit("00D"),
        run(ALNUM, 12),
        lit("!"),
        run(ALNUM + "._", 80, 120),
        confidence=0.95,
        keywords=("salesforce", "sfdc", "force.com"),
    ),
    _provider.token(
        "salesforce-refresh-token",
        "a refresh token of Salesforce",
        lit("5Aep861"),
        run(WORD + ".", 70, 100),
        confidence=0.95,
    ),
)
