"""IAM-021: managed policies for people, held by code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.analysis.grants import Grant
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._managed import kept, named
from crenel.controls.identity._needed import needed_of
from crenel.controls.identity._wildcards import named as actions_of
from crenel.model.entities import Identity
from crenel.model.value import Value

_MAX = 4

control = Control(
    name="broad-managed-policy",
    handle="IAM-021",
    title="an identity holds a managed policy that is wider than its task",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Replace it with the few actions that the code calls, on named resources.",
)


@control.check
def check(identity: Identity, app: Knowledge) -> Iterator[Judgement]:
    """Fails where an attached policy covers all of a service, and no limit takes that away."""
    for guard, policy in identity.managed.items():
        bad = named(policy, "broad").under(guard)
        if bad.possible:
            bad &= kept(identity, app, policy, _wide)
        name = policy.text().rpartition("/")[2]
        more = _needed(identity, app, policy) if bad.possible else ""
        yield fails_if(
            bad, at=policy, message=f"it holds {name}, for all resources there are{more}"
        )


def _wide(grant: Grant) -> Iterable[str]:
    return () if grant.unscoped().refuted else actions_of(grant.action)


def _needed(identity: Identity, app: Knowledge, policy: Value) -> str:
    """What the code behind it needs of the policy, where that is all known."""
    found = needed_of(identity, app, policy)
    if found is None:
        return ""
    more = f" and {len(found) - _MAX} more" if len(found) > _MAX else ""
    return f"; the code needs {', '.join(found[:_MAX]) or 'nothing'}{more} of it"
