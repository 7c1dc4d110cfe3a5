"""Which rules of a tool tell the weak examples of a control from the clean ones.

No rule is said by hand to be about a control: a rule tells its examples apart in a format where the
share of the weak ones that it speaks about is at least twice that of the clean ones. That is
generous: the examples may differ in something else as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.compare.cases import Case

Rules = frozenset[str]
CRASH = "crash"
"""What a driver says of a folder over which the tool ended with an exception."""


@dataclass(frozen=True)
class Finding:
    """What a tool says of a resource in a folder."""

    folder: str
    rule: str
    resource: str
    title: str


@dataclass(frozen=True)
class Apart:
    """The rules that tell a control's examples apart, and those that are not always right."""

    rules: Rules
    doubtful: Rules
    """They speak about a clean example as well."""


NONE = Apart(frozenset(), frozenset())


def told_apart(
    cases: Iterable[Case], findings: Iterable[Finding]
) -> Mapping[tuple[str, str], Apart]:
    """(control, format) -> what tells its examples apart."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        said[one.folder].add(one.rule)
    weak: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    clean: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for case in cases:
        side = {"finds": weak, "clean": clean}.get(case.expected)
        if side is not None:
            side[case.control, case.format].append(said[case.folder] - {CRASH})
    return {key: _apart(told, clean[key]) for key, told in sorted(weak.items())}


def _apart(weak: list[set[str]], clean: list[set[str]]) -> Apart:
    rules = {rule for rule in set().union(*weak) if _share(rule, weak) >= 2 * _share(rule, clean)}
    doubtful = {rule for rule in rules if _share(rule, clean)}
    return Apart(frozenset(rules), frozenset(doubtful))


def _share(rule: str, folders: list[set[str]]) -> float:
    return sum(rule in one for one in folders) / len(folders) if folders else 0.0


def rules_of(
    apart: Mapping[tuple[str, str], Apart], about: Mapping[str, str]
) -> Mapping[str, Rules]:
    """Control -> the rules that tell its examples apart in any format, and those ``about`` it."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule, control in about.items():
        found[control].add(rule)
    for (control, _), one in apart.items():
        found[control] |= one.rules
    return {control: frozenset(rules) for control, rules in found.items()}
