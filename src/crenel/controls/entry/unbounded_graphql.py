"""ENT-025: a GraphQL API that tells its schema and takes queries of any depth."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import GraphApi

control = Control(
    name="unbounded-graphql",
    handle="ENT-025",
    title="a GraphQL API takes queries of any depth or tells its schema to all callers",
    severity=Severity.MEDIUM,
    judges=GraphApi,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set QueryDepthLimit, and IntrospectionConfig: DISABLED outside of development.",
)


@control.check
def check(api: GraphApi, _: Knowledge) -> Judged:
    """Fails where the depth has no limit, and where introspection is on."""
    private = api.visibility.equals("PRIVATE")
    if private.certain:
        return NOT_JUDGED
    depth, introspection = api.depth_limit, api.introspection
    return [
        fails_if(
            ~private & depth.equals(0),
            at=depth,
            message="a query may be nested as deep as its caller likes",
            evidence="depth",
        ),
        fails_if(
            ~private & introspection.equals("ENABLED"),
            at=introspection,
            message="every caller may read the whole schema",
            evidence="introspection",
        ),
    ]
