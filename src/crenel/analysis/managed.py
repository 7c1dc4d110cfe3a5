"""The statements of the policies that AWS manages, where a role has them attached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crenel.model.entities import Identity, Statement
from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import How, Step
from crenel.model.value import Known, Text, Value, known, mapping, sequence
from crenel.policy.managed import managed_policy

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.model.source import Span


def managed_statements(identity: Identity) -> tuple[Statement, ...]:
    """What the AWS managed policies of an identity say; each stands where it was attached."""
    attached = identity.managed.items()
    return tuple(one for guard, item in attached for one in statements_in(item, guard))


def statements_in(item: Value, guard: Guard = ALWAYS) -> tuple[Statement, ...]:
    """The statements of one AWS managed policy; none where it is another, or not in the data."""
    policy = managed_policy(item.text()) if isinstance(item, Known | Text) else None
    if policy is None:
        return ()
    step = Step(How.EXPANSION, f"the managed policy {policy.arn}", item.span)
    return tuple(_statements(policy.document, guard, item.span, step))


def unread_policies(identity: Identity, app: Knowledge) -> Iterator[Value]:
    """The attached policies whose content is not known: a customer's, or newer than the data."""
    own = {holder.id for holder in app.policies_of(identity)}
    for _, item in identity.managed.items():  # noqa: PERF102 - a value, not a dict
        policy = app.policy_of(item)
        if policy is not None and policy.id in own:
            continue
        if not isinstance(item, Known | Text) or managed_policy(item.text()) is None:
            yield item


def _statements(
    document: dict[str, Any], guard: Guard, span: Span | None, step: Step
) -> Iterator[Statement]:
    written = document.get("Statement", [])
    for one in written if isinstance(written, list) else [written]:
        made = {key: _value(value, span, step) for key, value in one.items()}
        whole = mapping(made, span, step)
        yield Statement(
            effect=whole.get("Effect"),
            actions=whole.get("Action"),
            not_actions=whole.get("NotAction"),
            resources=whole.get("Resource"),
            not_resources=whole.get("NotResource"),
            condition=whole.get("Condition"),
            whole=whole,
            guard=guard,
        )


def _value(raw: Any, span: Span | None, step: Step) -> Value:  # noqa: ANN401 - decoded JSON
    if isinstance(raw, dict):
        return mapping({key: _value(one, span, step) for key, one in raw.items()}, span, step)
    if isinstance(raw, list):
        return sequence((_value(one, span, step) for one in raw), span, step)
    return known(raw, span, step)
