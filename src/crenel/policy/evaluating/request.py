"""What is asked, and the policies that are asked."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crenel.policy.document import Policy
from crenel.policy.principals import ANONYMOUS, Principal

Context = Mapping[str, tuple[str, ...]]
"""Values by key in lower case. A key that is not there is absent, and so is one without values."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request."""

    action: str
    resource: str
    principal: Principal = ANONYMOUS
    context: Context = msgspec.field(default_factory=dict)
    principal_tags: Mapping[str, str] = msgspec.field(default_factory=dict)
    resource_account: str = ""
    """The account that owns the resource; where empty, what its ARN names, or else the caller's."""
    management_account: str = ""
    """The organisation's, where it is known: organisation policies do not reach it."""


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """All that may apply. An empty tuple: there is none of that kind."""

    identity: tuple[Policy, ...] = ()
    boundary: tuple[Policy, ...] = ()
    session: tuple[Policy, ...] = ()
    resource: tuple[Policy, ...] = ()
    service_control: tuple[tuple[Policy, ...], ...] = ()
    """By level: root, organisational units, account. One policy of each level must allow."""
    resource_control: tuple[tuple[Policy, ...], ...] = ()
    endpoint: tuple[Policy, ...] = ()
