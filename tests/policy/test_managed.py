"""The policies that AWS manages."""

from __future__ import annotations

from crenel.policy.managed import data_source, managed_policy


def test_by_arn_and_by_name():
    basic = managed_policy("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    assert basic is not None
    assert basic == managed_policy("AWSLambdaBasicExecutionRole")
    assert basic == managed_policy(
        "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    )
    assert basic.document["Statement"][0]["Action"] == [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    ]


def test_a_wrong_path_is_another_policy():
    assert managed_policy("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole") is None
    assert managed_policy("arn:aws:iam::111122223333:policy/AmazonS3FullAccess") is None
    assert managed_policy("NoSuchPolicy") is None
    assert managed_policy("") is None


def test_the_data_have_a_date():
    source, newest = data_source()
    assert source.startswith("moto-")
    assert newest >= "2026-09-30"
