"""How fast the leak scanner is, against its budgets; CPU time, both engines, one core.

    python benchmarks/leaks/speed.py FOLDER [--peers]

FOLDER holds mixed source (tens of MB). A start is a run over ten small files, compiled before.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.leaks import peers  # noqa: E402

from crenel.secrets.scan import Scan  # noqa: E402
from crenel.secrets.sources.tree import Tree  # noqa: E402

_MEGABYTE = 1_000_000
_RUNS = 5


def engine(folder: Path, *, fast: bool) -> tuple[float, float]:
    """Megabytes a second with an engine, and megabytes that were looked through."""
    started = time.process_time()
    scan = Scan(fast=fast)
    for file in Tree([folder], folder).files():
        scan.file(file)
    seconds = time.process_time() - started
    return scan.coverage.bytes / _MEGABYTE / seconds, scan.coverage.bytes / _MEGABYTE


def start() -> float:
    """CPU seconds of a whole run over ten files: the cheapest of some."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "ten"
        folder.mkdir()
        for number in range(10):
            (folder / f"{number}.py").write_text("password = os.environ['X']\n" * 40)
        environment = {
            **{name: value for name, value in os.environ.items() if name[:8] != "PYTHONDO"},
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONPYCACHEPREFIX": str(Path(work) / "compiled"),
        }
        return min(_cost(folder, environment) for _ in range(_RUNS))


def _cost(folder: Path, environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "crenel.cli.main", "secrets", "scan", str(folder)]
    subprocess.run(command, env=environment, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: list[str]) -> int:
    """Prints each figure beside its budget."""
    folder = Path(arguments[0]).resolve()
    size = 0.0
    for name, fast, budget in (("hyperscan", True, 30), ("fallback", False, 15)):
        speed, size = max(engine(folder, fast=fast) for _ in range(2))
        print(f"{name:12} {speed:6.1f} MB/s of {size:.0f} MB   (budget {budget} MB/s)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory  {peak:6.1f} MB         (budget 150 MB)")
    print(f"start        {start() * 1000:6.0f} ms CPU     (budget 120 ms)")
    for name, program in peers.present() if "--peers" in arguments else ():
        _, seconds = peers.PEERS[name](program, folder)
        print(f"{name:12} {size / seconds:6.1f} MB/s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
