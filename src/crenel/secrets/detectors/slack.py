"""Slack: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, DIGITS, HEX, UPPER_ALNUM, lit, run
from crenel.secrets.verification.bodies import slack
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Slack",
    docs="https://docs.slack.dev/authentication/tokens",
    revoke="api.slack.com > the app > OAuth and Permissions: revoke all tokens, or call auth.revoke; read the audit logs.",
)
DETECTORS = (
    _provider.token(
        "slack-token",
        "a token of Slack",
        lit("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe-", "xoxc-", "xoxd-"),
        run(ALNUM + "-", 20, 250),
        confidence=0.93,
        wide="-",
        verify=bearer("https://slack.com/api/auth.test", method="POST", says=slack),
    ),
    _provider.token(
        "slack-app-token",
        "an app-level token of Slack",
        lit("xapp-"),
        run(DIGITS, 1),
        lit("-A"),
        run(UPPER_ALNUM, 8, 12),
        lit("-"),
        run(DIGITS, 10, 16),
        lit("-"),
        run(HEX, 64),
        confidence=0.97,
    ),
    _provider.token(
        "slack-webhook",
        "an incoming webhook of Slack",
        lit("hooks.slack.com/services/T", "hooks.slack.com/workflows/T"),
        run(UPPER_ALNUM, 8, 11),
        lit("/"),
        run(UPPER_ALNUM, 8, 12),
        lit("/"),
        run(ALNUM, 18, 24),
        confidence=0.93,
    ),
)
