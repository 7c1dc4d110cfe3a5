"""Every intrinsic function, with what is known, what is not, and what is malformed."""

from __future__ import annotations

import pytest

from crenel.model.provenance import How
from crenel.model.value import Absent, Choice, Ref, Unknown, UnknownKind, Value

TEMPLATE = """
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Name: {Type: String, Default: shop}
  Open: {Type: String}
  Nets: {Type: CommaDelimitedList, Default: "a, b"}
  Size: {Type: Number, Default: 10}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /x/y}
Mappings:
  Limits:
    dev: {Memory: 128, Mode: slow}
    prod: {Memory: 1024, Mode: slow}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Stage, dev]
  Named: !Equals [!Ref Name, shop]
  HasOpen: !Not [!Equals [!Ref Open, ""]]
Resources:
  T:
    Type: AWS::SQS::Queue
    Properties:
      P: %s
"""


def value_of(read, expression: str, **parameters: str) -> Value:
    resources, _ = read(TEMPLATE % expression, **parameters)
    return resources["T"]["P"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("!Ref Name", "shop"),
        ("!Ref Size", 10),
        ("!Sub '${Name}-x'", "shop-x"),
        ("!Sub ['${A}-${Name}', {A: !Ref Size}]", "10-shop"),
        ("!Sub '${!Literal}'", "${Literal}"),
        ("!Join ['-', [a, !Ref Name]]", "a-shop"),
        ("!Join [',', !Ref Nets]", "a,b"),
        ("!Select [1, !Ref Nets]", "b"),
        ("!Select ['0', !Split ['/', 'x/y']]", "x"),
        ("!If [Named, yes, no]", "yes"),
        ("!FindInMap [Limits, !Ref Stage, Mode]", "slow"),
        ("!FindInMap [Limits, prod, Memory]", 1024),
        ("Fn::Length: !Ref Nets", 2),
        ("!Base64 'echo'", "echo"),
        ("2010-09-09", "2010-09-09"),
        ("012345678901", "012345678901"),
        ("yes", "yes"),
        ("true", True),
        ("'true'", "true"),
        ("0123", "0123"),
        ("1.10", 1.1),
    ],
)
def test_known(read, expression: str, expected: object) -> None:
    block = f"{{{expression}}}" if expression.startswith("Fn::") else expression
    assert value_of(read, block).known() == expected


@pytest.mark.parametrize(
    ("expression", "kind", "name"),
    [
        ("!Ref Open", UnknownKind.PARAMETER, "Open"),
        ("!Ref AWS::Region", UnknownKind.PSEUDO, "AWS::Region"),
        ("!Ref Image", UnknownKind.SSM, "Image"),
        ("!ImportValue other-stack", UnknownKind.STACK_EXPORT, "other-stack"),
        ("'{{resolve:secretsmanager:db:SecretString:pw}}'", UnknownKind.SECRET, None),
        ("'{{resolve:ssm:/a/b}}'", UnknownKind.SSM, "ssm:/a/b"),
        ("!GetAZs ''", UnknownKind.DEPLOY_TIME, None),
        ("!Select [9, !Ref Nets]", UnknownKind.MALFORMED, None),
        ("!Sub [[1]]", UnknownKind.MALFORMED, None),
        ("!If [Named]", UnknownKind.MALFORMED, None),
        ("!FindInMap [Nope, a, b]", UnknownKind.MALFORMED, None),
        ("{Fn::Transform: {Name: Mystery}}", UnknownKind.UNSUPPORTED, "Mystery"),
    ],
)
def test_unknown(read, expression: str, kind: UnknownKind, name: str | None) -> None:
    value = value_of(read, expression)
    assert isinstance(value, Unknown)
    assert value.kind is kind
    assert name is None or value.name == name


def test_malformed_calls_are_noted_with_their_place(read) -> None:
    resources, scope = read(TEMPLATE % "!If [Named]")
    assert isinstance(resources["T"]["P"], Unknown)
    ((sentence, span),) = scope.problems
    assert "Fn::If" in sentence
    assert span.text == "!If [Named]"


def test_references_are_edges(read) -> None:
    value = value_of(read, "!GetAtt T.Arn")
    assert isinstance(value, Ref)
    assert (value.target, value.attribute) == ("T", "Arn")
    text = value_of(read, "!Sub 'arn:${AWS::Partition}:s3:::${T}/*'")
    assert [ref.target for ref in text.refs()] == ["T"]
    assert text.text() == "arn:${AWS::Partition}:s3:::${T}/*"
    assert text.equals("*").refuted


def test_no_value_is_absent(read) -> None:
    assert isinstance(value_of(read, "!Ref AWS::NoValue"), Absent)
    assert isinstance(value_of(read, "null"), Absent)


def test_an_open_condition_keeps_both_branches(read) -> None:
    value = value_of(read, "!If [IsProd, AWS_IAM, NONE]")
    assert isinstance(value, Choice)
    answer = value.equals("NONE")
    assert answer.possible
    assert [str(case.guard) for case in answer.cases if case.holds] == ["IsProd is false"]


def test_conditions_over_one_parameter_prune_each_other(read) -> None:
    value = value_of(read, "!If [IsProd, !If [IsDev, both, prod], !If [IsDev, dev, none]]")
    assert {leaf.text() for _, leaf in value.cases()} == {"prod", "dev", "none"}


def test_a_given_parameter_decides(read) -> None:
    value = value_of(read, "!If [IsProd, AWS_IAM, NONE]", Stage="prod")
    assert value.known() == "AWS_IAM"
    assert value.via is not None
    assert value.via.how is How.CONDITION


def test_a_default_is_known_and_marked(read) -> None:
    value = value_of(read, "!Ref Name")
    assert value.via is not None
    assert value.via.how is How.PARAMETER_DEFAULT
    assert value.via.span is not None
    assert value.via.span.text == "shop"
    assert value.span is not None
    assert value.span.text == "!Ref Name"


def test_allowed_values_narrow(read) -> None:
    assert value_of(read, "!Ref Stage").equals("test").refuted
    assert value_of(read, "!Ref Stage").equals("dev").possible


def test_rows_of_a_mapping_are_chosen_by_the_parameter(read) -> None:
    value = value_of(read, "!FindInMap [Limits, !Ref Stage, Memory]")
    assert {leaf.known() for _, leaf in value.cases()} == {128, 1024}


def test_a_sub_over_a_choice_is_a_choice(read) -> None:
    value = value_of(read, "!Sub ['x-${A}', {A: !If [IsProd, p, d]}]")
    assert {leaf.known() for _, leaf in value.cases()} == {"x-p", "x-d"}


def test_too_many_branches_are_over_budget(read) -> None:
    parts = ", ".join(f"!If [C{number}, a, b]" for number in range(6))
    conditions = "".join(f"  C{number}: !Equals [!Ref Open, '{number}']\n" for number in range(6))
    template = (TEMPLATE % f"!Join ['', [{parts}]]").replace(
        "Resources:", conditions + "Resources:", 1
    )
    resources, _ = read(template.replace("Resources:", "Resources:", 1))
    value = resources["T"]["P"]
    # One parameter has one value: seven combinations remain, not sixty-four.
    assert len(list(value.cases())) == 7


def test_deeply_nested_functions_end(read) -> None:
    expression = "!Join ['', [" * 60 + "x" + "]]" * 60
    value = value_of(read, expression)
    assert value.known() == "x" or isinstance(value, Unknown)


def test_what_decided_a_condition_stays_in_the_provenance(read) -> None:
    value = value_of(read, "!If [Named, NONE, AWS_IAM]")
    assert value.via is not None
    hows = [step.how for step in value.via.chain()]
    assert hows == [How.CONDITION, How.PARAMETER_DEFAULT]


def test_an_open_key_may_name_no_row_and_then_the_default_stands(read) -> None:
    default = "DefaultValue: 5"
    value = value_of(read, f"!FindInMap [Limits, !Ref Open, Memory, {{{default}}}]")
    found = {str(guard): leaf.known() for guard, leaf in value.cases()}
    assert found == {
        "Open is 'dev'": 128,
        "Open is 'prod'": 1024,
        "Open is not 'dev' and Open is not 'prod'": 5,
    }
    closed = value_of(read, f"!FindInMap [Limits, !Ref Stage, Memory, {{{default}}}]")
    assert {leaf.known() for _, leaf in closed.cases()} == {128, 1024}
    missing = value_of(read, f"!FindInMap [Limits, !Ref Stage, Nothing, {{{default}}}]")
    assert missing.known() == 5
