"""CodeDeploy, ECR, CloudFormation's own resources, Step Functions."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    ContainerRepository,
    CustomResource,
    Deployment,
    Entity,
    NestedApplication,
    ResourcePolicy,
    StackSettings,
    Workflow,
)
from crenel.model.resource import Resource
from crenel.model.value import NOTHING
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import common, effective, first_present, row
from crenel.readers.vocabulary.world import World


@row("AWS::CodeDeploy::DeploymentGroup")
def deployment(resource: Resource, world: World) -> Iterator[Entity]:
    """How a function's new versions take over: those of the aliases that are updated by it."""
    group = "CodeDeployLambdaAliasUpdate"
    updated = (
        alias
        for alias in world.of_type("AWS::Lambda::Alias")
        for policy in (alias.attributes.at("UpdatePolicy", group),)
        if world.referred(policy.get("DeploymentGroupName")) is resource
    )
    yield Deployment(
        **common(resource),
        function=first_present(*(alias["FunctionName"] for alias in updated), NOTHING),
        kind=resource["DeploymentConfigName"],
        alarms=resource["AlarmConfiguration.Alarms"],
        enabled=resource["AlarmConfiguration.Enabled"],
        hooks=resource["AutoRollbackConfiguration.Events"],
    )


@row("AWS::ECR::Repository")
def repository(resource: Resource, _: World) -> Iterator[Entity]:
    """A repository of images, and its policy."""
    yield ContainerRepository(
        **common(resource),
        name=resource["RepositoryName"],
        tag_mutability=effective(resource, "ImageTagMutability"),
        scan_on_push=effective(resource, "ImageScanningConfiguration.ScanOnPush"),
    )
    if not resource["RepositoryPolicyText"].is_absent().certain:
        yield ResourcePolicy(
            **common(resource, "#policy"),
            service="ecr",
            target=resource.self_ref(),
            statements=statements(resource["RepositoryPolicyText"]),
        )


@row("AWS::CloudFormation::CustomResource", "Custom::*")
def custom_resource(resource: Resource, _: World) -> Iterator[Entity]:
    """Something that a function makes during a deployment."""
    yield CustomResource(**common(resource), function=resource["ServiceToken"])


@row("AWS::CloudFormation::Macro")
def macro(resource: Resource, _: World) -> Iterator[Entity]:
    """A function that rewrites templates during a deployment."""
    yield CustomResource(**common(resource), function=resource["FunctionName"])


@row("AWS::CloudFormation::Stack", "AWS::Serverless::Application")
def nested(resource: Resource, _: World) -> Iterator[Entity]:
    """Another application that is deployed with this one."""
    location = first_present(resource["Location"], resource["TemplateURL"])
    yield NestedApplication(
        **common(resource),
        location=location,
        application_id=location.get("ApplicationId"),
        version=location.get("SemanticVersion"),
    )
    if not resource["DisableRollback"].is_absent().certain:  # said where Terraform deploys a stack
        yield StackSettings(
            **common(resource, "#settings"), rollback_off=resource["DisableRollback"]
        )


@row("AWS::StepFunctions::StateMachine")
def workflow(resource: Resource, _: World) -> Iterator[Entity]:
    """A state machine."""
    yield Workflow(
        **common(resource),
        name=resource["StateMachineName"],
        definition=first_present(
            resource["Definition"],
            resource["DefinitionString"],
            resource["DefinitionS3Location"],
            resource["DefinitionUri"],
        ),
        substitutions=resource["DefinitionSubstitutions"],
        identity=resource["RoleArn"],
        logging_level=effective(resource, "LoggingConfiguration.Level"),
        log_execution_data=resource["LoggingConfiguration.IncludeExecutionData"],
        tracing=resource["TracingConfiguration.Enabled"],
        key=resource["EncryptionConfiguration.KmsKeyId"],
        kind=effective(resource, "StateMachineType"),
    )
