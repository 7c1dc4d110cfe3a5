"""Findings that were wrong on public applications, each held as a test."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from crenel.controls.catalogue import chosen
from crenel.controls.survey import survey
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project


def failing(folder: Path, control: str, files: dict[str, str]) -> set[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    found = survey(project([folder], Options()), chosen([control]), date(2026, 11, 28))
    return {one.logical_id for one in found.verdicts if one.outcome is Outcome.FAILS}


def test_a_pipe_waits_for_the_function_that_enriches(tmp_path: Path) -> None:
    template = """\
Resources:
  Look: {Type: AWS::Lambda::Function, Properties: {Role: r}}
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      Source: arn:aws:sqs:eu-west-1:111122223333:q
      Target: arn:aws:sqs:eu-west-1:111122223333:p
      Enrichment: !GetAtt Look.Arn
      RoleArn: r
"""
    assert not failing(tmp_path, "lost-asynchronous-events", {"template.yaml": template})


def test_libraries_of_the_cdk_are_in_no_function(tmp_path: Path) -> None:
    template = """\
Resources:
  Look:
    Type: AWS::Lambda::Function
    Properties: {Role: r, Runtime: nodejs22.x, Handler: a.b, Code: lib}
"""
    asked = {"aws-cdk-lib": "^2.1.0", "constructs": "^10.0.0", "@aws-cdk/aws-x": "^2.0.0"}
    files = {
        "template.yaml": template,
        "lib/a.js": "exports.b = 1;\n",
        "package.json": json.dumps({"dependencies": asked}),
    }
    assert not failing(tmp_path, "unpinned-dependencies", files)
    files["package.json"] = json.dumps({"dependencies": asked | {"left-pad": "^1.0.0"}})
    assert failing(tmp_path, "unpinned-dependencies", files) == {"Look"}
