"""IAM-020: a role for OIDC tokens that does not say whose."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._trust import trusted
from crenel.model.entities import Identity, Statement
from crenel.model.truth import Truth, any_of, truth

# Claims that every token of the issuer shares: they do not tell one workload from another.
_SHARED = ("aud", "amr", "azp", "iss", "oaud")

control = Control(
    name="federation-open-to-any-repository",
    handle="IAM-020",
    title="a role accepts tokens of workloads or repositories that it does not name",
    severity=Severity.CRITICAL,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A3"),
    practices=("IA2", "DL3"),
    fix="Require a sub of one repository and branch or environment.",
)


@control.check
def check(identity: Identity, _: Knowledge) -> Iterator[Judgement]:
    """Fails where no condition on the token's claims names one repository or workload."""
    for statement, guard, principal in trusted(identity, "Federated"):
        if "oidc-provider" in principal.text():
            allows = statement.effect.equals("Allow")
            yield fails_if(
                (allows & ~_named(statement)).under(guard),
                at=statement.condition if statement.condition.span else principal,
                message=f"it trusts tokens of {principal.text().rpartition('oidc-provider/')[2]}"
                " whose sub names no single repository or workload",
                evidence=f"{principal.text()} {statement.condition.text()}",
            )


def _named(statement: Statement) -> Truth:
    """Does one claim other than the shared ones hold, with every value naming one owner's thing?"""
    condition = statement.condition
    return condition.test(lambda _: False) | any_of(
        (truth(True) if "Like" not in operator else ~item.any(lambda one: one.test(_wide)))
        .under(inner)
        .under(outer)
        for outer, operator, keys in condition.entries()
        for inner, key, item in keys.entries()
        if key.rpartition(":")[2].lower() not in _SHARED
    )


def _wide(scalar: object) -> bool:
    """Is the owner or the repository open (``*``, ``repo:*``, ``repo:org/*``, any account)?"""
    fields = str(scalar).split(":")
    place = 3 if str(scalar).startswith("system:serviceaccount:") else 1
    return "*" in (fields[place] if len(fields) > place else fields[-1])
