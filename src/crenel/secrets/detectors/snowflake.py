"""Snowflake: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Snowflake",
    docs="https://docs.snowflake.com/en/user-guide/programmatic-access-tokens",
    revoke="ALTER USER ... REMOVE PROGRAMMATIC ACCESS TOKEN; read LOGIN_HISTORY.",
)
DETECTORS = (
    _provider.near(
        "snowflake-password",
        "a password of Snowflake",
        ("snowflake_password", "snowflake_pwd", "snowsql_pwd"),
        run(ALNUM + "!@#$%^&*_+-", 8, 64),
    ),
)
