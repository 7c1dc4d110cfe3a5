import pytest

from crenel.analysis.conditions import holds_off
from crenel.model.value import NOTHING, Unknown, UnknownKind, known, mapping, sequence


def condition(operator, value, key="aws:SourceVpce"):
    written = value if not isinstance(value, list) else sequence(map(known, value))
    if isinstance(written, str | bool):
        written = known(written)
    return mapping({operator: mapping({key: written})})


def names_caller(key):
    return key == "aws:sourcevpce"


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("StringEquals", "vpce-1"),
        ("StringEquals", "*"),
        ("StringLike", ["vpce-1*", "vpce-2"]),
        ("ForAnyValue:StringEquals", ["vpce-1"]),
        ("ArnLike", "arn:aws:sns:*:*:orders"),
        ("Bool", "true"),
    ],
)
def test_operators_that_name_something(operator, value):
    assert holds_off(condition(operator, value), names_caller, strict=True).certain


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("StringLike", "*"),
        ("StringLike", ["vpce-1", "*"]),
        ("StringNotEquals", "vpce-1"),
        ("Null", "false"),
        ("Bool", "false"),
        ("StringEqualsIfExists", "vpce-1"),
        ("ForAllValues:StringEquals", ["vpce-1"]),
    ],
)
def test_operators_that_name_nothing(operator, value):
    assert holds_off(condition(operator, value), names_caller, strict=True).refuted


def test_a_key_that_may_be_absent_counts_where_it_never_is():
    assert holds_off(condition("StringEqualsIfExists", "x"), names_caller, strict=False).certain


def test_other_keys_and_no_condition_hold_nobody_off():
    other = condition("StringEquals", "x", key="aws:RequestedRegion")
    assert holds_off(other, names_caller, strict=True).refuted
    assert holds_off(NOTHING, names_caller, strict=True).refuted


def test_an_unknown_condition_is_not_known():
    unknown = Unknown(kind=UnknownKind.EXTERNAL, name="Condition")
    assert holds_off(unknown, names_caller, strict=True).value is None


def test_unknown_keys_of_an_operator_are_not_known():
    unknown = mapping({"StringEquals": Unknown(kind=UnknownKind.EXTERNAL, name="Keys")})
    assert holds_off(unknown, names_caller, strict=True).value is None


def test_what_the_platform_fills_in_is_no_wildcard():
    account = Unknown(kind=UnknownKind.PSEUDO, name="AWS::AccountId")
    assert holds_off(condition("StringLike", account), names_caller, strict=True).certain
