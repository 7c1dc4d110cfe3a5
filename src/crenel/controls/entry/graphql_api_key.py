"""ENT-024: a GraphQL API that takes API keys."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import GraphApi

control = Control(
    name="graphql-api-key",
    handle="ENT-024",
    title="a GraphQL API takes an API key for an answer to who is calling",
    severity=Severity.HIGH,
    judges=GraphApi,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Authorize by Cognito user pools, OpenID Connect, IAM or a Lambda function instead.",
)


@control.check
def check(api: GraphApi, _: Knowledge) -> Judged:
    """Fails where API_KEY is the first, or an additional, way of authorization."""
    return fails_if(
        api.auth.any(lambda one: one.equals("API_KEY")),
        at=next((one for _, one in api.auth.items() if one.equals("API_KEY").possible), api.auth),
        evidence="API_KEY",
    )
