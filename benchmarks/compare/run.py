"""Compares crenel with other tools, and writes docs/reference/comparison.md.

python benchmarks/compare/run.py PYTHON     PYTHON: the interpreter of an environment that holds
                                            requirements/compare.txt (`make compare` makes it)
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from benchmarks.compare import apart, cases, page, tools, webshop  # noqa: E402

from crenel import __version__  # noqa: E402

TARGET = ROOT / "docs/reference/comparison.md"
SHOP, MENDED = ROOT / "examples/webshop", ROOT / "examples/webshop-hardened"
WORK = ROOT / ".compare"
ACT = ("critical", "high", "medium")
NOTES = ROOT / "benchmarks/compare/notes.toml"


def ours(labels: list[cases.Weakness]) -> page.Ours:
    """What crenel says of the webshops."""
    rows = list(tools.crenel(MENDED))
    failing = [one for one in rows if one["verdict"] == "fails"]
    return page.Ours(
        version=__version__,
        named=webshop.named_by_crenel(labels, tools.crenel(SHOP)),
        mended={
            "act": sum(one["severity"] in ACT for one in failing),
            "review": sum(one["verdict"] in ("fails", "may-fail") for one in rows),
        },
    )


def peer(
    name: str, args: argparse.Namespace, written: list[cases.Case], labels: list[cases.Weakness]
) -> page.Peer:
    """What a peer says of the examples and the webshops."""
    folders = [*(case.folder for case in written), str(SHOP), str(MENDED)]
    kept = WORK / f"{tools.PEERS[name]}.jsonl"
    if not (args.again and kept.exists()):
        kept.write_text(tools.output(name, args.python, folders), encoding="utf-8")
    found = tools.findings(kept.read_text(encoding="utf-8"))
    there = {label: [one for one in found if one.folder == str(label)] for label in (SHOP, MENDED)}
    told = apart.told_apart(written, found)
    requirements = (ROOT / "requirements/compare.txt").read_text(encoding="utf-8")
    return page.Peer(
        name=name,
        version=tools.version(name, requirements),
        apart=told,
        named=webshop.named_by_peer(labels, there[SHOP], apart.rules_of(told)),
        findings=found,
        webshop=there[SHOP],
        mended=there[MENDED],
        noted=tomllib.loads(NOTES.read_text(encoding="utf-8")).get(tools.PEERS[name], {}),
    )


def main() -> int:
    """Runs everything; prints what it is at."""
    parser = argparse.ArgumentParser(description="Compare crenel with other tools.")
    parser.add_argument("python", type=Path, help="the interpreter beside the peers")
    parser.add_argument(
        "--again", action="store_true", help="make the page of what the last run found"
    )
    args = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    labels = cases.weaknesses(ROOT)
    shutil.rmtree(WORK / "examples", ignore_errors=True)
    written = list(cases.written(WORK / "examples"))
    peers = []
    for name in tools.PEERS:
        print(f"{name}: {len(written)} examples and two webshops", flush=True)
        peers.append(peer(name, args, written, labels))
    controls = sorted({case.control for case in written})
    TARGET.write_text(page.page(controls, labels, ours(labels), peers), encoding="utf-8")
    print(f"written: {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
