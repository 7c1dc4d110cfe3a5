"""Azure DevOps: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, LOWER_ALNUM, lit, run

_provider = Provider(
    "Azure DevOps",
    docs="https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
    revoke="User settings > Personal access tokens: revoke it; read the audit log of the organisation.",
)
DETECTORS = (
    _provider.token(
        "azure-devops-token",
        "a personal access token of Azure DevOps",
        run(ALNUM, 76),
        lit("AZDO"),
        run(ALNUM, 4),
        confidence=0.97,
    ),
    _provider.near(
        "azure-devops-token-old",
        "a personal access token of Azure DevOps",
        ("azure_devops", "azuredevops", "vsts", "azdo"),
        run(LOWER_ALNUM, 52),
    ),
)
