"""Runs cfn-lint over folders, with its own Python: ``cfn_lint_driver.py < FOLDERS > FINDINGS``.

One folder a line comes in; one finding a line goes out, as JSON: folder, rule, resource, title.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cfnlint import ConfigMixIn
from cfnlint.api import lint
from cfnlint.runner import Runner

RULES = Runner(ConfigMixIn([])).rules
"""Loaded once: loading takes longer than judging."""
NAMES = ("template.yaml", "template.yml", "template.json")


def findings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What it says of the templates of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.name in NAMES:
            for match in lint(path.read_text("utf-8"), RULES):
                place = [str(part) for part in match.path or []]
                inside = len(place) > 1 and place[0] == "Resources"
                resource = place[1] if inside else ""
                yield match.rule.id, resource, match.rule.shortdesc


def main() -> None:
    """Reads folders, writes findings."""
    for line in sys.stdin:
        folder = line.strip()
        try:
            rows = list(findings(Path(folder)))
        except Exception as error:  # noqa: BLE001 - told as what it is
            rows = [("crash", "", type(error).__name__)]
        for row in rows:
            print(json.dumps([folder, *row]))


if __name__ == "__main__":
    main()
