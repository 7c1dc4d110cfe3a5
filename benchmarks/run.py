"""Measures crenel against its budgets. Prints; a slow machine is no error.

python benchmarks/run.py                    the budgets
python benchmarks/run.py --peers [N]        and Checkov and cfn-lint, on N templates (100), on the
                                            Terraform and on the services
python benchmarks/run.py --profile one      where the time goes (version, one, ...)

CRENEL_CORPUS names folders of applications to measure on; without it they are generated.
CRENEL_PEERS names a virtual environment that holds the peers; nothing is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import pstats
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks import noise, peers, samples, supply  # noqa: E402
from benchmarks.corpus import write_application  # noqa: E402
from benchmarks.measure import Cost, cost  # noqa: E402

CRENEL = [sys.executable, "-m", "crenel.cli.main"]
_UNFAIR = {"PYTHONDONTWRITEBYTECODE", "CRENEL_DEBUG"}
NEEDS = ROOT / "benchmarks/needs.py"
MANY = 500
RESOURCES = 40
ROOTS = 150
SERVICES = 200
TOP = 25


@dataclass(frozen=True)
class Case:
    """One thing to measure, and its budget (docs: the product's promises)."""

    name: str
    title: str
    arguments: Sequence[str]
    cpu: float
    """Seconds."""
    peak: float = 0
    """MB; 0: no budget."""
    times: int = 1


def cases(work: Path) -> list[Case]:
    """What is measured, each on its own files below ``work``."""
    one = work / "one"
    write_application(one, resources=RESOURCES)
    templates, code = samples.templates_only(work, MANY), samples.with_code(work, MANY)
    roots, services = samples.terraform(work, ROOTS), samples.services(work, SERVICES)
    alone = f"one SAM template of {RESOURCES} resources, with code"
    return [
        Case("version", "crenel --version", ["--version"], cpu=0.045, times=9),
        Case("one", alone, ["check", str(one)], cpu=0.250, peak=60, times=5),
        Case("many", f"{MANY} SAM templates", ["check", "--no-code", str(templates)], 2, 200, 2),
        Case("needs", f"needs of {MANY} functions", ["permissions", "-q", str(code)], 8, times=2),
        Case("code", f"{MANY} SAM templates, with code", ["check", str(code)], cpu=12, times=2),
        Case("terraform", "Terraform", ["check", "--no-code", str(roots)], cpu=3, times=2),
        Case("services", f"{SERVICES} serverless.yml", ["check", "--no-code", str(services)], 2),
        *supply_cases(work),
    ]


def supply_cases(work: Path) -> list[Case]:
    """The supply chain; each includes the start of the program, which its budget allows for."""
    large, advisories = supply.large_package(work), supply.python_advisories()
    bill = ["sbom", str(large), "--output", f"cyclonedx={work / 'bill.json'}"]
    found = [Case("sbom", "bill of a package of 40 MB", bill, cpu=1.5, times=3)]
    if advisories is not None:
        store = str(work / "advisories.sqlite")
        into = ["advisories", "import", str(advisories), "--database", store]
        audit = ["audit", str(supply.pinned(work)), "--database", store]
        found.append(Case("import", "import of the PyPA advisories", into, cpu=5, times=2))
        found.append(Case("audit", f"{supply.LIBRARIES} libraries audited", audit, 0.6, times=5))
    return found


def environment(work: Path) -> dict[str, str]:
    """As an installed crenel runs: from this source tree, and compiled once, not each time."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNFAIR}
    path = f"{ROOT / 'src'}{os.pathsep}{kept.get('PYTHONPATH', '')}"
    return {**kept, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(work / "compiled")}


def crenel(work: Path, *arguments: str) -> Cost:
    """One run of crenel."""
    return cost([*CRENEL, *arguments], environment=environment(work))


def measured(case: Case, work: Path) -> list[str]:
    """The row of a case: the cheapest of its runs, since neighbours only ever add."""
    runs = (crenel(work, *case.arguments) for _ in range(case.times))
    found = min(runs, key=lambda one: one.cpu)
    files, findings = _counted(case, work)
    peak = f"{case.peak:.0f} MB" if case.peak else ""
    return [
        case.title,
        _seconds(found.cpu),
        _seconds(case.cpu),
        _against(found.cpu, case.cpu),
        f"{found.peak:.0f} MB",
        peak,
        files,
        findings,
    ]


def _counted(case: Case, work: Path) -> tuple[str, str]:
    """Files and findings, from a run that is not measured."""
    if case.arguments[0] != "check":
        return "", ""
    file = work / f"{case.name}.json"
    ended = crenel(work, *case.arguments, "--output", f"json={file}").code
    if not file.exists():
        return "no result", f"exit {ended}"
    report = json.loads(file.read_text(encoding="utf-8"))
    counts, coverage = report["counts"], report["coverage"]
    return str(coverage["files"]), str(counts["fails"] + counts["may_fail"])


def show_noise(work: Path) -> None:
    """What a person is shown of the applications with code."""
    file = work / "code.json"
    if file.exists():
        print(*noise.told(json.loads(file.read_text(encoding="utf-8"))), sep="\n", end="\n\n")


def compared(work: Path, count: int) -> list[list[str]]:
    """Rows about the peers and crenel on the same files, one run each."""
    folders = {
        f"{count} templates": (samples.templates_only(work, count), "cloudformation"),
        "Terraform": (samples.terraform(work, ROOTS), "terraform"),
        f"{SERVICES} serverless.yml": (samples.services(work, SERVICES), "serverless"),
    }
    rows = []
    for what, (folder, framework) in folders.items():
        ours = crenel(work, "check", "--no-code", str(folder))
        others = peers.measured(folder, framework)
        if others:
            rows.append([f"crenel on {what}", _seconds(ours.cpu), f"{ours.peak:.0f} MB", "", ""])
        rows += [_peer_row(name, theirs, ours) for name, theirs in others.items()]
    return rows


def _peer_row(name: str, theirs: Cost, ours: Cost) -> list[str]:
    peak, result = f"{theirs.peak:.0f} MB", peers.said(name, theirs)
    if theirs.timed_out:
        result = f"ended after {peers.TIMEOUT:.0f} s"
    return [name, _seconds(theirs.cpu), peak, f"{theirs.cpu / ours.cpu:.1f} times crenel's", result]


def profile(case: Case, work: Path) -> None:
    """Prints where the time of one case goes."""
    stats = work / "profile"
    start = [sys.executable, "-m", "cProfile", "-o", str(stats), "-m", "crenel.cli.main"]
    for _ in range(2):  # the first run compiles
        cost([*start, *case.arguments], environment=environment(work))
    pstats.Stats(str(stats)).strip_dirs().sort_stats("tottime").print_stats(TOP)


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _against(found: float, budget: float) -> str:
    return f"{found / budget:.0%} of it" + (" (OVER)" if found > budget else "")


def show(header: Sequence[str], rows: list[list[str]]) -> None:
    """Prints rows in columns."""
    lines = [list(header), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
    print()


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """The flags."""
    parser = argparse.ArgumentParser(description="Measure crenel against its budgets.")
    parser.add_argument("--peers", nargs="?", type=int, const=100, metavar="N", help="(100)")
    parser.add_argument(
        "--profile",
        choices=("version", "one", "many", "code", "terraform", "services"),
        metavar="WHAT",
    )
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Prints the tables; always 0."""
    args = arguments(argv)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; {samples.described()}\n")
    with tempfile.TemporaryDirectory(prefix="crenel-bench-") as folder:
        work = Path(folder)
        if args.profile:
            profile(next(one for one in cases(work) if one.name == args.profile), work)
            return 0
        header = ("", "CPU", "budget", "", "peak", "budget", "files", "findings")
        show(header, [measured(case, work) for case in cases(work)])
        show_noise(work)
        for one in (work / "one", samples.with_code(work, MANY)):
            print(
                cost([sys.executable, str(NEEDS), str(one)], environment=environment(work)).output
            )
        _show_peers(work, args.peers)
    return 0


def _show_peers(work: Path, count: int | None) -> None:
    if count is None:
        print("--peers compares with Checkov and cfn-lint on the same files.")
        return
    rows = compared(work, count)
    if rows:
        show(("", "CPU", "peak", "", ""), rows)
    else:
        print("No peer is installed here: CRENEL_PEERS may name an environment that has them.")


if __name__ == "__main__":
    sys.exit(main())
