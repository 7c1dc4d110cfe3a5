"""``[audit]`` of the configuration: how old advisories may be, waivers, licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.triage.globs import LONGEST
from crenel.triage.settings import AuditSettings
from crenel.triage.tables import Table
from crenel.triage.terms import Refused, terms

if TYPE_CHECKING:
    from crenel.supplychain.audit.waiver import Waiver
    from crenel.supplychain.licences.policy import LicencePolicy


def audit_settings(table: Table) -> AuditSettings:
    """What the table says. Raises UsageError with file and line."""
    settings = AuditSettings(
        max_age=table.whole("max_age"),
        waivers=tuple(map(_waiver, table.tables("accept"))),
        licences=tuple(map(_licences, table.tables("licences"))),
    )
    table.close()
    return settings


def _waiver(table: Table) -> Waiver:
    given = {"reason": table.text("reason"), "until": table.day("until"), "by": table.text("by")}
    advisory, package = _glob(table, "advisory"), _glob(table, "package")
    function = _glob(table, "function")
    if not advisory and not package:
        raise table.problem("advisory", "this waiver names no advisory and no package")
    table.close()
    try:
        agreed = terms(given)
    except Refused as problem:
        what = f"the waiver of {advisory or package} does not hold: {problem}"
        raise table.problem(problem.key, what) from None
    from crenel.supplychain.audit.waiver import Waiver  # noqa: PLC0415 - for those who waive

    place = table.document.span(table.path)
    return Waiver(
        reason=agreed.reason,
        until=agreed.until,
        by=agreed.by,
        advisory=advisory,
        package=package,
        function=function,
        file=place.file,
        line=place.line,
    )


def _licences(table: Table) -> LicencePolicy:
    from crenel.supplychain.licences.policy import LicencePolicy  # noqa: PLC0415 - if one is set

    policy = LicencePolicy(
        allow=table.texts("allow"),
        deny=table.texts("deny"),
        ask=table.texts("ask"),
        functions=table.texts("functions"),
    )
    table.close()
    return policy


def _glob(table: Table, key: str) -> str:
    value = table.text(key)
    if len(value) > LONGEST:
        raise table.problem(key, f"`{key}` has more than {LONGEST} characters")
    return value
