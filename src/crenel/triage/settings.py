"""What a configuration decides about controls and audits, as the rest of a run uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from crenel.model.verdict import Severity

if TYPE_CHECKING:
    from crenel.supplychain.audit.waiver import Waiver
    from crenel.supplychain.licences.policy import LicencePolicy


class ControlSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What a project decides about one control."""

    enabled: bool = True
    severity: Severity | None = None
    """None: the control's own."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of controls under a name."""

    name: str
    title: str
    controls: Mapping[str, ControlSetting]


class AuditSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a project decides about audits."""

    max_age: int | None = None
    """Days after which advisories are stale; None: the usual."""
    waivers: tuple[Waiver, ...] = ()
    licences: tuple[LicencePolicy, ...] = ()
