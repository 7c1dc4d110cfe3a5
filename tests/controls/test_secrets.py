"""What counts as a secret by its name and by its text."""

import pytest

from crenel.secrets.written import (
    carries_credentials,
    looks_like_secret_value,
    names_a_secret,
)

SECRET_NAMES = [
    "DB_PASSWORD",
    "DBPassword",
    "MasterUserPassword",
    "password",
    "WEBHOOK_TOKEN",
    "apiKey",
    "STRIPE_SECRET_KEY",
    "CLIENT_SECRET",
    "JWT_SECRET",
    "DB_PASS",
    "API_TOKEN_PROD",
    "/shop/prod/db-password",
]
OTHER_NAMES = [
    "userpoolClientGenerateSecret",
    "listNextToken",
    "TABLE_NAME",
    "SECRET_ARN",
    "SECRET_NAME",
    "SecretId",
    "PASSWORD_POLICY",
    "PasswordLength",
    "TOKEN_TTL",
    "TOKEN_URL",
    "NEXT_TOKEN",
    "MAX_TOKENS",
    "KEY_ID",
    "KMS_KEY_ID",
    "KMS_KEY",
    "PUBLIC_KEY",
    "PARTITION_KEY",
    "S3_KEY",
    "BYPASS",
    "EnableToken",
    "COMPASS",
]
SECRETS = [
    "Tr0ub4dor-and-3",
    "9f2c-warm-meadow-71",
    "s3cr3t-sauce",
    "correct-horse-battery",
    "12345678",
    "AbC/dEf+123==",
    "postgres://shop:Tr0ub4dor@db/shop",
]
OTHERS = [
    "",
    " ",
    "changeme",
    "ChangeMe123",
    "<your-token>",
    "REPLACE_ME",
    "xxxxxxxx",
    "true",
    "3600",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a",
    "/shop/prod/token",
    "prod/search/database",
    "prod-db-secret",
    "https://login.example.com/oauth2/token",
    "{{resolve:secretsmanager:prod/db}}",
    "${Password}",
    "$.token",
    "certs/private.pem",
    "postgres://shop:${Password}@db/shop",
    "bearer",
]


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_name_that_says_secret(name):
    assert names_a_secret(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_name_that_only_sounds_like_one(name):
    assert not names_a_secret(name)


@pytest.mark.parametrize("text", SECRETS)
def test_a_text_that_could_be_the_secret(text):
    assert looks_like_secret_value(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_text_that_points_or_marks_or_switches(text):
    assert not looks_like_secret_value(text)


def test_a_login_counts_under_any_name():
    assert carries_credentials("amqps://${User}:Tr0ub4dor@mq.internal")
    assert carries_credentials("https://user:Tr0ub4dor@example.internal/")
    assert not carries_credentials("https://user:${Password}@example.internal/")
    assert not carries_credentials("https://user:{{resolve:ssm:/a:b}}@example.internal/")
    assert not carries_credentials("redis://cache:6379/0")


def test_long_texts_are_read_in_linear_time():
    for text in ("a://" * 20_000, "a-" * 40_000, "<" * 80_000, "/a" * 40_000, "${" * 40_000):
        looks_like_secret_value(text)
        carries_credentials(text)
