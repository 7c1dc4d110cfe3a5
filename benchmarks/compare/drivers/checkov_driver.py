"""Runs Checkov over folders, with its own Python: ``checkov_driver.py < FOLDERS > FINDINGS``.

One folder a line comes in; one finding a line goes out, as JSON: folder, rule, resource, title. In
one process, since a crash over one folder then costs that folder and not the run.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ["PARALLELIZATION_TYPE"] = "none"
os.environ["LOG_LEVEL"] = "CRITICAL"

from checkov.cloudformation.runner import Runner as CloudFormation
from checkov.runner_filter import RunnerFilter
from checkov.serverless.runner import Runner as Serverless
from checkov.terraform.runner import Runner as Terraform

FILTER = RunnerFilter(
    framework=["cloudformation", "terraform", "serverless"], download_external_modules=False
)


def runner(folder: Path) -> CloudFormation | Serverless | Terraform:
    """The runner of the format that a folder holds."""
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    if "serverless.yml" in names:
        return Serverless()
    if any(name.endswith((".tf", ".tf.json")) for name in names):
        return Terraform()
    return CloudFormation()


def main() -> None:
    """Reads folders, writes findings."""
    for line in sys.stdin:
        folder = line.strip()
        try:
            report = runner(Path(folder)).run(root_folder=folder, runner_filter=FILTER)
            rows = [(one.check_id, one.resource, one.check_name) for one in report.failed_checks]
        except Exception as error:  # noqa: BLE001 - told as what it is
            rows = [("crash", "", type(error).__name__)]
        for rule, resource, title in rows:
            print(json.dumps([folder, rule, resource.rpartition(".")[2], title]))


if __name__ == "__main__":
    main()
