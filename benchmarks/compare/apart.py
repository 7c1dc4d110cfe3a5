"""Which rules of a tool tell the weak examples of a control from the clean ones.

No rule is said by hand to be about a control: a rule that speaks about at least one weak example of
a format, and about no clean one of it, tells them apart. That is generous: the pair may differ in
something else as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.compare.cases import Case

Rules = frozenset[str]


@dataclass(frozen=True)
class Finding:
    """What a tool says of a resource in a folder."""

    folder: str
    rule: str
    resource: str
    title: str


def told_apart(
    cases: Iterable[Case], findings: Iterable[Finding]
) -> Mapping[tuple[str, str], Rules]:
    """(control, format) -> the rules that tell its examples apart."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        said[one.folder].add(one.rule)
    weak: dict[tuple[str, str], set[str]] = defaultdict(set)
    clean: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in cases:
        side = {"finds": weak, "clean": clean}.get(case.expected)
        if side is not None:
            side[case.control, case.format] |= said[case.folder] - {"crash"}
    return {key: frozenset(rules - clean[key]) for key, rules in sorted(weak.items())}


def rules_of(apart: Mapping[tuple[str, str], Rules]) -> Mapping[str, Rules]:
    """Control -> the rules that tell its examples apart in any format."""
    found: dict[str, set[str]] = defaultdict(set)
    for (control, _), rules in apart.items():
        found[control] |= rules
    return {control: frozenset(rules) for control, rules in found.items()}
