"""The document ``crenel.paths/1``."""

from __future__ import annotations

from typing import Any

from crenel.analysis.paths.cut import Choke
from crenel.analysis.paths.path import Path, Step
from crenel.analysis.paths.pruned import Pruned
from crenel.analysis.paths.radius import MOST, Radius
from crenel.model.verdict import Unread
from crenel.report.paths.found import Found

SCHEMA = "crenel.paths/1"

Row = dict[str, Any]


def document(found: Found, *, version: str, root: str, unread: list[Unread]) -> Row:
    """Everything: paths worst first, blast radius, choke points, what was not read."""
    return {
        "schema": SCHEMA,
        "crenel": version,
        "root": root,
        "paths": [path_row(one) for one in found.paths],
        "blast_radius": [radius_row(one) for one in found.radii],
        "cut": [choke_row(one) for one in found.chokes()],
        "cut_off": list(found.cut_off),
        "unread": [
            {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason}
            for one in unread
        ],
    }


def path_row(path: Path) -> Row:
    """One path, as the contract has it, and what people read of it."""
    return {
        "from": path.start,
        "to": path.end,
        "kind": path.kind.value,
        "severity": path.severity.value,
        "certainty": path.certainty.value,
        "steps": [_step(one) for one in path.steps],
        "sentence": path.sentence,
        "cut": path.cut,
        "when": path.when,
        "needs": list(path.needs),
        "others": path.others,
        "identity": path.id,
    }


def _step(step: Step) -> Row:
    place = step.place
    return {
        "from": step.start,
        "edge": step.edge,
        "to": step.to,
        "file": place.file if place is not None else "",
        "line": place.line if place is not None else 0,
        "column": place.column if place is not None else 0,
        "why": step.why,
        "cut": step.cut,
        **({"control": step.told} if step.told else {}),
        **({"rule": step.rule} if step.rule else {}),
    }


def radius_row(radius: Radius) -> Row:
    """What one function or principal gets at."""
    return {
        "address": radius.address,
        "kind": radius.kind,
        "reads": list(radius.reads),
        "writes": list(radius.writes),
        "deletes": list(radius.deletes),
        "decrypts": list(radius.decrypts),
        "invokes": list(radius.invokes),
        "escalates": list(radius.escalates),
        "unknown": list(radius.unknown),
        "unused": list(radius.spare),
        "more": radius.cut_off,
        **({} if radius.pruned is None else {"pruned": _pruned(radius.pruned)}),
    }


def _pruned(left: Pruned) -> Row:
    return {name: list(getattr(left, name)[:MOST]) for name in left.__struct_fields__}


def choke_row(choke: Choke) -> Row:
    """One change, and what it closes."""
    place = choke.step.place
    return {
        "change": choke.change,
        "file": place.file if place is not None else "",
        "line": place.line if place is not None else 0,
        "closes": list(choke.paths),
        "left": choke.left,
    }
