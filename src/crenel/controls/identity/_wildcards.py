"""All actions of a service: the judgements that two controls share."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.grants import all_services, service_wide
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Judgement, fails_if
from crenel.controls.identity._reach import short
from crenel.model.entities import PolicyHolder

# Services whose few actions all mean "use it": connecting to a database, calling an API.
_SMALL = ("execute-api:", "rds-db:", "appsync:", "ssmmessages:", "ec2messages:", "xray:")


def service_wildcards(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Bad where an Allow names ``service:*``, or ``*`` on named resources."""
    for grant in app.grants_of(holder):
        wide = service_wide(grant.action) & ~grant.action.startswith(*_SMALL)
        wide &= ~grant.action.startswith("logs:") | grant.unscoped()  # its own log group is its own
        if wide.refuted:
            yield fails_if(wide, at=grant.action)
            continue
        if (grant.unscoped() & all_services(grant.action)).certain:
            continue  # wildcard-action tells it
        narrow = grant.reach.narrowed().under(grant.guard)
        yield fails_if(
            grant.allows() & wide & ~narrow,
            at=grant.action,
            message=f"it may do {grant.action.text()} on {short(grant.resources)}",
            evidence=f"{grant.action.text()} on {grant.resources}",
        )
