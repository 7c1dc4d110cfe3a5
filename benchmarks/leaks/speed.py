"""How fast the leak scanner is, against its budgets; CPU time, both engines, one core.

    python benchmarks/leaks/speed.py [FOLDER] [--peers]

FOLDER (else CRENEL_CORPUS) holds mixed source, tens of MB. Each figure is the best of some runs in
processes of their own: the first time over the folder, with all that is built for it, and again.
A start is a run over ten small files, compiled before.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.leaks import peers  # noqa: E402

from crenel.secrets.scan import Scan  # noqa: E402
from crenel.secrets.sources.tree import Tree  # noqa: E402

_MEGABYTE = 1_000_000
_RUNS, _APART = 5, 3


def engine(folder: Path, *, fast: bool) -> tuple[float, float, float, float]:
    """Megabytes a second the first time and again; megabytes looked through; memory's peak."""
    first, size = _speed(folder, fast=fast)
    again, _ = _speed(folder, fast=fast)
    return first, again, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _speed(folder: Path, *, fast: bool) -> tuple[float, float]:
    started = time.process_time()
    scan = Scan(fast=fast)
    for file in Tree([folder], folder).files():
        scan.file(file)
    size = scan.coverage.bytes / _MEGABYTE
    return size / (time.process_time() - started), size


def apart(folder: Path, *, fast: bool) -> tuple[float, float, float, float]:
    """The best of some runs, each in a process of its own; the highest peak."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        runs = [pool.submit(engine, folder, fast=fast) for _ in range(_APART)]
        first, again, size, peak = zip(*(one.result() for one in runs), strict=True)
    return max(first), max(again), max(size), max(peak)


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
    named = [one for one in arguments if not one.startswith("-")]
    corpus = named[0] if named else os.environ.get("CRENEL_CORPUS", "")
    if not corpus:
        print("leaks: name a folder, or set CRENEL_CORPUS")
        return 0
    folder, size, most = Path(corpus).resolve(), 0.0, 0.0
    for name, fast, budget in (("hyperscan", True, 30), ("fallback", False, 15)):
        first, again, size, peak = apart(folder, fast=fast)
        most = max(most, peak)
        print(
            f"{name:12} {first:6.1f} MB/s of {size:.0f} MB, {again:.1f} again"
            f"   (budget {budget} MB/s)"
        )
    print(f"peak memory  {most:6.1f} MB         (budget 150 MB)")
    print(f"start        {start() * 1000:6.0f} ms CPU     (budget 120 ms)")
    for name, program in peers.present() if "--peers" in arguments else ():
        _, seconds = peers.PEERS[name](program, folder)
        print(f"{name:12} {size / seconds:6.1f} MB/s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
