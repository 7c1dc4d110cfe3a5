"""NET-008: an API sends requests on in clear."""

from __future__ import annotations

import re

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryPoint
from crenel.model.truth import FALSE, Truth, any_of
from crenel.model.value import Value

control = Control(
    name="plain-http-integration",
    handle="NET-008",
    title="a route of an API sends requests on over plain HTTP",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("OWASP-S3", "NIST-SC-8"),
    practices=("DN2",),
    fix="Call the backend over HTTPS.",
)


@control.check
def check(entry: EntryPoint, app: Knowledge) -> Judged:
    """Fails where the address of the integration begins with http://."""
    uri = entry.integration_uri
    elsewhere = uri.is_absent().certain or uri.startswith("arn:").certain
    if elsewhere or app.function_of(entry) is not None:
        return NOT_JUDGED
    return fails_if(
        any_of(_plain(one).under(guard) for guard, one in uri.cases()),
        at=uri,
        message=f"{entry.label} sends requests on to {_shown(uri)} in clear",
    )


def _plain(uri: Value) -> Truth:
    """What begins with a reference is a listener, a service or a function: no plain address."""
    referred = any(uri.refs()) and uri.text().startswith("${")
    return FALSE if referred else uri.startswith("http://")


def _shown(uri: Value) -> str:
    """The address without a login that may stand in it."""
    return re.sub(r"//[^/@]*@", "//***@", uri.text())
