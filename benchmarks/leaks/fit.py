"""Fits the weights of ``judgement/weights.py`` by logistic regression, in plain Python.

    python benchmarks/leaks/fit.py OPEN SERVERLESS

OPEN is what ``rebuild.py`` made, SERVERLESS what ``serverless_set.py`` made from a seed that no
figure is reported on. Every candidate that passes the judgement's kinds is a row; it is true where
a true row of the set stands. Repositories of even ids fit, those of odd ids tell how well it holds.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from crenel.secrets.engine.scanner import Scanner  # noqa: E402
from crenel.secrets.judgement.traits import traits  # noqa: E402
from crenel.secrets.text import Candidate, Text  # noqa: E402

Row = tuple[dict[str, float], bool, bool, float]
_ROUNDS, _STEP, _DECAY = 60, 0.05, 1e-4
# Whoever sets these by hand takes away what a handful of rows would make extreme.
_HALF = 0.5


def candidates(path: Path, name: str) -> Iterator[tuple[Candidate, int]]:
    """Candidates of the generic detectors in one file, with their lines."""
    text = Text(name, path.read_bytes())
    for one, _ in _SCANNER.candidates(text):
        if one.detector.startswith("generic-"):
            yield one, text.place(one.start)[0]


_SCANNER = Scanner()


def open_rows(folder: Path) -> Iterator[Row]:
    """Rows of CredData's open half; the second mark: it is held back."""
    true: dict[str, set[int]] = defaultdict(set)
    files = set()
    for meta in sorted((folder / "meta").glob("[0-9]*.csv")):
        with meta.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                files.add(row["FilePath"])
                if row["GroundTruth"] == "T":
                    true[row["FilePath"]].update(
                        range(int(row["LineStart"]), int(row["LineEnd"]) + 1)
                    )
    for name in sorted(files):
        held_back = int(name.split("/")[1], 16) % 2 == 1
        for one, line in candidates(folder / name, name):
            yield traits(one), line in true[name], held_back, 1.0


def serverless_rows(folder: Path) -> Iterator[Row]:
    """Rows of the generated set."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    true = {(row["file"], row["line"]) for row in labels}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".zip" and name != "labels.json":
            for one, line in candidates(path, name):
                yield traits(one), (name, line) in true, False, 1.0


def fitted(rows: list[Row], random: Random) -> dict[str, float]:
    """Weights that minimise the log loss, by stochastic steps (Adagrad) and a little decay."""
    weights: dict[str, float] = defaultdict(float)
    moved: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(_ROUNDS):
        random.shuffle(rows)
        for row, true, _, weight in rows:
            error = weight * (_sure(weights, row) - true)
            for name, amount in row.items():
                if amount:
                    slope = error * amount + _DECAY * weights[name]
                    moved[name] += slope * slope
                    weights[name] -= _STEP * slope / math.sqrt(moved[name])
    return dict(weights)


def _sure(weights: dict[str, float], row: dict[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * amount for name, amount in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def told(name: str, rows: list[Row], weights: dict[str, float]) -> None:
    """How well the weights do on some rows."""
    said = [(_sure(weights, row) >= _HALF, true) for row, true, _, _ in rows]
    right = sum(both == (True, True) for both in said)
    precision = right / max(1, sum(one for one, _ in said))
    recall = right / max(1, sum(true for _, true in said))
    print(f"# {name}: {len(rows)} rows, precision {precision:.3f}, recall {recall:.3f}")


def main(arguments: list[str]) -> int:
    """Prints the weights as Python."""
    found = list(open_rows(Path(arguments[0])))
    made = list(serverless_rows(Path(arguments[1])))
    known = [row for row in found if not row[2]]
    weights = fitted([*known, *made], Random(1))  # noqa: S311 - a fit that repeats
    told("fitted on", known, weights)
    told("held back", [row for row in found if row[2]], weights)
    told("serverless", made, weights)
    print(json.dumps({name: round(weights[name], 2) for name in sorted(weights)}, indent=4))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
