"""Arguments of calls as facts."""

from __future__ import annotations

from crenel.code.facts import Argument, ArgumentKind, SdkCall
from crenel.code.hooks import CallView
from crenel.code.values import (
    Environment,
    Given,
    Known,
    Mixed,
    Options,
    Record,
    Site,
    Value,
    choices,
    text_of,
)


def arguments(site: Site, *, spread: bool = False) -> tuple[Argument, ...]:
    """All arguments; ``spread``: the first positional object gives the names."""
    found: list[Argument] = []
    for position, value in enumerate(site.positional):
        if spread and isinstance(value, Record):
            found.extend(argument(name or "*", entry) for name, entry in value.entries)
        else:
            found.append(argument(str(position), value))
    found.extend(argument(name, value) for name, value in site.named)
    return tuple(found)


def argument(name: str, value: Value) -> Argument:
    """One argument."""
    if isinstance(value, Options):
        known = [
            one
            for one in choices(value)
            if isinstance(one, Environment | Known) and one != Known(None)
        ]
        value = known[0] if len(known) == 1 else value
    if isinstance(value, Known):
        return Argument(name, ArgumentKind.LITERAL, str(value.value))
    if isinstance(value, Environment) and value.name is not None:
        return Argument(name, ArgumentKind.ENVIRONMENT, value.name)
    if isinstance(value, Given):
        return Argument(name, ArgumentKind.EVENT, value.path)
    if isinstance(value, Mixed):
        return Argument(name, ArgumentKind.BUILT, text_of(value))
    return Argument(name, ArgumentKind.UNKNOWN)


def note(
    view: CallView,
    service: str | None,
    operation: str | None,
    style: str,
    given: tuple[Argument, ...],
    *,
    resource: tuple[str, ...] = (),
    resource_arguments: tuple[Argument, ...] = (),
) -> None:
    """Note an SDK call."""
    callee = view.step.callee
    fact = SdkCall(
        span=view.span,
        function=view.run.unit.qualified,
        reached=view.run.scope.reached,
        service=service,
        operation=operation,
        style=style,
        receiver=view.run.span(getattr(callee, "base", callee)).text[:80],
        arguments=given,
        resource=resource,
        resource_arguments=resource_arguments,
    )
    view.run.note(view.step, "sdk", fact)
