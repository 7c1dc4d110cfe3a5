"""Services of AWS that functions keep data in, and the endpoints of networks for them."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Endpoint, Function, Subnet
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

_SERVICES = {
    "dynamodb": "Amazon DynamoDB",
    "s3": "Amazon S3",
    "secretsmanager": "AWS Secrets Manager",
}


def allowed_services(function: Function, app: Knowledge) -> Iterator[tuple[str, str]]:
    """Those that its role may call, as far as the files tell, with their titles."""
    role = app.identity_of(function)
    statements = [] if role is None else app.statements_of(role)
    allowed = (one for one in statements if one.effect.equals("Allow").certain)
    actions = {item.text().lower() for one in allowed for _, item in one.actions.items()}
    for service, title in _SERVICES.items():
        if any(one.startswith(f"{service}:") for one in actions):
            yield service, title


def has_network(subnets: Value, app: Knowledge) -> Truth:
    """Are the subnets of this application? Those from elsewhere may have endpoints there."""
    return any_of(_is_here(item, app).under(guard) for guard, item in subnets.items())


def _is_here(subnet: Value, app: Knowledge) -> Truth:
    if app.resolve(subnet, Subnet) is not None:
        return truth(True, subnet)
    name = f"the endpoints of the network that {subnet.text()} is a part of"
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=subnet.span))


def endpoint_of(service: str, app: Knowledge) -> Truth:
    """Has the network of this application an endpoint for a service?"""
    return any_of(one.service.endswith(f".{service}").under(one.guard) for one in app.all(Endpoint))
