"""What lies beside an artifact, or is deployed, compared with what is signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from crenel.supplychain.attest.deployed import Deployed
from crenel.supplychain.attest.predicates import sbom
from crenel.supplychain.attest.refusal import Refusal
from crenel.supplychain.attest.verify import Verification


def bill_refusals(found: Verification, bill: dict[str, Any], place: str) -> Iterator[Refusal]:
    """A bill must say what a signed one says; how it is laid out is no matter."""
    signed = [one for one in found.held if one.kind == sbom.NAME]
    if not signed:
        yield Refusal(code="missing", reason="no bill of materials is signed", about=place)
    elif _plain(bill) not in [_plain(one.statement.predicate) for one in signed]:
        reason = f"it is not the bill that {', '.join(signed[0].signers)} signed"
        yield Refusal(code="sbom-differs", reason=reason, about=place)


def _plain(content: object) -> bytes:
    return msgspec.json.encode(content, order="deterministic")


def deployed_refusals(found: Verification, there: Deployed) -> Iterator[Refusal]:
    """The deployed code must be the artifact, byte for byte."""
    own = found.artifact.sha256
    if there.sha256 and there.sha256 != own:
        reason = (
            f"its code (version {there.version}) has sha256 {there.sha256[:12]}; "
            f"{found.artifact.name} has {own[:12]}"
        )
        yield Refusal(code="deployed-differs", reason=reason, about=there.function)
