"""The policy templates of SAM: what each grants, and which is narrower than another."""

from __future__ import annotations

from functools import cache

from crenel.readers.sam.roles.data import PolicyTemplate, policy_templates


@cache
def granted_by(name: str) -> frozenset[str]:
    """The known actions that a template grants; none where there is no such template."""
    from crenel.policy.authorization import expand  # noqa: PLC0415 - its data load late

    template = policy_templates().get(name)
    patterns = _actions(template) if template is not None else ()
    return frozenset(one for pattern in patterns for one in expand(pattern) or (pattern,))


def speaking_of(name: str, parameter: str) -> frozenset[int]:
    """The statements of a template, by number, that hold a parameter."""
    hole = f"${{{parameter}}}"
    statements = policy_templates()[name].statements
    return frozenset(at for at, one in enumerate(statements) if hole in repr(one))


def narrower(name: str, used: frozenset[str] | set[str]) -> str | None:
    """The narrowest template with the same parameters that grants what is used, and less."""
    mine = policy_templates()[name].parameters
    able = [
        (len(granted_by(other)), other)
        for other, template in policy_templates().items()
        if other != name and template.parameters == mine and used <= granted_by(other)
        if _resources(template) <= _resources(policy_templates()[name])
    ]
    size, best = min(able, default=(0, None))
    return best if best is not None and size < len(granted_by(name)) else None


def _actions(template: PolicyTemplate) -> list[str]:
    return [one for statement in template.statements for one in _texts(statement.get("Action"))]


def _resources(template: PolicyTemplate) -> set[str]:
    return {one for statement in template.statements for one in _texts(statement.get("Resource"))}


def _texts(value: object) -> list[str]:
    found = [value] if isinstance(value, str) else value
    return [str(one) for one in found] if isinstance(found, list | tuple) else []
