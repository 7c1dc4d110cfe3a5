"""Queues, topics, buses."""

from __future__ import annotations

from tests.parity.application import adding, arn, ref
from tests.parity.states.parts import policy

adding(
    "queue-encryption-off",
    {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": False}}},
)
adding(
    "public-queue",
    {
        "Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}},
        "OfJobs": policy("AWS::SQS::QueuePolicy", "Queues", [ref("Jobs")]),
    },
)
adding(
    "public-topic",
    {
        "News": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
        "OfNews": policy("AWS::SNS::TopicPolicy", "Topics", [ref("News")]),
    },
)
adding(
    "plain-text-subscription",
    {
        "News": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
        "Reads": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": ref("News"),
                "Protocol": "http",
                "Endpoint": "http://example.com/news",
            },
        },
    },
)
adding(
    "public-bus",
    {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "bus"}},
        "OfBus": {
            "Type": "AWS::Events::EventBusPolicy",
            "Properties": {
                "EventBusName": ref("Bus"),
                "Action": "events:PutEvents",
                "Principal": "*",
                "StatementId": "s",
            },
        },
    },
)
adding(
    "target-without-dead-letter",
    {
        "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventPattern": {"source": ["aws.s3"]},
                "Targets": [{"Id": "t", "Arn": arn("Dead")}],
            },
        }
    },
)
adding(
    "unencrypted-stream",
    {"Numbers": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}}},
)
