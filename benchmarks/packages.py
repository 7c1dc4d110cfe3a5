"""Measures what is shipped: inventory, bill, build; and other tools where the work is the same.

python benchmarks/packages.py

CRENEL_PEERS names a virtual environment that holds the peers; nothing is installed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import supply  # noqa: E402
from benchmarks.measure import cost  # noqa: E402
from benchmarks.run import environment, show  # noqa: E402

from crenel.readers.options import Options as Reading  # noqa: E402
from crenel.report.document import dumps  # noqa: E402
from crenel.report.supply.build_json import record_json  # noqa: E402
from crenel.supplychain.build.build import Building, Built  # noqa: E402
from crenel.supplychain.build.packing import Ports  # noqa: E402
from crenel.supplychain.build.plan import plans  # noqa: E402
from crenel.supplychain.build.record import Options  # noqa: E402
from crenel.supplychain.sbom.content import content  # noqa: E402
from crenel.supplychain.sbom.cyclonedx import cyclonedx  # noqa: E402
from crenel.supplychain.survey import shipped  # noqa: E402
from crenel.triage.artifact_secrets import ArtifactSearch  # noqa: E402
from crenel.triage.config import Config  # noqa: E402

DAY = date(2026, 11, 28)
WHEELS, FILES, LINES = 10, 100, 250
_PEERS = ("cyclonedx-py", "deptry")
Row = list[str]


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time of this process that some work took, its children left out."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def row(title: str, found: float, budget: float) -> Row:
    """A line of the table."""
    over = " (OVER)" if found > budget else ""
    return [title, f"{found:.2f} s", f"{budget:.2f} s", f"{found / budget:.0%} of it{over}"]


def taking(large: Path) -> list[Row]:
    """Inventory, and the bill of an inventory that was taken."""
    reading = Reading(code=False)
    found = shipped([large], reading, DAY)

    def bill() -> str:
        return dumps(cyclonedx(content(found.inventory, "large")))

    return [
        row("inventory of a package of 40 MB", cpu(lambda: shipped([large], reading, DAY)), 1),
        row("its bill, warm", cpu(bill), 0.5),
    ]


def building(work: Path) -> Row:
    """What a build takes beside the installer, for each 1,000 files of libraries."""
    app = _application(work)
    os.environ |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(work / "wheels")}

    def build() -> None:
        search = ArtifactSearch(Config(), {}, DAY)
        ports = Ports(search=search, dumps=dumps, record=record_json)
        known = plans([app], Reading(), DAY)
        one = Building(known, Options(), ports, output=work / "out", program="pip")
        if not all(isinstance(result, Built) for result in one.results()):
            raise SystemExit("the build was refused")

    found = cpu(build, times=2)
    count = WHEELS * FILES
    return row(f"build of {count:,} files beside the installer", found, count / 1000)


def _application(work: Path) -> Path:
    wheels = work / "wheels"
    wheels.mkdir()
    app = supply.large_package(work / "built")
    code = app / "code"
    for path in code.iterdir():
        if path.is_dir():
            path.rename(work / path.name)
    lines = [_wheel(wheels, number) for number in range(WHEELS)]
    (code / "requirements.txt").write_text("".join(lines), "utf-8")
    imports = "".join(f"import wheel{number}\n" for number in range(WHEELS))
    text = f"{imports}\ndef handler(event, context):\n    return 1\n"
    (code / "app.py").write_text(text, "utf-8")
    return app


def _wheel(folder: Path, number: int) -> str:
    """A wheel of some size whose source looks like source; its line in a requirements file."""
    name, info = f"wheel{number}", f"wheel{number}-1.0.dist-info"
    body = "".join(
        f"def function{line}(value: int) -> str:\n    return str(value + {line})\n\n"
        for line in range(LINES // 3)
    )
    paths = {f"{name}/{f'module{one}' if one else '__init__'}.py": body for one in range(FILES)}
    paths[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    paths[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    paths[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*paths, f"{info}/RECORD"])
    file = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in paths.items():
            archive.writestr(path, text)
    return f"{name}==1.0 --hash=sha256:{sha256(file.read_bytes()).hexdigest()}\n"


def compared(work: Path, large: Path) -> list[Row]:
    """Other tools and crenel on the same files, whole runs."""
    home = os.environ.get("CRENEL_PEERS")
    if not home:
        return []
    pinned, code = supply.pinned(work), large / "code"
    (code / "requirements.txt").write_text("".join(f"lib{one}==1.0.0\n" for one in range(60)))
    start = [sys.executable, "-m", "crenel.cli.main"]
    pairs = {
        "cyclonedx-py": (
            ["requirements", str(pinned / "requirements.txt")],
            [*start, "sbom", str(pinned), "--no-config"],
        ),
        "deptry": ([str(code)], [*start, "audit", str(large), "--unused", "--no-config"]),
    }
    rows = []
    for name in _PEERS:
        program = Path(home, "bin", name)
        if program.exists():
            words, ours = pairs[name]
            theirs = cost([str(program), *words], folder=code).cpu
            mine = min(cost(ours, environment=environment(work)).cpu for _ in range(2))
            rows.append([name, f"{theirs:.2f} s", f"crenel {mine:.2f} s", f"{theirs / mine:.1f} x"])
    return rows


def main() -> int:
    """Prints the tables; always 0."""
    with tempfile.TemporaryDirectory(prefix="crenel-bench-") as folder:
        work = Path(folder)
        large = supply.large_package(work)
        show(("", "CPU", "budget", ""), [*taking(large), building(work)])
        rows = compared(work, large)
        if rows:
            show(("whole runs", "CPU", "", ""), rows)
        else:
            print("CRENEL_PEERS may name an environment with cyclonedx-py and deptry.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
