"""One application, told once: what the writers of every format write down in their own way.

Resources are told in CloudFormation's words, since those are the model's; the function, its role,
URL, triggers and the like are told apart, because SAM, the Serverless Framework and Terraform have
words of their own for them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Raw = Any
"""Scalars, lists, maps; ``Ref`` and ``Fn::GetAtt`` lead to other resources."""

FUNCTION, ROLE = "Orders", "OrdersRole"
CODE = "def handler(event, context):\n    return {'statusCode': 200}\n"


def ref(name: str) -> dict[str, str]:
    """A reference to a resource."""
    return {"Ref": name}


def arn(name: str) -> dict[str, list[str]]:
    """The ARN of a resource."""
    return {"Fn::GetAtt": [name, "Arn"]}


@dataclass
class App:
    """The application; every part of it may be made bad by a state."""

    function: dict[str, Raw] = field(default_factory=dict)
    statements: list[Raw] = field(default_factory=list)
    managed: list[Raw] = field(default_factory=list)
    trust: list[Raw] | None = None
    url: dict[str, Raw] | None = None
    mappings: dict[str, dict[str, Raw]] = field(default_factory=dict)
    schedule: dict[str, Raw] | None = None
    resources: dict[str, dict[str, Raw]] = field(default_factory=dict)
    parameters: dict[str, dict[str, Raw]] = field(default_factory=dict)
    outputs: dict[str, Raw] = field(default_factory=dict)
    code: str = CODE
    libraries: str = ""
    """What the function's requirements.txt asks for; none where empty."""


def clean() -> App:
    """An application in which the writers' formats agree, with little to find."""
    return App(
        function={
            "FunctionName": "orders",
            "Runtime": "python3.13",
            "Handler": "app.handler",
            "Timeout": 10,
            "MemorySize": 256,
            "TracingConfig": {"Mode": "Active"},
            "ReservedConcurrentExecutions": 5,
            "Environment": {"Variables": {"TABLE": ref("Items")}},
            "DeadLetterConfig": {"TargetArn": arn("Dead")},
        },
        statements=[
            {
                "Effect": "Allow",
                "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
                "Resource": [arn("Items")],
            },
            {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": [arn("Dead")]},
        ],
        managed=[
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
        ],
        resources={
            "Items": {
                "Type": "AWS::DynamoDB::Table",
                "DeletionPolicy": "Retain",
                "Properties": {
                    "TableName": "items",
                    "BillingMode": "PAY_PER_REQUEST",
                    "DeletionProtectionEnabled": True,
                    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
                },
            },
            "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead"}},
            "Logs": {
                "Type": "AWS::Logs::LogGroup",
                "Properties": {"LogGroupName": "/aws/lambda/orders", "RetentionInDays": 30},
            },
        },
    )


Change = Callable[[App], None]
STATES: dict[str, Change] = {}
"""The bad state of each control, by the control's name."""


def state(control: str) -> Callable[[Change], Change]:
    """Marks what makes an application bad for a control."""

    def register(change: Change) -> Change:
        STATES[control] = change
        return change

    return register


def adding(control: str, resources: Mapping[str, dict[str, Raw]]) -> None:
    """A bad state that lies in more resources, or in others than the clean application has."""

    def change(app: App) -> None:
        app.resources.update(copy.deepcopy(dict(resources)))

    STATES[control] = change


def granting(control: str, *statements: Raw) -> None:
    """A bad state that lies in what the function's role may do."""

    def change(app: App) -> None:
        app.statements.extend(copy.deepcopy(statements))

    STATES[control] = change


def setting(control: str, **properties: Raw) -> None:
    """A bad state that lies in properties of the function."""

    def change(app: App) -> None:
        app.function.update(copy.deepcopy(properties))

    STATES[control] = change


def with_states(*controls: str) -> App:
    """The clean application with these bad states switched on."""
    app = clean()
    for control in controls:
        STATES[control](app)
    return app
