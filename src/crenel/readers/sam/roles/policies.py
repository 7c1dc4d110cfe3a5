"""The ``Policies`` of a function or a state machine: managed, inline and by template."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import Guard
from crenel.model.provenance import How, Step
from crenel.model.value import Known, Map, Ref, Text, Unknown, UnknownKind, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.data import PolicyTemplate, managed_policy_arn, policy_templates
from crenel.readers.sam.roles.role import Role
from crenel.readers.sam.values import elements, filled, value_of


def add_policies(maker: Maker, role: Role, policies: Value) -> None:
    """Everything in ``Policies`` goes into the role."""
    for guard, index, policy in elements(policies):
        if isinstance(policy, Map):
            _add_map(maker, role, guard, index, policy)
        elif isinstance(policy, Known):
            arn = managed_policy_arn(policy.text())
            detail = f"the managed policy {policy.text()}"
            via = Step(How.EXPANSION, detail, policy.span, before=policy.via)
            role.manage(Known(value=arn, span=policy.span, via=via), guard)
        elif isinstance(policy, Text | Ref | Unknown):
            role.manage(policy, guard)
        else:
            maker.note("a policy is a name, an ARN, a document or a policy template", policy.span)


def _add_map(maker: Maker, role: Role, guard: Guard, index: int, policy: Map) -> None:
    name = f"{role.name}Policy{index}"
    if "Statement" in policy.content:
        role.inline(name, policy, guard)
        return
    entries = list(policy.content.items())
    if not entries:
        return
    template, parameters = entries[0]
    found = policy_templates().get(template)
    if found is None or len(entries) != 1:
        maker.note(f"{template} is no policy template that SAM knows", policy.span)
        kind = UnknownKind.MALFORMED
        role.inline(name, Unknown(kind=kind, name=template, span=policy.span), guard)
        return
    role.inline(name, _document(maker, template, found, parameters, policy), guard)


def _document(
    maker: Maker, name: str, template: PolicyTemplate, parameters: Value, policy: Map
) -> Value:
    span = policy.keys.get(name) or policy.span or maker.span
    step = Step(How.POLICY_TEMPLATE, f"the policy template {name}", span)
    given: dict[str, Value] = {}
    for parameter in template.parameters:
        value = parameters.get(parameter)
        if not any(True for _ in value.items()):
            maker.note(f"the policy template {name} needs {parameter}", span)
            value = Unknown(kind=UnknownKind.MALFORMED, name=parameter, span=span)
        given[parameter] = value

    def put_in(raw: object) -> object:
        if isinstance(raw, str) and "${" in raw:
            return filled(raw, given, span, step)
        if isinstance(raw, dict):
            return {key: put_in(one) for key, one in raw.items()}
        return [put_in(one) for one in raw] if isinstance(raw, list) else raw

    statements = [put_in(statement) for statement in template.statements]
    return value_of({"Statement": statements}, span, step)


def statements(policy: Value) -> Iterator[Value]:
    """The statements of a policy document."""
    for _, _, statement in elements(policy.get("Statement")):
        yield statement
