"""Templates that ask for more than there is: what is over a budget is named, the rest is judged.

Each row of the robustness table of the design is here, or in ``tests/readers``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Judge = Callable[[], Any]
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\n"
SAM = HEAD + "Transform: AWS::Serverless-2016-10-31\n"
URL = "  U: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: f, AuthType: NONE}}\n"


def aliases() -> str:
    rows = ["x0: &x0 [a, a, a, a, a, a, a, a, a]\n"]
    for level in range(1, 9):
        inside = ", ".join([f"*x{level - 1}"] * 9)
        rows.append(f"x{level}: &x{level} [{inside}]\n")
    return HEAD + "".join(rows) + "Resources: {A: {Type: AWS::S3::Bucket, Properties: *x8}}\n"


def nested_json(levels: int) -> str:
    opened, closed = '{"a":' * levels, "}" * levels
    return f'{{"AWSTemplateFormatVersion": "x", "Resources": {opened}1{closed}}}'


def nested_keys(levels: int) -> str:
    return HEAD + "Resources:\n" + "".join(f"{' ' * (level + 1)}k:\n" for level in range(levels))


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "an alias bomb": (aliases(), "2,000,000 nodes"),
    # libyaml looks ahead for the end of a key, so its own cap is met before ours.
    "20,000 brackets": (f"{HEAD}Resources: {'[' * 20_000}", "maximum nesting depth"),
    "50,000 deep JSON": (nested_json(50_000), "256 levels"),
    "3,000 keys in each other": (nested_keys(3_000), "256 levels"),
    "an alias of itself": (HEAD + "Resources: &r\n  A: {Type: AWS::X::Y}\n  B: *r\n", "itself"),
    "a NUL byte": (HEAD + "Resources: {A: {Type: AWS::S3::Bucket, X: \0}}\n", "not allowed"),
    "a string of two million quotes": (
        '{"AWSTemplateFormatVersion": "x", "Resources": {"a": "' + '\\"' * 2_000_000,
        "string",
    ),
    "UTF-16 without a mark": ((HEAD + "Resources: {}\n").encode("utf-16-le"), ""),
    "latin-1": ((HEAD + "Description: caf\xe9\nResources: {}\n").encode("latin-1"), "UTF-8"),
    "17 MB": (HEAD + "Resources: {}\n#" + "x" * 17_000_000, "16,777,216"),
    "a template engine's text": (
        "{% for i in range(9) %}\nAWSTemplateFormatVersion: x\nResources: {}\n{% endfor %}\n",
        "Correct the YAML",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_named_and_the_rest_is_judged(
    name: str, judge: Judge, root: Path
) -> None:
    text, words = UNREADABLE[name]
    bad = root / ("bad.json" if str(text)[:1] == "{" and "%" not in str(text)[:2] else "bad.yaml")
    bad.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert judge().code == 3
    (root / "good.yaml").write_text(HEAD + "Resources:\n" + URL, encoding="utf-8")
    found = judge()
    assert found.code == 1
    assert found.files == {"good.yaml"}
    assert any(row.startswith("bad.") and words in row for row in found.unread) or not words


def loops(body: str) -> str:
    words = ", ".join(f"a{number}" for number in range(1_000))
    inner = f'{{"Fn::ForEach::Z": [Z, [{words}], {body}]}}'
    middle = f'{{"Fn::ForEach::Y": [Y, [{words}], {inner}]}}'
    return f"{HEAD}Resources:\n{URL}  Fn::ForEach::X: [X, [{words}], {middle}]\n"


def loops_in_properties() -> str:
    words = ", ".join(f"a{number}" for number in range(500))
    inner = f'{{"Fn::ForEach::Y": [Y, [{words}], {{"V${{X}}${{Y}}": "${{X}}"}}]}}'
    return (
        f"{HEAD}Resources:\n{URL}  F:\n    Type: AWS::Lambda::Function\n    Properties:\n"
        f"      Environment:\n        Variables:\n"
        f"          Fn::ForEach::X: [X, [{words}], {inner}]\n"
    )


def conditions_in_a_chain() -> str:
    rows = [f"  C{n}: !Not [!Condition C{n - 1}]\n" for n in range(1, 20_000)]
    chain = "  C0: !Equals [!Ref AWS::Region, x]\n" + "".join(rows)
    last = "  A: {Type: AWS::S3::Bucket, Condition: C19999}\n"
    return f"{HEAD}Conditions:\n{chain}Resources:\n{URL}{last}"


def conditions_of_themselves() -> str:
    return (
        f"{HEAD}Conditions:\n  A: !Not [!Condition A]\n  B: !And [!Condition C, !Condition A]\n"
        "  C: !Condition B\n  D: 7\n  E: [x]\n  F: !Equals [!If [F, a, b], a]\n"
        f"Resources:\n{URL}  X: {{Type: AWS::S3::Bucket, Condition: A}}\n"
        "  Y: {Type: AWS::S3::Bucket, Condition: B}\n"
        "  Z: {Type: AWS::S3::Bucket, Condition: F}\n"
    )


def too_many_resources() -> str:
    rows = (f"  A{number}: {{Type: AWS::S3::Bucket}}\n" for number in range(30_000))
    return f"{HEAD}Resources:\n{URL}{''.join(rows)}"


def a_mapping_of_itself() -> str:
    return (
        f"{HEAD}Mappings:\n  M:\n    a: {{b: !FindInMap [M, a, b]}}\nResources:\n{URL}"
        "  V: {Type: AWS::Lambda::Url, Properties: {AuthType: !FindInMap [M, a, b]}}\n"
    )


def resources_of_odd_shapes() -> str:
    return (
        f"{HEAD}Resources:\n{URL}  1: {{Type: AWS::S3::Bucket}}\n"
        "  null: {Type: AWS::SQS::Queue}\n"
        "  2024-01-01: 7\n  ? {a: b}\n  : {Type: AWS::S3::Bucket}\n  E: {Type: [x]}\n  F: null\n"
        "  G: {Type: AWS::S3::Bucket, Properties: null}\n  '': {Type: AWS::S3::Bucket}\n"
        "  H: {Type: AWS::S3::Bucket, Properties: [x]}\n"
    )


def too_many_parameters() -> str:
    rows = (f"  P{number}: {{Type: String}}\n" for number in range(3_000))
    return f"{HEAD}Parameters:\n{''.join(rows)}Resources:\n{URL}"


OVER_BUDGET: dict[str, tuple[Callable[[], str], str]] = {
    "a billion resources by loops": (
        lambda: loops('{"B${X}${Y}${Z}": {Type: "AWS::S3::Bucket"}}'),
        "Fn::ForEach",
    ),
    "a billion times the same resource": (
        lambda: loops('{"B": {Type: "AWS::S3::Bucket"}}'),
        "Fn::ForEach",
    ),
    "loops in properties": (loops_in_properties, "Fn::ForEach"),
    "conditions in a chain": (conditions_in_a_chain, "120 deep"),
    "conditions of themselves": (conditions_of_themselves, "depends on itself"),
    "30,000 resources": (too_many_resources, "2,000 resources"),
    "3,000 parameters": (too_many_parameters, "1,000 Parameters"),
    "a mapping of itself": (a_mapping_of_itself, "120 deep"),
    "odd keys and shapes": (resources_of_odd_shapes, "not a plain word"),
    "an id written twice": (lambda: f"{HEAD}Resources:\n{URL}{URL}", "written twice"),
    "resources in a list": (lambda: f"{HEAD}Resources: [{{Type: AWS::X::Y}}]\n", "not a map"),
    "no resources": (lambda: f"{HEAD}Resources: null\n", "not a map"),
    "conditions in a list": (lambda: f"{HEAD}Conditions: [a]\nResources:\n{URL}", "not a map"),
}


@pytest.mark.parametrize("name", OVER_BUDGET)
def test_what_is_over_a_budget_is_named(name: str, judge: Judge, root: Path) -> None:
    make, words = OVER_BUDGET[name]
    text = make()
    (root / "template.yaml").write_text(text, encoding="utf-8")
    found = judge()
    assert any(words in row for row in found.unread), found.unread
    assert found.code == (1 if URL in text else 3)


def many_choices() -> str:
    names = range(40)
    parameters = "".join(f"  P{n}: {{Type: String}}\n" for n in names)
    conditions = "".join(f"  C{n}: !Equals [!Ref P{n}, x]\n" for n in names)
    value = '"NONE"'
    for number in range(12):
        value = (
            f'{{"Fn::If": ["C{number}", {value}, {value if number else chr(34) + "b" + chr(34)}]}}'
        )
    joined = ", ".join(f"!If [C{n}, a, b]" for n in names)
    return (
        f"{HEAD}Parameters:\n{parameters}Conditions:\n{conditions}Resources:\n{URL}"
        f"  V: {{Type: AWS::Lambda::Url, Properties: {{AuthType: {value}}}}}\n"
        f"  B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: !Join ['', [{joined}]]}}}}\n"
    )


def long_texts() -> str:
    text = '"' + "a," * 1_000 + '"'
    for _ in range(10):
        text = f'{{"Fn::Join": ["a,a,a,a,a,a,a,a,", {{"Fn::Split": [",", {text}]}}]}}'
    holes = "${A}-${AWS::Region}" * 100_000
    return (
        f"{HEAD}Parameters: {{A: {{Type: String}}}}\nResources:\n{URL}"
        f"  B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: {text}}}}}\n"
        f'  C: {{Type: AWS::S3::Bucket, Properties: {{BucketName: !Sub "{holes}"}}}}\n'
    )


def a_wide_mapping() -> str:
    cells = ", ".join(f"c{n}: v{n}" for n in range(200))
    rows = "".join(f"    r{n}: {{{cells}}}\n" for n in range(200))
    return (
        f"{HEAD}Parameters: {{A: {{Type: String}}, B: {{Type: String}}}}\nMappings:\n  M:\n{rows}"
        f"Resources:\n{URL}  V: {{Type: AWS::Lambda::Url, Properties: "
        "{AuthType: !FindInMap [M, !Ref A, !Ref B]}}\n"
    )


def numbers_beyond_all() -> str:
    return (
        f"{SAM}Parameters:\n  N: {{Type: Number, Default: {'9' * 5_000}}}\n"
        "  I: {Type: Number, Default: inf}\n  Q: {Type: Number, Default: nan}\n"
        f"Resources:\n{URL}  F:\n    Type: AWS::Lambda::Function\n    Properties:\n"
        f"      Timeout: {'9' * 5_000}\n      MemorySize: !Ref I\n"
        "      ReservedConcurrentExecutions: !Ref N\n"
        "  Q1: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !Ref Q}}\n"
        "  Q2: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: .nan}}\n"
    )


@pytest.mark.parametrize("make", [many_choices, long_texts, a_wide_mapping, numbers_beyond_all])
def test_values_that_explode_become_unknown(
    make: Callable[[], str], judge: Judge, root: Path
) -> None:
    (root / "template.yaml").write_text(make(), encoding="utf-8")
    assert judge().code == 1


SECTIONS = ("Parameters", "Mappings", "Globals", "Outputs", "Metadata", "Transform", "Rules")
SHAPES = ("7", "[1, [2], {a: b}]", "{A: null, B: 7, C: [x], D: {Type: 7, Default: [1]}}")


def test_sections_of_the_wrong_shape_stop_nothing(judge: Judge, root: Path) -> None:
    for section in SECTIONS:
        for number, shape in enumerate(SHAPES):
            text = f"{SAM if section != 'Transform' else HEAD}{section}: {shape}\nResources:\n{URL}"
            (root / f"{section}{number}.yaml").write_text(text, encoding="utf-8")
    found = judge()
    assert found.code == 1
    assert found.files >= {f"{section}0.yaml" for section in SECTIONS}


TRIES = (
    "a",
    "a/",
    "=",
    "-",
    "QUJD",
    "a:b@",
    "*a",
    "?",
    "%",
    "\\",
    " ",
    "'",
    "AKIA",
    "eyJ.",
    "${A}",
)


@pytest.mark.parametrize("piece", TRIES)
def test_no_pattern_takes_long_over_a_long_text(piece: str, judge: Judge, root: Path) -> None:
    text = piece * (20_000 // len(piece))
    policy = {
        "Statement": [
            {
                "Effect": "Allow",
                "Action": [text, f"s3:{text}"],
                "Resource": f"arn:aws:s3:::{text}",
                "Principal": {"AWS": text, "Service": text, "Federated": text},
                "Condition": {"StringLike": {"aws:SourceArn": text}},
            }
        ]
    }
    variables = {"PASSWORD": text, "URL": f"postgres://u:{text}", "TOKEN": f"x{text}!"}
    function = {
        "Runtime": text,
        "Handler": text,
        "Role": {"Fn::GetAtt": ["R", "Arn"]},
        "Code": {"ZipFile": text, "ImageUri": text},
        "Environment": {"Variables": variables},
    }
    role = {
        "AssumeRolePolicyDocument": policy,
        "ManagedPolicyArns": [text],
        "Policies": [{"PolicyName": "p", "PolicyDocument": policy}],
    }
    resources = {
        "F": {"Type": "AWS::Lambda::Function", "Properties": function},
        "R": {"Type": "AWS::IAM::Role", "Properties": role},
        "B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": policy}},
        "S": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": text}},
        "P": {"Type": "AWS::Lambda::Permission", "Properties": {"Principal": text}},
        "M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": text}},
        "Q": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": text}}},
    }
    document = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    (root / "template.json").write_text(json.dumps(document), encoding="utf-8")
    assert judge().code in (1, 3)


SERVICE = """\
service: s
provider: {name: aws, runtime: python3.12}
custom: {a: '%s'}
functions:
  f: {handler: app.handler, timeout: '${self:custom.a}', url: true}
"""


@pytest.mark.parametrize(
    "value",
    ["${" * 1_000 + "}" * 1_000, "${self:" * 1_000 + "a" + "}" * 1_000],
    ids=["empty", "nested"],
)
def test_variables_of_any_depth_are_named(value: str, judge: Judge, root: Path) -> None:
    (root / "serverless.yml").write_text(SERVICE % value, encoding="utf-8")
    found = judge()
    assert found.code == 1
    assert any("120 deep" in row for row in found.unread)


def test_a_number_of_any_length_is_read(judge: Judge, root: Path) -> None:
    value = "${opt:nothing, " + "9" * 5_000 + "}"
    (root / "serverless.yml").write_text(SERVICE % value, encoding="utf-8")
    assert judge().code == 1
