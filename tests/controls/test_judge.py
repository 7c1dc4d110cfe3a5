"""Verdicts: one per control and resource, with an identity that outlives moving lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.catalogue import chosen
from crenel.controls.survey import Survey, survey
from crenel.model.entities import EntryPoint
from crenel.model.verdict import Certainty, Outcome, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project

URL = """\
Parameters:
  Stage: {Type: String, Default: dev}
  Open: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsOpen: !Equals [!Ref Open, "yes"]
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: f
      AuthType: %s
"""


def surveyed(folder: Path, text: str, **parameters: str) -> Survey:
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    found = project([folder], Options(parameters=parameters))
    return survey(found, chosen(["public-function-url"]), date(2026, 11, 24))


def verdict(folder: Path, text: str, **parameters: str) -> Verdict:
    (found,) = surveyed(folder, text, **parameters).verdicts
    return found


def test_a_default_makes_it_likely_and_a_given_value_certain(tmp_path: Path) -> None:
    text = URL % "!If [IsProd, AWS_IAM, NONE]"
    found = verdict(tmp_path, text)
    assert (found.outcome, found.certainty) == (Outcome.FAILS, Certainty.LIKELY)
    assert "default of parameter Stage" in [one.note for one in found.evidence]
    assert verdict(tmp_path, text, Stage="dev").certainty is Certainty.CERTAIN
    assert verdict(tmp_path, text, Stage="prod").outcome is Outcome.PASSES


def test_an_open_condition_may_fail_and_says_when(tmp_path: Path) -> None:
    found = verdict(tmp_path, URL % "!If [IsOpen, NONE, AWS_IAM]")
    assert (found.outcome, found.certainty) == (Outcome.MAY_FAIL, Certainty.POSSIBLE)
    assert found.message.endswith("when IsOpen is true")
    assert found.needs == ("Open",)
    assert [one.span.text for one in found.evidence] == ["NONE"]


def test_an_open_parameter_is_undecided_and_never_a_pass(tmp_path: Path) -> None:
    found = verdict(tmp_path, URL % "!Ref Open")
    assert found.outcome is Outcome.UNDECIDED
    assert found.needs == ("Open",)
    assert verdict(tmp_path, URL % "!Ref Open", Open="NONE").outcome is Outcome.FAILS


def test_a_resources_own_condition_prunes_its_branches(tmp_path: Path) -> None:
    text = (URL % "!If [IsOpen, NONE, AWS_IAM]").replace(
        "    Type: AWS::Lambda::Url\n", "    Type: AWS::Lambda::Url\n    Condition: IsOpen\n"
    )
    assert verdict(tmp_path, text).outcome is Outcome.FAILS


def test_the_place_is_the_property(tmp_path: Path) -> None:
    found = verdict(tmp_path, URL % "NONE")
    assert (found.span.line, found.span.column, found.span.text) == (12, 17, "NONE")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "# note"])), max_size=6))
def test_inserted_lines_change_no_identity(
    tmp_path: Path, insertions: list[tuple[int, str]]
) -> None:
    before = verdict(tmp_path, URL % "NONE").identity
    lines = (URL % "NONE").splitlines()
    for place, line in insertions:
        lines.insert(place, line)
    assert verdict(tmp_path, "\n".join(lines) + "\n").identity == before


def test_coverage_counts_what_was_and_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("Resources:\n  A: {Type: AWS::X::Y\n", encoding="utf-8")
    found = surveyed(tmp_path, URL % "!Ref Open")
    coverage = found.coverage
    assert coverage.formats == {"cloudformation": 1}
    assert [one.file for one in coverage.unread] == ["broken.yaml"]
    assert (coverage.resources, coverage.entry_points, coverage.undecided) == (1, 1, 1)
    assert coverage.unknown_values == 1


def test_a_control_that_cannot_run_is_told_and_hides_no_other(tmp_path: Path) -> None:
    def broken(_: EntryPoint, __: Knowledge) -> Judged:
        raise RuntimeError("defect")

    bad = Control(
        name="broken",
        handle="X-1",
        title="",
        severity=Severity.LOW,
        judges=EntryPoint,
        maps_to=(),
        practices=(),
        fix="",
    )
    bad.check(broken)
    (tmp_path / "template.yaml").write_text(URL % "NONE", encoding="utf-8")
    read = project([tmp_path], Options())
    found = survey(read, [bad, *chosen(["public-function-url"])], date(2026, 11, 24))
    assert [one.outcome for one in found.verdicts] == [Outcome.FAILS]
    assert found.coverage.defects == 1
    assert "at the control broken" in found.coverage.unread[0].reason


EVENT = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "def handler(event, context): pass"
      Runtime: python3.13
      Handler: index.%s
      Events:
        Timer:
          Type: Schedule
          Properties: {Schedule: rate(1 day)}
"""


def only(folder: Path, text: str, control: str) -> Verdict:
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    found = project([folder], Options())
    (verdict,) = survey(found, chosen([control]), date(2026, 11, 24)).verdicts
    return verdict


def test_a_value_that_an_expansion_made_up_is_told_at_the_entry_it_stands_for(
    tmp_path: Path,
) -> None:
    found = only(tmp_path, EVENT % "handler", "target-without-dead-letter")
    assert found.span.text == "Timer"
    assert found.message == "what cannot be delivered to Nightly is lost"


def test_what_a_person_wrote_is_told_before_what_an_expansion_added(tmp_path: Path) -> None:
    text = (
        "Transform: AWS::Serverless-2016-10-31\nResources:\n"
        "  Api: {Type: AWS::Serverless::Api, Properties: {StageName: live%s}}\n"
    )
    found = only(tmp_path, text % "", "no-access-logs")
    assert found.message == "nobody can say who used the stage live"
    logged = ", AccessLogSetting: {DestinationArn: 'arn:aws:logs:eu-west-1:111122223333:x'}"
    found = only(tmp_path, text % logged, "no-access-logs")
    assert found.message.endswith("SAM adds unless the API has an OpenApiVersion")


def test_a_pass_does_not_say_what_would_be_bad(tmp_path: Path) -> None:
    found = verdict(tmp_path, URL % "AWS_IAM")
    assert found.message == "not so: a function URL answers anyone on the internet"


def test_code_that_was_not_understood_says_why(tmp_path: Path) -> None:
    found = only(tmp_path, EVENT % "missing", "event-logged")
    assert found.outcome is Outcome.UNDECIDED
    assert found.needs == ("the code of template.yaml (missing is not defined as a function here)",)
