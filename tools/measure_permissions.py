"""Measures needs against labels: precision and recall of actions, and the resources that are bound.

python tools/measure_permissions.py FOLDER

FOLDER holds checkouts of the public repositories that ``tests/data/permissions/labels.json``
names, each under its own name.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from crenel.analysis.knowledge import Knowledge  # noqa: E402
from crenel.analysis.permissions.answer import Answer, answers  # noqa: E402
from crenel.analysis.permissions.names import rendered  # noqa: E402
from crenel.readers.options import Options  # noqa: E402
from crenel.readers.project import project  # noqa: E402

LABELS = ROOT / "tests/data/permissions/labels.json"


class Score(msgspec.Struct):
    """Counts over all labelled functions that are at hand."""

    functions: int = 0
    right: int = 0
    wrong: list[str] = []
    missed: list[str] = []
    silent: list[str] = []
    """Missed without a word: the function is said to be complete."""
    bound: int = 0
    unbound: list[str] = []

    @property
    def precision(self) -> float:
        """Of the actions that are named, how many are needed."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Of the actions that are needed, how many are named."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def resources(self) -> float:
        """Of the resources that code or template name, how many are bound exactly."""
        return self.bound / max(1, self.bound + len(self.unbound))


def measure(folder: Path) -> Score:
    """The score over those repositories of the labels that lie in a folder."""
    score = Score()
    for (place, name), rows in _groups(folder).items():
        found = {one.address: one for one in _answers(place / name)}
        for row in rows:
            answer = found.get(row["function"])
            if answer is None:
                score.missed.append(f"{name} {row['function']}: no such function")
                continue
            _compare(score, f"{name} {row['function']}", row["needs"], answer)
    return score


def _groups(folder: Path) -> dict[tuple[Path, str], list[dict[str, Any]]]:
    rows = json.loads(LABELS.read_text(encoding="utf-8"))["functions"]
    found: dict[tuple[Path, str], list[dict[str, Any]]] = {}
    for row in rows:
        place = folder / row["repository"].rpartition("/")[2]
        if (place / row["folder"]).is_dir():
            found.setdefault((place, row["folder"]), []).append(row)
    return found


def _answers(folder: Path) -> Iterator[Answer]:
    read = project([folder], Options())
    for application in read.applications():
        yield from answers(Knowledge(application, date(2026, 11, 28), read.root))


def _compare(score: Score, where: str, labels: dict[str, list[str] | None], answer: Answer) -> None:
    score.functions += 1
    named: dict[str, set[str]] = {}
    for need in answer.needs:
        named.setdefault(need.action, set()).update(rendered(one) for one in need.resources)
    score.right += len(named.keys() & labels.keys())
    score.wrong.extend(f"{where}: {one}" for one in named.keys() - labels.keys())
    for action in labels.keys() - named.keys():
        score.missed.append(f"{where}: {action}")
        if answer.told:
            score.silent.append(f"{where}: {action}")
    for action, resources in labels.items():
        if resources is None or action not in named:
            continue
        if named[action] == set(resources):
            score.bound += 1
        else:
            score.unbound.append(f"{where}: {action} on {sorted(named[action])}, not {resources}")


def main() -> int:
    """Prints the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    score = measure(args.folder)
    print(f"{score.functions} functions, {score.right} actions right")
    print(f"actions: precision {score.precision:.3f}, recall {score.recall:.3f}")
    print(f"resources bound exactly: {score.resources:.3f} of {score.bound + len(score.unbound)}")
    for title in ("wrong", "missed", "silent", "unbound"):
        for line in getattr(score, title):
            print(f"  {title}: {line}")
    return 0 if score.functions else 1


if __name__ == "__main__":
    sys.exit(main())
