"""The same weakness gives the same finding about the same thing, in every format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import tests.parity.states  # noqa: F401 - fills the table of states
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parity import cloudformation, sam, serverless, terraform
from tests.parity.application import FUNCTION, ROLE, STATES, App, clean, with_states
from tests.parity.written import Writer, Written

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import by_name, catalogue
from crenel.controls.judge import judge
from crenel.model.entities import Identity, LogGroup, PolicyHolder
from crenel.model.verdict import Severity
from crenel.readers.options import Options
from crenel.readers.project import project

WRITERS: dict[str, Writer] = {
    "cloudformation": cloudformation.write,
    "cdk": cloudformation.write_cdk,
    "sam": sam.write,
    "serverless": serverless.write,
    "terraform": terraform.write,
}
OF_THE_FUNCTION = ("Url", "Clock", "ClockMay", "FromStream", "FromJobs", "FromClicks")
Difference = tuple[str, str, str]
LEGITIMATE: dict[tuple[str, Difference], str] = {
    (
        "serverless",
        ("target-without-dead-letter", FUNCTION, "fails"),
    ): "the framework's schedule event has no setting for a dead-letter queue",
}
"""What one format finds and CloudFormation does not, each with the reason."""

TODAY = date(2026, 11, 24)
Found = set[tuple[str, str, str]]
"""Control, thing, outcome."""


def judged(written: Written, folder: Path, format_: str) -> Found:
    for name, text in written.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = project([folder], Options())
    found = {
        (
            verdict.control,
            thing(verdict.control, verdict.logical_id, written),
            verdict.outcome.value,
        )
        for application in read.applications()
        for verdict in judge(catalogue(), Knowledge(application, TODAY, read.root))
        if verdict.outcome.value != "passes"
    }
    assert not read.unread, (format_, read.unread)
    return found


def thing(control: str, logical_id: str, written: Written) -> str:
    """The thing of the application; what a generated role is told of is the role itself.

    A function's URL, triggers and their permissions are its own: formats write them in it or
    beside it.
    """
    name = written.things.get(logical_id, logical_id)
    name = FUNCTION if name in OF_THE_FUNCTION else name
    judges = by_name()[control].judges
    if judges is LogGroup and name == FUNCTION:
        return "Logs"  # the framework makes the log group of a function with it
    holders = judges in (Identity, PolicyHolder)
    return ROLE if holders and name in (FUNCTION, ROLE, "provider") else name


def everywhere(app: App, folder: Path) -> dict[str, Found]:
    return {name: judged(write(app), folder / name, name) for name, write in WRITERS.items()}


def differences(found: dict[str, Found]) -> dict[str, tuple[Found, Found]]:
    """Against CloudFormation: what a format has more, and what it lacks."""
    base = found["cloudformation"]
    compared = {
        name: {one for one in more if (name, one) not in LEGITIMATE or one in base}
        for name, more in found.items()
    }
    return {name: (one - base, base - one) for name, one in compared.items() if one != base}


@pytest.mark.parametrize("control", sorted(STATES))
def test_a_bad_state_is_found_in_every_format(control: str, tmp_path: Path) -> None:
    found = everywhere(with_states(control), tmp_path)
    assert any(one[0] == control and one[2] == "fails" for one in found["cloudformation"])
    assert differences(found) == {}


def test_the_clean_application_is_as_clean_in_every_format(tmp_path: Path) -> None:
    found = everywhere(clean(), tmp_path)
    severe = {
        one
        for one in found["cloudformation"]
        if by_name()[one[0]].severity.rank > Severity.LOW.rank
    }
    assert severe == set()
    assert differences(found) == {}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(controls=st.sets(st.sampled_from(sorted(STATES)), min_size=2, max_size=8))
def test_bad_states_together_are_found_alike(controls: set[str], tmp_path_factory) -> None:
    found = everywhere(with_states(*sorted(controls)), tmp_path_factory.mktemp("shop"))
    assert differences(found) == {}


_PIPELINE = "a pipeline is a file of its own, whatever it deploys"
_TERRAFORMS = "Terraform's own"
WITHOUT_A_STATE = {
    "all-at-once-deployment": "in Terraform an AppSpec elsewhere says which function is shifted",
    "long-lived-keys-in-pipeline": _PIPELINE,
    "moving-action-in-pipeline": _PIPELINE,
    "permission-for-every-route": "wants an API in front of two functions",
    "private-files-in-package": "the writers ship code and nothing else",
    "rollback-off": "each tool has a setting of its own, outside of the resources",
    "secret-in-plan-request": _TERRAFORMS,
    "unpinned-module": _TERRAFORMS,
    "unsupported-framework": "of the Serverless Framework alone",
    "inline-code": "the Serverless Framework ships folders only",
    "install-script": "wants a lock file of npm, and the application is written in Python",
    "secret-in-deployment-settings": "files beside the application are each format's own",
    "secret-in-provider": "CloudFormation has no providers",
    "unkept-plugin": "plugins are the Serverless Framework's own",
    "unofficial-base-image": "the writers ship folders; Terraform names images by their address",
    "secret-for-every-function": "wants a role that three functions share",
    "unversioned-artifacts": "the writers ship folders; buckets for artifacts are the tools' own",
    "weaker-production": "it compares environments, and the writers make one; see test_drift",
    "wildcard-policy-template": "policy templates are SAM's own",
    "undecided-by-parameter": "Terraform gives every variable a value before it deploys",
}
"""Controls whose bad state the writers cannot write in all formats, each with the reason."""


def test_every_control_is_found_by_some_state_or_has_a_reason(tmp_path: Path) -> None:
    found = {
        control
        for state in STATES
        for control, _, outcome in judged(
            cloudformation.write(with_states(state)), tmp_path / state, "cloudformation"
        )
        if outcome == "fails"
    }
    assert {control.name for control in catalogue()} - found == set(WITHOUT_A_STATE)


def test_legitimate_differences_are_still_there(tmp_path: Path) -> None:
    controls = {control for _, (control, _, _) in LEGITIMATE}
    assert controls == {"target-without-dead-letter"}
    found = everywhere(with_states("lost-asynchronous-events"), tmp_path)
    for format_, one in LEGITIMATE:
        assert one in found[format_]
