"""Writes down which names are the most used of PyPI and npm, for the control of look-alike names.

python tools/rebuild_popular_names.py GUARDDOG_WHEEL

GUARDDOG_WHEEL is the wheel of guarddog (Apache-2.0), as ``pip download --no-deps guarddog`` fetches
it: it holds both lists with the day on which they were taken. One name a line, the most used first.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/crenel/supplychain/popularity/_data"
MEMBER = "guarddog/analyzer/metadata/resources/top_{}_packages.json"
LISTS = ("pypi", "npm")


def main(argv: list[str] | None = None) -> int:
    """Writes a file for each list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    wheel: Path = parser.parse_args(argv).wheel
    source = "-".join(wheel.name.split("-")[:2])
    with zipfile.ZipFile(wheel) as archive:
        for name in LISTS:
            loaded = json.loads(archive.read(MEMBER.format(name)))
            day = datetime.fromtimestamp(loaded["downloaded_timestamp"], UTC).date()
            names = list(dict.fromkeys(loaded["packages"]))
            head = f"# {day} from {source} (Apache-2.0, Datadog, Inc.)"
            path = OUT / f"{name}.txt"
            path.write_text("\n".join([head, *names]) + "\n", encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(names):,} names of {day}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
