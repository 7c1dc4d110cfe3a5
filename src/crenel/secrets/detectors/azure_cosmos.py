"""Azure Cosmos DB: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Azure Cosmos DB",
    docs="https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-rotate-keys",
    revoke="Cosmos DB account > Keys: rotate the secondary key, move callers, then the primary one.",
)
DETECTORS = (
    _provider.near(
        "azure-cosmos-key",
        "an account key of Azure Cosmos DB",
        ("cosmos", "documentdb"),
        run(BASE64, 86),
        lit("=="),
    ),
)
