import pytest

from crenel.analysis.denials import Denials
from crenel.analysis.grants import Grant
from crenel.analysis.reach import Reach
from crenel.model.entities import Statement
from crenel.model.guard import ALWAYS
from crenel.model.value import known, sequence


def statement(effect="Allow", actions="s3:GetObject", resources=("*",), **fields):
    return Statement(
        effect=known(effect),
        actions=known(actions),
        resources=sequence(map(known, resources)),
        **fields,
    )


def reach(service, *resources):
    return Reach(statement(resources=resources)).open(service)


def test_arns_of_other_services_open_nothing():
    assert reach("sqs", "arn:aws:sqs:*:*:orders", "arn:aws:logs:*:*:*").refuted
    assert reach("logs", "arn:aws:sqs:*:*:orders", "arn:aws:logs:*:*:*").certain
    assert reach("s3", "arn:aws:sqs:*:*:orders", "*").certain
    assert reach("sqs", "arn:aws:logs:*:*:*").refuted


def test_a_named_resource_of_another_type_narrows_a_type():
    both = ("arn:aws:batch:*:*:job-queue/orders", "arn:aws:batch:*:*:job-definition/*")
    assert reach("batch", *both).refuted
    same = ("arn:aws:dynamodb:*:*:table/orders", "arn:aws:dynamodb:*:*:table/*")
    assert reach("dynamodb", *same).certain


def test_commands_are_sent_to_instances():
    resources = ("arn:aws:ssm:*:*:document/*", "arn:aws:ec2:*:*:instance/*")
    assert reach("ssm", *resources).certain


@pytest.mark.parametrize(
    ("one", "answer"),
    [
        (statement("Deny", "s3:*"), True),
        (statement("Deny", "s3:Get*"), True),
        (statement("Deny", "s3:Put*"), False),
        (statement("Allow", "s3:*"), False),
        (statement("Deny", "s3:*", ("arn:aws:s3:::payroll/*",)), False),
        (statement("Deny", "s3:*", condition=known("anything")), False),
    ],
)
def test_what_a_denial_takes_away(one, answer):
    assert Denials([one]).of("s3:GetObject").value is answer


def test_a_denial_of_all_but_some_actions():
    one = Statement(
        effect=known("Deny"), not_actions=known("sqs:*"), resources=sequence([known("*")])
    )
    assert Denials([one]).of("s3:GetObject").certain
    assert Denials([one]).of("sqs:SendMessage").refuted


def test_a_grant_on_everything():
    assert Grant(Reach(statement()), known("s3:GetObject"), ALWAYS).unscoped().certain
    assert Grant(Reach(statement("Deny")), known("s3:GetObject"), ALWAYS).unscoped().refuted
