"""``crenel audit --unused``: what each function could do without, and what that saves."""

from __future__ import annotations

from crenel.report.escape import visible
from crenel.supplychain.audit.results import Audit, Row

_UNIT = 1024


def unused(audit: Audit) -> list[Row]:
    """The libraries that somebody asks for and nothing uses, and what only they ask for."""
    return [row for row in audit.rows if row.use == "unused" and row.functions]


def unused_text(audit: Audit) -> str:
    """A line for each, and the sum."""
    rows = unused(audit)
    if not rows:
        return "unused: no library is surely unused\n\n"
    found = {finding.row.component.key: 0 for finding in audit.findings}
    for finding in audit.findings:
        found[finding.row.component.key] += 1
    lines = [f"unused: {len(rows)} {'library' if len(rows) == 1 else 'libraries'}"]
    for row in rows:
        one = row.component
        known = found.get(one.key, 0)
        saved = ", ".join(filter(None, (_bytes(_size(row)), _vulnerabilities(known))))
        lines.append(f"  - {visible(one.purl)}" + (f" (saves {saved})" if saved else ""))
        lines.append(f"      {visible(one.place.file)}:{one.place.line}: {row.reached_by}")
    total = sum(map(_size, rows))
    gone = sum(found.get(row.component.key, 0) for row in rows)
    saved = ", ".join(filter(None, (_bytes(total), _vulnerabilities(gone))))
    if saved:
        lines.append(f"removing all of them saves {saved}")
    return "\n".join(lines) + "\n\n"


def _size(row: Row) -> int:
    return max((one.size for one in row.component.sightings), default=0)


def _bytes(number: int) -> str:
    if not number:
        return ""
    return (
        f"{number / _UNIT / _UNIT:.1f} MB" if number > _UNIT * _UNIT else f"{number / _UNIT:.0f} kB"
    )


def _vulnerabilities(number: int) -> str:
    return f"{number} known vulnerabilit{'y' if number == 1 else 'ies'}" if number else ""
