"""Resources: guards, loops, includes, and what is wrong with a template."""

from __future__ import annotations

from pathlib import Path


def test_a_resource_under_an_open_condition_is_guarded(read) -> None:
    resources, _ = read("""
Parameters: {Stage: {Type: String}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  A: {Type: "AWS::SQS::Queue", Condition: IsProd}
  B: {Type: "AWS::SQS::Queue"}
""")
    assert str(resources["A"].guard) == "IsProd is true"
    assert not resources["B"].guard


def test_a_resource_whose_condition_is_false_is_not_made(read) -> None:
    text = """
Parameters: {Stage: {Type: String, Default: dev}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  A: {Type: "AWS::SQS::Queue", Condition: IsProd}
"""
    assert read(text)[0] == {}
    assert list(read(text, Stage="prod")[0]) == ["A"]


def test_conditions_combine(read) -> None:
    resources, scope = read("""
Parameters: {Stage: {Type: String}, Size: {Type: String}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  Big: !Equals [!Ref Size, big]
  Both: !And [!Condition IsProd, !Condition Big]
  Neither: !Not [!Or [!Condition IsProd, !Condition Big]]
Resources:
  A: {Type: "AWS::SQS::Queue", Condition: Both}
  B: {Type: "AWS::SQS::Queue", Condition: Neither}
""")
    assert str(resources["A"].guard) == "IsProd is true and Big is true"
    assert resources["A"].guard.conjoin(resources["B"].guard) is None
    assert not scope.problems


def test_conditions_that_loop_or_are_missing_are_noted(read) -> None:
    resources, scope = read("""
Conditions:
  A: !Not [!Condition B]
  B: !Not [!Condition A]
Resources:
  X: {Type: "AWS::SQS::Queue", Condition: A}
  Y: {Type: "AWS::SQS::Queue", Condition: Missing}
""")
    assert set(resources) == {"X", "Y"}
    sentences = [sentence for sentence, _ in scope.problems]
    assert any("depends on itself" in sentence for sentence in sentences)
    assert any("Missing is not defined" in sentence for sentence in sentences)


def test_loops_are_unrolled(read) -> None:
    resources, _ = read("""
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Queues:
    - Name
    - [Orders, Returns]
    - Queue${Name}:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "shop-${Name}"
          Other: !Ref Name
""")
    assert list(resources) == ["QueueOrders", "QueueReturns"]
    assert resources["QueueOrders"]["QueueName"].known() == "shop-Orders"
    assert resources["QueueReturns"]["Other"].known() == "Returns"


def test_a_loop_over_something_unknown_is_one_symbolic_instance(read) -> None:
    resources, scope = read("""
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue${Name}: {Type: "AWS::SQS::Queue"}
""")
    assert len(resources) == 1
    assert "not known" in scope.problems[0][0]


def test_an_endless_loop_is_capped(read) -> None:
    names = ", ".join(f"n{number}" for number in range(50))
    queue = '{"Q${N}${M}": {Type: "AWS::SQS::Queue"}}'
    resources, scope = read(f"""
Resources:
  Fn::ForEach::Q: [N, [{names}], {{"Fn::ForEach::R": [M, [{names}], {queue}]}}]
""")
    assert len(resources) == 2_000
    assert "more than 2,000 resources" in scope.problems[0][0]


def test_includes_inside_the_root_are_read_and_others_are_not(read, tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("VisibilityTimeout: 7\n", encoding="utf-8")
    (tmp_path.parent / "outside.yaml").write_text("VisibilityTimeout: 9\n", encoding="utf-8")
    text = """
Resources:
  A:
    Type: AWS::SQS::Queue
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: %s}}
"""
    resources, _ = read(text % "part.yaml")
    assert resources["A"]["VisibilityTimeout"].known() == 7
    span = resources["A"]["VisibilityTimeout"].span
    assert span is not None
    assert span.file == "part.yaml"
    resources, scope = read(text % "../outside.yaml")
    assert resources["A"]["VisibilityTimeout"].is_absent().certain
    assert "outside" in scope.problems[0][0]


def test_odd_resources_are_noted_not_fatal(read) -> None:
    resources, scope = read("""
AWSTemplateFormatVersion: 2010-09-09
Resources:
  A: just text
  B: {Properties: {}}
  3: {Type: "AWS::SQS::Queue"}
  D: {Type: "AWS::SQS::Queue", Properties: [a]}
""")
    assert set(resources) == {"3", "D"}
    assert len(scope.problems) == 2
    assert resources["D"]["QueueName"].is_absent().certain
