"""Which labelled weaknesses of the webshop a tool names, and how much it says of the mended one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from benchmarks.compare.apart import Finding, Rules
from benchmarks.compare.cases import Weakness

from crenel.controls.catalogue import by_name

CODE = {
    "code/eval": "code-injection",
    "code/shell": "command-injection",
    "code/sql": "sql-injection",
    "code/deserialise": "unsafe-deserialisation",
    "code/tls": "certificate-not-verified",
    "code/error-leak": "error-detail-returned",
}
_STANDING = ("fails", "may-fail")


def controls(weakness: Weakness) -> frozenset[str]:
    """Our controls that a weakness is about."""
    if weakness.kind in CODE:
        return frozenset({CODE[weakness.kind]})
    known = by_name()
    return frozenset(
        known[handle.lower()].name for handle in weakness.handles if handle.lower() in known
    )


def named_by_crenel(
    weaknesses: Iterable[Weakness], verdicts: Iterable[Mapping[str, object]]
) -> dict[int, Rules]:
    """Weakness -> our controls that name it: on the same resource, or in the same file of code."""
    rows = [one for one in verdicts if one["verdict"] in _STANDING]
    return {
        weakness.number: frozenset(
            str(row["control"])
            for row in rows
            if row["control"] in controls(weakness) and _same(weakness, row)
        )
        for weakness in weaknesses
    }


def named_by_peer(
    weaknesses: Iterable[Weakness], findings: Iterable[Finding], rules: Mapping[str, Rules]
) -> dict[int, Rules]:
    """Weakness -> the rules of a peer that name it: they tell one of its controls apart, here."""
    said = list(findings)
    return {
        weakness.number: frozenset(
            one.rule
            for one in said
            if one.resource == weakness.logical
            and any(one.rule in rules.get(control, ()) for control in controls(weakness))
        )
        for weakness in weaknesses
    }


def _same(weakness: Weakness, row: Mapping[str, object]) -> bool:
    """The same resource, the same file of code, or a line that it or its evidence names."""
    file, _, line = weakness.place.partition(":")
    places = [row, *cast("list[dict[str, object]]", row["evidence"])]
    if any(one["file"] == file and str(one["line"]) == line for one in places):
        return True
    return row["logical_id"] == weakness.logical or row["file"] == file != "template.yaml"
