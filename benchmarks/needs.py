"""Needs: milliseconds for each function, and what the controls of permissions add to a check.

python benchmarks/needs.py FOLDER     prints, never fails
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from crenel.analysis.knowledge import Knowledge  # noqa: E402
from crenel.controls.catalogue import catalogue  # noqa: E402
from crenel.controls.survey import survey  # noqa: E402
from crenel.model.entities import Function  # noqa: E402
from crenel.readers.options import Options  # noqa: E402
from crenel.readers.project import project  # noqa: E402

OURS = {"open-resource", "broad-policy-template", "unused-permission", "missing-permission"}


def needs(folder: Path) -> list[float]:
    """Milliseconds of CPU for the answer about each function, its code read anew."""
    spent: list[float] = []
    read = project([folder], Options())
    for application in read.applications():
        app = Knowledge(application, date(2026, 11, 28), read.root)
        for function in app.all(Function):
            begun = process_time()
            app.permissions.of(function)
            spent.append((process_time() - begun) * 1000)
    return sorted(spent)


def check(folder: Path, *, ours: bool) -> float:
    """Milliseconds of CPU for judging a folder, with or without the controls of permissions."""
    controls = tuple(one for one in catalogue() if ours or one.name not in OURS)
    begun = process_time()
    survey(project([folder], Options()), controls, date(2026, 11, 28))
    return (process_time() - begun) * 1000


def main() -> None:
    """Prints what is measured."""
    folder = Path(sys.argv[1])
    check(folder, ours=True)  # loads everything once
    spent = needs(folder)
    if not spent:
        print("needs: no function")
        return
    median = spent[len(spent) // 2]
    total = sum(spent) / 1000
    print(
        f"needs: {len(spent)} functions, median {median:.1f} ms (budget 15), {total:.2f} s in all"
    )
    added = min(check(folder, ours=True) for _ in range(3)) - min(
        check(folder, ours=False) for _ in range(3)
    )
    print(f"  {added:.0f} ms more for a check of them all (budget 30 for one template)")


if __name__ == "__main__":
    main()
