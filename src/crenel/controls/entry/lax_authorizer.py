"""ENT-016: an authorizer that remembers or accepts more than it was asked about."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Authorizer
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="lax-authorizer",
    handle="ENT-016",
    title="an authorizer lets in callers that it did not look at",
    severity=Severity.MEDIUM,
    judges=Authorizer,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Name every identity source that the decision depends on, and the audience of JWTs.",
)


@control.check
def check(authorizer: Authorizer, _: Knowledge) -> Iterator[Judgement]:
    """Fails for cached decisions without identity sources, and for JWTs for any audience."""
    by_request, by_jwt = authorizer.kind.equals("REQUEST"), authorizer.kind.equals("JWT")
    if not by_request.refuted:
        yield fails_if(
            by_request & authorizer.ttl.more_than(0) & _empty(authorizer.identity_sources),
            at=authorizer.ttl,
            message=f"decisions are kept for {authorizer.ttl.text()} seconds, "
            "and nothing says whom they are about",
            evidence="cached without identity sources",
        )
    if not by_jwt.refuted:
        yield fails_if(
            by_jwt & _empty(authorizer.audience),
            at=authorizer.kind,
            message="tokens that the issuer made for any other application are accepted",
            evidence="no audience",
        )


def _empty(value: Value) -> Truth:
    return value.is_absent() | ~value.any(lambda one: ~one.equals(""))
