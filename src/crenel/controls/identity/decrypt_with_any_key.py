"""IAM-025: decrypting with every key."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.globs import Actions
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_DECRYPT = Actions(["kms:Decrypt", "kms:ReEncryptFrom"])

control = Control(
    name="decrypt-with-any-key",
    handle="IAM-025",
    title="a policy allows decrypting with every key",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("NIST-AC-6", "FSBP-KMS.1", "FSBP-KMS.2"),
    practices=("DN4", "PF1"),
    fix="Name the keys that the code's data is encrypted with.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Fails where kms:Decrypt or re-encryption holds for all keys."""
    yield from everywhere(holder, app, _DECRYPT, "decrypt with every key")
