"""How much of a report a person is shown: findings per function, and what the widest controls do.

The default view (``act``) shows what fails surely or likely, from medium on. The target is at most
four findings per function, and no control that fails on more than 60 % of the functions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

MOST = 4
WIDEST = 0.60
_SHOWN = ("critical", "high", "medium")
_TOP = 3


def told(report: dict[str, Any]) -> Iterator[str]:
    """Two lines about the JSON report of ``crenel check``."""
    functions = report["coverage"]["functions"]
    shown = [one for one in report["verdicts"] if _is_shown(one)]
    if not functions or not shown:
        yield "noise: no function was found, or nothing is shown"
        return
    controls = Counter(one["control"] for one in shown)
    top = ", ".join(f"{name} {count}" for name, count in controls.most_common(_TOP))
    share = sum(count for _, count in controls.most_common(_TOP)) / len(shown)
    yield (
        f"noise: {len(shown)} findings in the default view for {functions} functions, "
        f"{len(shown) / functions:.2f} each (target {MOST}); the top three are {share:.0%}: {top}"
    )
    name, number = _widest(shown)
    yield (
        f"  the widest control fails on {number / functions:.0%} of the functions "
        f"(target {WIDEST:.0%}): {name}"
    )


def _is_shown(verdict: dict[str, Any]) -> bool:
    surely = verdict["verdict"] == "fails" and verdict["certainty"] != "possible"
    return surely and verdict["severity"] in _SHOWN


def _widest(shown: list[dict[str, Any]]) -> tuple[str, int]:
    """The control that fails on the most functions, and on how many."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in shown:
        if "Function" in one["type"] or "function" in one["type"]:
            found[one["control"]].add(one["address"])
    return max(((name, len(one)) for name, one in found.items()), key=lambda pair: pair[1])
