"""The oldest TLS that a named security policy accepts, from a dated table."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crenel.dated import rows_of
from crenel.model.truth import Truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

_TABLE = Path(__file__).parent / "_data" / "tls_policies.toml"
_CURRENT = ("1.2", "1.3")


@cache
def policies() -> dict[str, str]:
    """The oldest version that each policy accepts: ``TLS_1_0`` -> ``1.0``."""
    return dict(rows_of(_TABLE)["oldest"])


def accepts_old(policy: Value) -> Truth:
    """Does it accept less than TLS 1.2? Of a policy that the table does not hold, it is unknown."""
    old = [name for name, oldest in policies().items() if oldest not in _CURRENT]
    name = f"the oldest TLS that {policy.text()} accepts"
    missing = Unknown(kind=UnknownKind.EXTERNAL, name=name, span=policy.span)
    return policy.equals(*old) | (~policy.equals(*policies()) & unknown(missing))
