"""ENT-036: a function URL can be called around the distribution in front of it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import DistributionOrigin, EntryKind, EntryPoint
from crenel.model.value import UnknownKind, Value

control = Control(
    name="distribution-can-be-bypassed",
    handle="ENT-036",
    title="a function URL can be called around the distribution in front of it",
    severity=Severity.MEDIUM,
    judges=DistributionOrigin,
    maps_to=("OWASP-S5",),
    practices=("RO2", "IA5"),
    fix="Set the URL's AuthType to AWS_IAM and give the origin an origin access control.",
)


@control.check
def check(origin: DistributionOrigin, app: Knowledge) -> Judged:
    """Fails where the origin is a function URL that asks nobody who is calling."""
    url = _url(origin.domain, app)
    if url is None:
        return NOT_JUDGED
    return fails_if(
        url.auth.equals("NONE"),
        at=origin.domain,
        message=f"whoever finds {url.label} calls it around {origin.label}",
        also=[(url.auth, f"{url.label} asks nobody who is calling")],
        evidence=url.label,
    )


def _url(domain: Value, app: Knowledge) -> EntryPoint | None:
    """The function URL whose host it is: what is cut out of a reference is still named by it."""
    cut = (one.name for one in domain.unknowns() if one.kind is UnknownKind.DEPLOY_TIME)
    targets = [*(ref.target for ref in domain.refs()), *(one.rpartition(".")[0] for one in cut)]
    found = (app.application.get(one, EntryPoint) for one in targets)
    return next((one for one in found if one and one.kind is EntryKind.FUNCTION_URL), None)
