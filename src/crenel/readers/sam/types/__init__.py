"""One file per SAM resource type; ``TABLE`` tells which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crenel.folders import OnDemand
from crenel.readers.sam.maker import Maker

LATE = frozenset({"AWS::Serverless::Api", "AWS::Serverless::HttpApi"})
"""Types that need what events left for them."""

TABLE: Mapping[str, Callable[[Maker], None]] = OnDemand(
    __name__,
    {
        "AWS::Serverless::Api": "api.expand",
        "AWS::Serverless::Application": "application.expand",
        "AWS::Serverless::CapacityProvider": "capacity_provider.expand",
        "AWS::Serverless::Connector": "connector.expand",
        "AWS::Serverless::Function": "function.expand",
        "AWS::Serverless::GraphQLApi": "graphql_api.expand",
        "AWS::Serverless::HttpApi": "http_api.expand",
        "AWS::Serverless::LayerVersion": "layer_version.expand",
        "AWS::Serverless::SimpleTable": "simple_table.expand",
        "AWS::Serverless::StateMachine": "state_machine.expand",
        "AWS::Serverless::WebSocketApi": "web_socket_api.expand",
    },
)
"""What makes the plain resources of a SAM type."""
