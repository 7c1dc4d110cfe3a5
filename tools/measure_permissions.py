"""Measures needs against labels: precision and recall of actions, and the resources that are bound.

python tools/measure_permissions.py FOLDER

FOLDER holds checkouts of the public repositories that ``tests/data/permissions/labels.json``
names, each under its own name. ``--peer PROGRAM`` also has iam-policy-autopilot's
``extract-sdk-calls`` read the modules of each function: that part of it works without AWS's
service. Its operations become actions by our table, so that only what it finds is compared.
"""

from __future__ import annotations

import argparse
import json
import subprocess
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
from crenel.analysis.permissions.table import service_of  # noqa: E402
from crenel.model.entities import Function  # noqa: E402
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


def peer(folder: Path, program: str) -> Score:
    """The score of what another program extracts from the same modules."""
    score = Score()
    for (place, name), rows in _groups(folder).items():
        files = dict(_modules(place / name))
        for row in rows:
            named = _extracted(program, place / name, files.get(row["function"], ()))
            where = f"{name} {row['function']}"
            score.functions += 1
            score.right += len(named & row["needs"].keys())
            score.wrong.extend(f"{where}: {one}" for one in sorted(named - row["needs"].keys()))
            score.missed.extend(f"{where}: {one}" for one in sorted(row["needs"].keys() - named))
    return score


def _modules(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    read = project([folder], Options())
    for application in read.applications():
        app = Knowledge(application, date(2026, 11, 28), read.root)
        for function in app.all(Function):
            code = app.code_of(function)
            found = tuple(one.path for one in code.facts.modules) if code is not None else ()
            yield function.origin.address, found


def _extracted(program: str, folder: Path, files: tuple[str, ...]) -> set[str]:
    present = [one for one in files if (folder / one).is_file() and not one.endswith(".json")]
    if not present:
        return set()
    done = subprocess.run(
        [program, "extract-sdk-calls", *present], cwd=folder, capture_output=True, check=False
    )
    rows = json.loads(done.stdout or b"[]") if done.returncode == 0 else []
    return {
        ask.action
        for row in rows
        for name in row["PossibleServices"]
        if (service := service_of(name)) is not None
        and (operation := service.find(row["Name"])) is not None
        for ask in service.asks(operation)
        if not ask.condition
    }


def main() -> int:
    """Prints the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", default="", metavar="PROGRAM")
    args = parser.parse_args()
    score = measure(args.folder)
    print(f"{score.functions} functions, {score.right} actions right")
    print(f"actions: precision {score.precision:.3f}, recall {score.recall:.3f}")
    print(f"resources bound exactly: {score.resources:.3f} of {score.bound + len(score.unbound)}")
    for title in ("wrong", "missed", "silent", "unbound"):
        for line in getattr(score, title):
            print(f"  {title}: {line}")
    if args.peer:
        other = peer(args.folder, args.peer)
        print(f"{args.peer}: precision {other.precision:.3f}, recall {other.recall:.3f}")
        print(f"  {other.right} right, {len(other.wrong)} wrong, {len(other.missed)} missed")
    return 0 if score.functions else 1


if __name__ == "__main__":
    sys.exit(main())
