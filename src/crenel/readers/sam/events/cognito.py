"""``Cognito``: a user pool asks the function at sign-up, sign-in and so on."""

from __future__ import annotations

from crenel.model.value import Ref
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.values import cases_of, elements, under, word


def expand(event: Event) -> None:
    """The permission; the pool gets its triggers when all events are known."""
    maker = event.maker
    pools = [
        (guard, pool) for guard, pool in cases_of(event.get("UserPool")) if isinstance(pool, Ref)
    ]
    if not any(pool.target in maker.stack.resources for _, pool in pools):
        maker.note(
            "a Cognito event names a user pool of the same template", event.get("UserPool").span
        )
        return
    for guard, pool in pools:
        source = Ref(target=pool.target, attribute="Arn", span=pool.span, via=pool.via)
        scoped = event.under(guard, event.properties)
        if scoped is None:
            continue
        permit(scoped, "cognito-idp", source, name=f"{_base(event)}CognitoPermission")
        for inner, _, trigger in elements(event.get("Trigger")):
            joined = scoped.guard.conjoin(inner)
            if joined is not None and word(trigger):
                target = under(joined, event.target.arn)
                maker.stack.triggers.setdefault(pool.target, []).append((word(trigger), target))


def _base(event: Event) -> str:
    """The permission is named after the function (or its alias), not after the event."""
    target = event.target.arn
    if isinstance(target, Ref):
        return target.target.removeprefix(event.maker.prefix)
    return event.maker.base.removesuffix(event.name)
