"""Tokens that a client makes for a database: nothing is sent, but the database asks IAM."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import note

STYLE = "token"


@calls(".generate_db_auth_token", "@aws-sdk/rds-signer.Signer().getAuthToken")
def _rds(view: CallView) -> None:
    note(view, "rds", "connect", STYLE, ())


@calls(".generate_db_connect_auth_token", "@aws-sdk/dsql-signer.DsqlSigner().getDbConnectAuthToken")
def _dsql(view: CallView) -> None:
    note(view, "dsql", "connect", STYLE, ())


@calls(".generate_db_connect_admin_auth_token")
@calls("@aws-sdk/dsql-signer.DsqlSigner().getDbConnectAdminAuthToken")
def _dsql_admin(view: CallView) -> None:
    note(view, "dsql", "connect-admin", STYLE, ())
