"""CodeDeploy, ECR, stacks deployed by Terraform, Step Functions."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Entity, ResourcePolicy
from crenel.model.resource import Resource
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import common
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.written import Written
from crenel.readers.vocabulary.world import World


@TABLE.becomes("AWS::CodeDeploy::DeploymentGroup", "aws_codedeploy_deployment_group")
def deployment(it: Written) -> Properties:
    """How a function's new versions take over."""
    return it.plain(
        {
            "DeploymentConfigName": "deployment_config_name",
            "AlarmConfiguration.Alarms": "alarm_configuration.alarms",
            "AlarmConfiguration.Enabled": "alarm_configuration.enabled",
            "AutoRollbackConfiguration.Events": "auto_rollback_configuration.events",
        }
    )


@TABLE.becomes("AWS::ECR::Repository", "aws_ecr_repository")
def repository(it: Written) -> Properties:
    """A repository of images."""
    return it.plain(
        {
            "RepositoryName": "name",
            "ImageTagMutability": "image_tag_mutability",
            "ImageScanningConfiguration.ScanOnPush": "image_scanning_configuration.scan_on_push",
        }
    )


@TABLE.own("aws_ecr_repository_policy")
def repository_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A repository's policy; CloudFormation has it inside the repository."""
    yield ResourcePolicy(
        **common(resource),
        service="ecr",
        target=resource["repository"],
        statements=statements(embedded(resource["policy"])),
    )


@TABLE.becomes("AWS::CloudFormation::Stack", "aws_cloudformation_stack")
def stack(it: Written) -> Properties:
    """A CloudFormation stack that Terraform deploys."""
    return it.plain(
        {
            "TemplateURL": "template_url",
            "Parameters": "parameters",
            "DisableRollback": "disable_rollback",
        }
    )


@TABLE.becomes(
    "AWS::Serverless::Application", "aws_serverlessapplicationrepository_cloudformation_stack"
)
def application(it: Written) -> Properties:
    """An application of the Serverless Application Repository."""
    return it.plain(
        {
            "Location.ApplicationId": "application_id",
            "Location.SemanticVersion": "semantic_version",
        }
    )


@TABLE.becomes("AWS::StepFunctions::StateMachine", "aws_sfn_state_machine")
def workflow(it: Written) -> Properties:
    """A state machine."""
    return {
        "Definition": it.document("definition"),
        **it.plain(
            {
                "StateMachineName": "name",
                "RoleArn": "role_arn",
                "StateMachineType": "type",
                "LoggingConfiguration.Level": "logging_configuration.level",
                "LoggingConfiguration.IncludeExecutionData": (
                    "logging_configuration.include_execution_data"
                ),
                "TracingConfiguration.Enabled": "tracing_configuration.enabled",
                "EncryptionConfiguration.KmsKeyId": "encryption_configuration.kms_key_id",
            }
        ),
    }
