"""A role in the making: it gathers policies, then becomes resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import Value, known
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, under, value_of

VERSION = "2012-10-17"


def trust(*services: str) -> dict[str, Raw]:
    """A trust policy for services."""
    statement = {
        "Action": ["sts:AssumeRole"],
        "Effect": "Allow",
        "Principal": {"Service": list(services)},
    }
    return {"Version": VERSION, "Statement": [statement]}


def allow(action: Raw, resource: Raw) -> dict[str, Raw]:
    """A statement."""
    return {"Action": action, "Effect": "Allow", "Resource": resource}


def inline_policy(name: str, *statements: Raw) -> dict[str, Raw]:
    """An inline policy as SAM writes one."""
    return {"PolicyName": name, "PolicyDocument": {"Statement": list(statements)}}


class Role:
    """The managed and inline policies of a role called ``name``."""

    def __init__(self, name: str, maker: Maker) -> None:
        self.name = name
        self._maker = maker
        self._managed: list[tuple[str, Guard, Value]] = []
        self._inline: list[tuple[str, Guard, Value]] = []

    def manage(self, arn: Value | str, guard: Guard = ALWAYS) -> None:
        """Attaches a managed policy, once."""
        value = self._maker.value(arn)
        text = value.text()
        if not any(text == other and guard == where for other, where, _ in self._managed):
            self._managed.append((text, guard, under(guard, value)))

    def inline(self, name: str, document: Value, guard: Guard = ALWAYS) -> None:
        """Adds a policy document under a name."""
        policy = {
            "PolicyName": known(name, document.span, document.via),
            "PolicyDocument": document,
        }
        self._inline.append(("", guard, under(guard, value_of(policy, self._maker.span, None))))

    def add(self, policy: Raw, maker: Maker, guard: Guard = ALWAYS) -> None:
        """Adds an inline policy that an event or a destination needs; the same one once."""
        value = maker.value(policy)
        text = value.get("PolicyDocument").text()
        if not any(text == other and guard == where for other, where, _ in self._inline):
            self._inline.append((text, guard, under(guard, value)))

    def properties(self, trusted: Raw, others: Mapping[str, Raw], tags: Raw) -> dict[str, Raw]:
        """The properties of the role."""
        inline: Sequence[Value] = [value for _, _, value in self._inline]
        return {
            "AssumeRolePolicyDocument": trusted,
            "ManagedPolicyArns": [value for _, _, value in self._managed],
            "Policies": inline or None,
            **others,
            "Tags": tags,
        }
