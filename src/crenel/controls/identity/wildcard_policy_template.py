"""IAM-013: a policy template is given everything."""

from __future__ import annotations

from crenel.analysis.grants import Grant, grants
from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.controls.identity._given import Given, given
from crenel.controls.identity._wildcards import named
from crenel.model.entities import Function, Identity
from crenel.model.truth import Truth, any_of

control = Control(
    name="wildcard-policy-template",
    handle="IAM-013",
    title="a policy template is given everything",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Give the template the name of the one resource that the function uses.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where a parameter is a wildcard, and the role keeps what the template then grants."""
    found = [*given(subject)]
    role = app.identity_of(subject)
    if not found or role is None:
        return NOT_JUDGED
    return [_judged(one, role, app) for one in found]


def _judged(one: Given, role: Identity, app: Knowledge) -> Judgement:
    bad = one.is_everything.under(one.guard)
    if not bad.refuted:
        bad &= any_of(_kept(grant, role, app) for grant in grants(one.made_in(role)))
    return fails_if(
        bad,
        at=one.value,
        message=f"{one.template} is given every {one.parameter.removesuffix('Name').lower()}",
        evidence=f"{one.template} {one.parameter}",
    )


def _kept(grant: Grant, role: Identity, app: Knowledge) -> Truth:
    """Does the role keep an action of it, behind Deny statements and its boundary?"""
    return grant.allows() & app.limits.leave(role, grant, named(grant.action))
