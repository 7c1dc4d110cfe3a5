"""The controls of a run as SARIF rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crenel.model.verdict import Certainty
from crenel.report.escape import visible
from crenel.report.levels import SARIF_LEVEL, SECURITY_SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crenel.model.verdict import Verdict
    from crenel.report.settings import ControlText, Settings

MOST_TAGS = 20

_PRECISION = {
    Certainty.CERTAIN: "very-high",
    Certainty.LIKELY: "high",
    Certainty.POSSIBLE: "medium",
}
_CERTAINTIES = tuple(Certainty)


def rules(verdicts: Iterable[Verdict], settings: Settings) -> list[dict[str, Any]]:
    """One rule for each control that the results name, by name; as precise as its surest."""
    surest: dict[str, Verdict] = {}
    for verdict in verdicts:
        before = surest.get(verdict.control)
        if before is None or _unsure(verdict) < _unsure(before):
            surest[verdict.control] = verdict
    described = {
        visible(name): _rule(settings.control(verdict), _PRECISION[verdict.certainty])
        for name, verdict in sorted(surest.items())
    }
    return list(described.values())


def _unsure(verdict: Verdict) -> int:
    return _CERTAINTIES.index(verdict.certainty)


def _rule(text: ControlText, precision: str) -> dict[str, Any]:
    title = visible(text.title) or visible(text.name)
    rule: dict[str, Any] = {
        "id": visible(text.name),
        "shortDescription": {"text": title},
        "fullDescription": {"text": visible(text.summary) or title},
        "defaultConfiguration": {"level": SARIF_LEVEL[text.severity]},
        "help": _help(text, title),
        "properties": {
            "precision": precision,
            "security-severity": SECURITY_SEVERITY[text.severity],
            "tags": _tags(text),
            "catalogue": visible(text.handle),
        },
    }
    if text.aliases:
        rule["deprecatedIds"] = [visible(name) for name in dict.fromkeys(text.aliases)]
    return rule


def _help(text: ControlText, title: str) -> dict[str, str]:
    """Plain text always, for it is required; Markdown where the control has it."""
    fix = f"Fix: {visible(text.fix)}" if text.fix else ""
    why = f"crenel explain {visible(text.name)}"
    plain = "\n\n".join(part for part in (visible(text.summary) or title, fix, why) if part)
    return {"text": plain, **({"markdown": text.help_markdown} if text.help_markdown else {})}


def _tags(text: ControlText) -> list[str]:
    tags = ["security", "serverless", *(visible(name) for name in text.maps_to)]
    return list(dict.fromkeys(tags))[:MOST_TAGS]
