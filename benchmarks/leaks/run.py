"""Precision and recall of the leak scanner beside its peers; see docs/explanation/leaks.md.

    python benchmarks/leaks/run.py [--open FOLDER] [--peers]

--open is what rebuild.py made of CredData's open half. A true row counts as found where a finding
overlaps its lines; strict precision counts every finding off a true row as false, the labelled one
only those on rows that the set calls false. Rows of UUIDs alone are left out of recall.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.leaks import peers, serverless_set  # noqa: E402
from benchmarks.leaks.peers import Place  # noqa: E402

SEED = 2
Rows = list[dict[str, str]]
_CATEGORIES, _CELL = 22, 15
_FEW = 0.4
"""No category of credentials may be found less often."""
_UNSURE = 0.3
"""The confidence from which the unsure is told, too: ids that open nothing by themselves."""


def rows_of(folder: Path) -> Rows:
    """The labelled rows, paths as below ``data``."""
    rows: Rows = []
    for meta in sorted((folder / "meta").glob("[0-9]*.csv")):
        with meta.open(encoding="utf-8", newline="") as file:
            rows.extend(csv.DictReader(file))
    return [{**row, "FilePath": row["FilePath"].removeprefix("data/")} for row in rows]


class Counts(NamedTuple):
    """Rows of a category: true ones that were found, all true ones, false ones that were told."""

    found: int
    true: int
    told: int

    def cell(self) -> str:
        """Recall, precision on labelled rows, and F1."""
        recall = self.found / max(1, self.true)
        told = self.found + self.told
        if not told:
            return f"{recall:.2f}   -    - "
        precision = self.found / told
        return f"{recall:.2f} {precision:.2f} {_f1(precision, recall):.2f}"


def scored(
    name: str, places: list[Place], seconds: float, rows: Rows, size: float
) -> dict[str, Counts]:
    """Prints the figures of one tool; its counts by category: the largest, and any under 0.4."""
    by_file: dict[str, Rows] = defaultdict(list)
    for row in rows:
        by_file[row["FilePath"]].append(row)
    found: set[str] = set()
    told: set[str] = set()
    true = labelled = 0
    for file, start, end in places:
        on = [r for r in by_file[file] if int(r["LineStart"]) <= end and int(r["LineEnd"]) >= start]
        hit = [row["Id"] for row in on if row["GroundTruth"] == "T"]
        found.update(hit)
        told.update(row["Id"] for row in on if not hit and row["GroundTruth"] == "F")
        true += bool(hit)
        labelled += bool(on) and not hit
    wanted = [r for r in rows if r["GroundTruth"] == "T" and r["Category"] != "UUID"]
    recall = sum(row["Id"] in found for row in wanted) / max(1, len(wanted))
    precision = true / max(1, len(places))
    on_labels = true / max(1, true + labelled)
    print(
        f"{name:15} findings {len(places):6} recall {recall:.3f} precision {precision:.3f}"
        f" (labelled {on_labels:.3f}) F1 {_f1(precision, recall):.3f}"
        f" CPU {seconds:7.1f} s {size / max(seconds, 0.01):6.1f} MB/s"
    )
    return _by_category(wanted, [row for row in rows if row["Id"] in told], found)


def _by_category(wanted: Rows, told: Rows, found: set[str]) -> dict[str, Counts]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in wanted:
        for category in row["Category"].split(":"):
            counts[category][0] += row["Id"] in found
            counts[category][1] += 1
    for row in told:
        for category in filter(counts.__contains__, row["Category"].split(":")):
            counts[category][2] += 1
    order = sorted(((name, Counts(*one)) for name, one in counts.items()), key=lambda p: -p[1].true)
    shown = [*order[:_CATEGORIES], *filter(_is_missed, order[_CATEGORIES:])]
    return {f"{name} ({one.true})": one for name, one in shown}


def _is_missed(category: tuple[str, Counts]) -> bool:
    _, one = category
    return one.found / one.true < _FEW


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(1e-9, precision + recall)


def open_half(folder: Path, *, with_peers: bool) -> None:
    """The figures on CredData's open half."""
    rows, data = rows_of(folder), folder / "data"
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1e6
    print(
        f"CredData, open half: {len(list((folder / 'meta').iterdir()))} repositories, {size:.1f} MB"
    )
    tables = {"crenel": scored("crenel", *peers.crenel(data), rows, size)}
    unsure = f"--least {_UNSURE}"
    tables[unsure] = scored(f"  {unsure}", *peers.crenel(data, _UNSURE), rows, size)
    for name, program in peers.present() if with_peers else ():
        tables[name] = scored(name, *peers.PEERS[name](program, data), rows, size)
    print("by category: recall, precision on labelled rows, F1")
    print(" " * 30, *(name.rjust(_CELL) for name in tables))
    for category in tables["crenel"]:
        cells = (one[category].cell() if category in one else "" for one in tables.values())
        print(category.ljust(30), *(cell.rjust(_CELL) for cell in cells))
    _told_ids(rows, data)


_IDS = ("SM", "MM", "CA", "PN", "RE", "CF")
"""How Twilio's ids of messages, calls, numbers, recordings and conferences begin."""


def _told_ids(rows: Rows, data: Path) -> None:
    """How many rows of Twilio's category are no credential: an id opens nothing by itself."""
    rows = [r for r in rows if r["GroundTruth"] == "T" and r["Category"] == "Twilio Credentials"]
    texts = {
        one["FilePath"]: (data / one["FilePath"]).read_text("utf-8", "replace") for one in rows
    }
    lines = [texts[one["FilePath"]].split("\n")[int(one["LineStart"]) - 1] for one in rows]
    values = [line[int(one["ValueStart"]) :] for one, line in zip(rows, lines, strict=True)]
    ids = sum(value.startswith(_IDS) for value in values)
    print(f"of {len(rows)} rows of Twilio, {ids} are ids of messages, calls and numbers")


def serverless(*, with_peers: bool) -> None:
    """The figures on the generated set."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        serverless_set.write(folder, SEED)
        true = {
            (one["file"], one["line"]) for one in json.loads((folder / "labels.json").read_text())
        }
        (folder / "labels.json").unlink()
        print(f"serverless set, seed {SEED}: {len(true)} true places")
        runs = {"crenel": peers.crenel(folder)}
        runs |= {
            name: peers.PEERS[name](program, folder)
            for name, program in peers.present()
            if with_peers
        }
    for name, (places, _) in runs.items():
        hit = {(file, line) for file, line, _ in places} & true
        right = sum((file, line) in true for file, line, _ in places)
        precision, recall = right / max(1, len(places)), len(hit) / len(true)
        print(
            f"{name:15} recall {recall:.3f} precision {precision:.3f}"
            f" F1 {_f1(precision, recall):.3f}"
        )


def main() -> int:
    """Prints both."""
    parser = argparse.ArgumentParser(description="Measure the leak scanner.")
    parser.add_argument("--open", type=Path, help="what rebuild.py made")
    parser.add_argument("--peers", action="store_true", help="and those of CRENEL_LEAK_PEERS")
    args = parser.parse_args()
    if args.open:
        open_half(args.open.resolve(), with_peers=args.peers)
    else:
        print("CredData is not at hand: see benchmarks/leaks/rebuild.py")
    serverless(with_peers=args.peers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
