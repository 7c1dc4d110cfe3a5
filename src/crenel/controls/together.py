"""The verdicts of several environments -> one for each control and resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from crenel.model.verdict import Verdict


def together(found: Mapping[str, Sequence[Verdict]]) -> list[Verdict]:
    """The worst that is said in any environment counts; it names those in which it holds."""
    worst: dict[tuple[str, str], Verdict] = {}
    names: dict[tuple[str, str], list[str]] = {}
    for name, verdicts in found.items():
        for verdict in verdicts:
            key = (verdict.control, verdict.address)
            first = worst.get(key)
            if first is None or verdict.outcome.rank > first.outcome.rank:
                worst[key], names[key] = verdict, [name]
            elif verdict.outcome is first.outcome:
                names[key].append(name)
    return [
        msgspec.structs.replace(verdict, environments=tuple(dict.fromkeys(names[key])))
        for key, verdict in worst.items()
    ]
