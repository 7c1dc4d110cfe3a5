from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.analysis.globs import Actions, covers, everything, fits, shape
from crenel.model.value import Known, Ref, Text, Unknown, UnknownKind, known


def text(*parts):
    return Text(segments=tuple(known(one) if isinstance(one, str) else one for one in parts))


REGION = Unknown(kind=UnknownKind.PSEUDO, name="AWS::Region")
PARAMETER = Unknown(kind=UnknownKind.PARAMETER, name="Table")
TABLE = Ref(target="Orders", attribute="Arn")


@pytest.mark.parametrize(
    "resource",
    [
        "*",
        "**",
        "arn:aws:s3:::*",
        "arn:aws:s3:::*/*",
        "arn:*:*:*:*:*",
        "arn:aws:logs:*:*:*",
        "arn:aws:dynamodb:*:*:table/*",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/*/index/*",
        "arn:aws:lambda:*:*:function:*",
        "arn:aws:lambda:*:*:function:*:live",
        "arn:aws:ssm:*:*:parameter*",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:apigateway:eu-west-1::/restapis/*",
    ],
)
def test_open_resources(resource):
    assert everything(known(resource)).certain


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:s3:::orders",
        "arn:aws:s3:::orders/*",
        "arn:aws:s3:::orders-*",
        "arn:aws:sqs:*:*:orders",
        "arn:aws:dynamodb:*:*:table/orders*",
        "arn:aws:dynamodb:*:*:table/orders/index/*",
        "arn:aws:lambda:*:*:function:orders-*",
        "arn:aws:logs:*:*:log-group:/aws/lambda/*",
        "arn:aws:ssm:*:*:parameter/orders/*",
        "arn:aws:iam::*:role/service-role/*",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:execute-api:*:*:a1b2c3/*",
    ],
)
def test_narrow_resources(resource):
    assert everything(known(resource)).refuted


def test_references_and_places_of_names_are_narrow():
    assert everything(TABLE).refuted
    assert everything(REGION).refuted
    assert everything(text(TABLE, "/*")).refuted
    assert everything(text("arn:aws:dynamodb:", REGION, ":*:table/", PARAMETER)).refuted
    assert everything(text("arn:aws:s3:::", PARAMETER, "/*")).refuted


def test_a_region_does_not_close_an_open_resource():
    assert everything(text("arn:aws:dynamodb:", REGION, ":*:table/*")).certain
    assert everything(text("arn:", PARAMETER, ":dynamodb:*:*:*")).certain


def test_a_parameter_for_all_of_a_resource_is_not_known():
    assert everything(PARAMETER).value is None
    assert everything(text("arn:aws:dynamodb:*:*:", PARAMETER)).value is None


@pytest.mark.parametrize(
    "pattern", ["s3:GetObject", "S3:getobject", "s3:Get*", "s?:*", "*", "*:Get*"]
)
def test_patterns_that_cover_an_action(pattern):
    assert covers(known(pattern), "s3:GetObject").certain
    assert Actions(["s3:GetObject"]).matched(pattern) == ("s3:GetObject",)


@pytest.mark.parametrize("pattern", ["s3:GetObjectAcl", "s3:Put*", "s3", "sqs:*", "s3:Get?"])
def test_patterns_that_do_not(pattern):
    assert covers(known(pattern), "s3:GetObject").refuted
    assert Actions(["s3:GetObject"]).matched(pattern) == ()


def test_letters_of_regular_expressions_mean_themselves():
    assert covers(known("s3:Get.bject"), "s3:GetObject").refuted
    assert covers(Known(value="s3:(GetObject)"), "s3:GetObject").refuted


def test_the_shape_of_an_arn():
    assert shape(known("arn:aws:dynamodb:*:*:table/*")) == ("dynamodb", "table")
    assert shape(text("arn:aws:ec2:", REGION, ":*:*/*")) == ("ec2", "")
    assert shape(known("arn:aws:s3:::orders/*")) == ("s3", "")
    assert shape(known("*")) == ("", "")
    assert shape(TABLE) == ("", "")


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("*", "s3:GetObject", True),
        ("s3:*", "s3:GetObject", True),
        ("s3:getobject", "s3:GetObject", True),
        ("s3:Get*", "s3:PutObject", False),
        ("s3:*Object", "s3:GetObject", True),
        ("s3:*Object", "s3:GetObjectAcl", False),
        ("s3:G*O*t", "s3:GetObject", True),
        ("s3:G*t*O", "s3:GetObject", False),
        ("s3:?etObject", "s3:GetObject", True),
        ("s3:?etObject", "s3:tObject", False),
        ("*:?et*j?ct", "s3:GetObject", True),
        ("s3:GetObject*", "s3:GetObject", True),
        ("s3:GetObject?", "s3:GetObject", False),
        ("s3:Get**Object", "s3:GetObject", True),
        ("ab*ba", "aba", False),
        ("s3.GetObject", "s3:GetObject", False),
        ("", "s3:GetObject", False),
    ],
)
def test_patterns_of_actions(pattern, name, expected):
    assert fits(pattern, name) is expected


@given(st.text(alphabet="ab*?", max_size=8), st.text(alphabet="ab", max_size=8))
def test_patterns_agree_with_those_of_files(pattern, name):
    assert fits(pattern, name) is fnmatchcase(name, pattern)


def test_a_hostile_pattern_takes_no_time():
    assert not fits("s3:" + "*a" * 2000 + "b", "s3:" + "a" * 2000)
