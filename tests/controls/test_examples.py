"""Every control's Markdown: the headings are there, and its examples judge as they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.controls.catalogue import AnyControl, catalogue, text_path
from crenel.controls.examples import Example, examples_of
from crenel.controls.survey import survey
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project

HEADINGS = (
    "What",
    "Why it matters",
    "Fix",
    "Accept when",
    "Fails",
    "Passes",
    "Cannot tell",
    "References",
)
TODAY = date(2026, 11, 24)

CASES = [
    pytest.param(control, example, id=f"{control.name}-{example.title}")
    for control in catalogue()
    for example in examples_of(text_path(control))
]


def verdicts(folder: Path, control: AnyControl) -> list[Verdict]:
    """In every environment that the files of the example name."""
    read = project([folder], Options())
    found = survey(read, [control], TODAY)
    # A module of Terraform that comes from elsewhere is told as what it is: not here.
    unread = [one for one in read.unread if "is not at hand" not in one.reason]
    assert not unread, unread
    return list(found.verdicts)


@pytest.mark.parametrize(("control", "example"), CASES)
def test_example_judges_as_it_says(control: AnyControl, example: Example, tmp_path: Path) -> None:
    example.write(tmp_path)
    found = verdicts(tmp_path, control)
    assert found, "the control judged nothing in this example"
    outcomes = {verdict.outcome for verdict in found}
    if example.expected == "finds":
        assert Outcome.FAILS in outcomes, outcomes
    elif example.expected == "clean":
        assert outcomes == {Outcome.PASSES}, outcomes
    else:
        assert outcomes & {Outcome.UNDECIDED, Outcome.MAY_FAIL}, outcomes
        assert Outcome.FAILS not in outcomes, outcomes
        needs = [verdict.needs for verdict in found if verdict.outcome is not Outcome.PASSES]
        assert all(needs), "an open verdict must name what decides it"


@pytest.mark.parametrize("control", catalogue(), ids=lambda control: control.name)
def test_control_is_whole(control: AnyControl) -> None:
    path = text_path(control)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    wanted = [f"## {heading}" for heading in HEADINGS]
    assert [line for line in lines if line.startswith("## ")] == wanted
    assert lines[0].lower() == f"# {control.title}".lower()
    expected = {example.expected for example in examples_of(path)}
    assert expected >= {"finds", "clean", "unknown"}
    assert control.fix.endswith(".")
    assert control.maps_to or control.severity.rank <= 1
    code = path.with_suffix(".py").read_text(encoding="utf-8")
    assert code.count("\n") <= 60, "a control is a small file"


def test_names_are_unique() -> None:
    names = [name.lower() for control in catalogue() for name in control.names]
    assert len(names) == len(set(names))


_PIPELINE = "a pipeline is a file of its own, whatever it deploys"
_TERRAFORMS = "Terraform's own"
_FRAMEWORKS = "of the Serverless Framework alone"
WITHOUT_AN_EXAMPLE = {
    **{
        (name, format_): _PIPELINE
        for name in ("long-lived-keys-in-pipeline", "moving-action-in-pipeline")
        for format_ in ("serverless.yml", "main.tf")
    },
    ("all-at-once-deployment", "main.tf"): "an AppSpec elsewhere says which function is shifted",
    ("unsupported-framework", "main.tf"): _FRAMEWORKS,
    ("default-memory", "serverless.yml"): "the framework sets a default of its own",
    ("secret-in-plan-request", "serverless.yml"): _TERRAFORMS,
    ("unpinned-module", "serverless.yml"): _TERRAFORMS,
    ("wildcard-policy-template", "serverless.yml"): "policy templates are SAM's own",
    ("wildcard-policy-template", "main.tf"): "policy templates are SAM's own",
    ("unversioned-artifacts", "serverless.yml"): "the framework makes its own bucket for artifacts",
    ("unkept-plugin", "main.tf"): "plugins are the framework's own",
    ("unofficial-base-image", "main.tf"): "Terraform names images by their address alone",
    ("inline-code", "serverless.yml"): "the framework ships folders only",
}
"""Controls that a format cannot express, bad or at all, each with the reason."""


@pytest.mark.parametrize("name", ["serverless.yml", "main.tf"])
def test_every_control_has_examples_in_every_format(name: str) -> None:
    missing = {
        (control.name, name)
        for control in catalogue()
        for expected in ("finds", "clean")
        if not any(
            name in example.files and example.expected == expected
            for example in examples_of(text_path(control))
        )
    }
    assert missing == {key for key in WITHOUT_AN_EXAMPLE if key[1] == name}
