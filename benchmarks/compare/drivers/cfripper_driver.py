"""Runs CFRipper over folders, with its own Python: ``cfripper_driver.py < FOLDERS > FINDINGS``.

One folder a line comes in; one finding a line goes out, as JSON: folder, rule, resource, title.
Intrinsic functions are resolved, and the account is a made-up one: without one it leaves rules out.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pycfmodel
from cfripper.cli import analyse_template, init_cfripper
from cfripper.model.utils import convert_json_or_yaml_to_dict

logging.disable(logging.CRITICAL)
NAMES = ("template.yaml", "template.yml", "template.json")
CONFIG, RULES = init_cfripper(None, None, "123456789012", None)


def findings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What it says of the templates of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.name in NAMES:
            parsed = pycfmodel.parse(convert_json_or_yaml_to_dict(path.read_text("utf-8")))
            result = analyse_template(parsed.resolve(), RULES, CONFIG)
            if result.exceptions:
                raise result.exceptions[0]
            for failure in result.failures:
                for resource in failure.resource_ids or [""]:
                    yield failure.rule, resource, failure.rule


def main() -> None:
    """Reads folders, writes findings."""
    for line in sys.stdin:
        folder = line.strip()
        try:
            rows = sorted(set(findings(Path(folder))))
        except Exception as error:  # noqa: BLE001 - told as what it is
            rows = [("crash", "", type(error).__name__)]
        for row in rows:
            print(json.dumps([folder, *row]))


if __name__ == "__main__":
    main()
