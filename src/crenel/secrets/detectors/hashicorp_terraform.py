"""HCP Terraform: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "HCP Terraform",
    docs="https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
    revoke="User settings > Tokens: delete it; rotate what its workspaces hold.",
)
DETECTORS = (
    _provider.token(
        "terraform-cloud-token",
        "an API token of HCP Terraform",
        run(ALNUM, 14),
        lit(".atlasv1."),
        run(URL_SAFE, 60, 70),
        confidence=0.98,
        wide="-",
    ),
)
