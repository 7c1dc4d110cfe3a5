"""Where Terraform's AWS provider sets something else than AWS itself does, when nothing is said.

Everything that is not listed is AWS's own default (``vocabulary/cloudformation/defaults.py``):
the provider then sends nothing, or the same. Source: the argument references of the provider
hashicorp/aws, ``website/docs/r``, and its upgrade guides for the versions named.
"""

from __future__ import annotations

import msgspec

from crenel.dated import Dated, dated_by
from crenel.model.value import Scalar


class Default(msgspec.Struct, frozen=True):
    """A default: its value, and which versions of the provider set it."""

    value: Scalar
    since: str

    @property
    def phrase(self) -> str:
        """For provenance."""
        return f"default of Terraform's AWS provider ({self.since})"


_ALWAYS = "as documented"

DEFAULTS: dict[tuple[str, str], Default] = {
    ("aws_apigatewayv2_authorizer", "authorizer_result_ttl_in_seconds"): Default(300, _ALWAYS),
    ("aws_db_instance", "publicly_accessible"): Default(False, _ALWAYS),
    ("aws_dms_replication_instance", "publicly_accessible"): Default(False, _ALWAYS),
    ("aws_rds_cluster_instance", "publicly_accessible"): Default(False, _ALWAYS),
    ("aws_redshift_cluster", "publicly_accessible"): Default(False, "since version 6"),
    ("aws_redshiftserverless_workgroup", "publicly_accessible"): Default(False, _ALWAYS),
}


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "what Terraform's AWS provider sets where nothing is said",
        "argument references and upgrade guides of hashicorp/aws (website/docs)",
        "2026-11-28",
        __file__,
    )
