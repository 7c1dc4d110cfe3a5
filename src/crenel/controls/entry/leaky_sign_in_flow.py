"""ENT-029: an app client whose tokens travel where others can read them."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import UserPoolClient
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="leaky-sign-in-flow",
    handle="ENT-029",
    title="sign-in hands out tokens where others can read them",
    severity=Severity.MEDIUM,
    judges=UserPoolClient,
    maps_to=("OWASP-S2", "CSA-A2"),
    practices=("IA5",),
    fix="Use the code flow with PKCE, and https callback addresses.",
)

_LOCAL = ("http://localhost", "http://127.0.0.1", "http://[::1]")


@control.check
def check(client: UserPoolClient, _: Knowledge) -> Iterator[Judgement]:
    """Fails for the implicit flow, and for each callback address that is plain http."""
    if not client.flows.is_present().refuted:
        yield fails_if(
            client.flows.any(lambda flow: flow.equals("implicit")),
            at=client.flows,
            message="the implicit flow puts tokens into the address of the page",
            evidence="implicit",
        )
    for guard, callback in client.callbacks.items():
        yield fails_if(
            _plain(callback).under(guard),
            at=callback,
            message=f"sign-in sends its answer unencrypted to {callback.text()}",
        )


def _plain(callback: Value) -> Truth:
    return callback.startswith("http://") & ~callback.startswith(*_LOCAL)
