"""``terraform-aws-modules/step-functions/aws``: a state machine and its role."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.readers.vocabulary.terraform.modules.call import alone, off, role
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/step-functions/aws"

TABLE.lead(_MODULE, "role_arn", "role_name", suffix="#role")


@TABLE.expands((), _MODULE)
def workflow(it: Written) -> Iterator[Resource]:
    """The state machine; statements of ``service_integrations`` are the module's own affair."""
    if off(it, "create"):
        return
    own = not off(it, "create_role") and not it["use_existing_role"].is_true().certain
    yield it.made(
        "AWS::StepFunctions::StateMachine",
        {
            "StateMachineName": it["name"],
            "Definition": it.document("definition"),
            "RoleArn": alone(it.ref("#role"), it["role_arn"]) if own else it["role_arn"],
            "StateMachineType": it["type"],
            "LoggingConfiguration.Level": it["logging_configuration.level"],
            "LoggingConfiguration.IncludeExecutionData": it[
                "logging_configuration.include_execution_data"
            ],
            "TracingConfiguration.Enabled": it["service_integrations.xray.xray"],
        },
    )
    if own:
        yield role(it, "name", "states.amazonaws.com")
