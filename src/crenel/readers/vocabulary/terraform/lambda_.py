"""AWS Lambda: functions, URLs, permissions, event source mappings, aliases, layers."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import NOTHING
from crenel.readers.vocabulary.terraform.archives import code_of
from crenel.readers.vocabulary.terraform.function_urls import permission_for_everyone
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import unless
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.becomes("AWS::Lambda::Function", "aws_lambda_function")
def function(it: Written) -> Properties:
    """A function; its code is found behind the archive that ``filename`` names."""
    return {
        **it.plain(
            {
                "FunctionName": "function_name",
                "Runtime": "runtime",
                "Handler": "handler",
                "PackageType": "package_type",
                "Role": "role",
                "Environment.Variables": "environment.variables",
                "KmsKeyArn": "kms_key_arn",
                "Timeout": "timeout",
                "MemorySize": "memory_size",
                "Layers": "layers",
                "TracingConfig.Mode": "tracing_config.mode",
                "DeadLetterConfig.TargetArn": "dead_letter_config.target_arn",
                "CodeSigningConfigArn": "code_signing_config_arn",
                "SnapStart.ApplyOn": "snap_start.apply_on",
                "EphemeralStorage.Size": "ephemeral_storage.size",
                "Architectures": "architectures",
                "LoggingConfig.LogFormat": "logging_config.log_format",
                "LoggingConfig.LogGroup": "logging_config.log_group",
                "Tags": "tags",
            }
        ),
        "ReservedConcurrentExecutions": unless(it["reserved_concurrent_executions"], -1),
        "VpcConfig": it.block(
            "vpc_config", {"SubnetIds": "subnet_ids", "SecurityGroupIds": "security_group_ids"}
        ),
        "FileSystemConfigs": it.blocks(
            "file_system_config", {"Arn": "arn", "LocalMountPath": "local_mount_path"}
        ),
        **code_of(it),
    }


for _name in ("aws_lambda_function", "aws_lambda_alias"):
    TABLE.lead(
        _name,
        "invoke_arn",
        "qualified_arn",
        "qualified_invoke_arn",
        "response_streaming_invoke_arn",
        attribute="Arn",
    )


@TABLE.completes("aws_lambda_function", "function_name", "aws_lambda_function_recursion_config")
def recursion(it: Written) -> Properties:
    """Whether loops are stopped."""
    return {"RecursiveLoop": it["recursive_loop"]}


@TABLE.becomes("AWS::Lambda::EventInvokeConfig", "aws_lambda_function_event_invoke_config")
def invoke_config(it: Written) -> Properties:
    """What becomes of asynchronous invocations."""
    return it.plain(
        {
            "FunctionName": "function_name",
            "Qualifier": "qualifier",
            "DestinationConfig.OnFailure.Destination": "destination_config.on_failure.destination",
            "MaximumRetryAttempts": "maximum_retry_attempts",
            "MaximumEventAgeInSeconds": "maximum_event_age_in_seconds",
        }
    )


@TABLE.becomes("AWS::Lambda::Alias", "aws_lambda_alias")
def alias(it: Written) -> Properties:
    """An alias."""
    return it.plain({"Name": "name", "FunctionName": "function_name"})


@TABLE.expands(("AWS::Lambda::Url", "AWS::Lambda::Permission"), "aws_lambda_function_url")
def url(it: Written) -> Iterator[Resource]:
    """A function URL, and the permission that comes with one without sign-in."""
    yield it.made("AWS::Lambda::Url", _url(it))
    yield from permission_for_everyone(it, it["function_name"], it["authorization_type"])


def _url(it: Written) -> Properties:
    return {
        "TargetFunctionArn": it["function_name"],
        "AuthType": it["authorization_type"],
        "Qualifier": it["qualifier"],
        "Cors": it.block(
            "cors",
            {
                "AllowOrigins": "allow_origins",
                "AllowCredentials": "allow_credentials",
                "AllowMethods": "allow_methods",
                "AllowHeaders": "allow_headers",
            },
        ),
    }


@TABLE.becomes("AWS::Lambda::Permission", "aws_lambda_permission")
def permission(it: Written) -> Properties:
    """A statement of a function's policy."""
    return it.plain(
        {
            "FunctionName": "function_name",
            "Principal": "principal",
            "Action": "action",
            "SourceArn": "source_arn",
            "SourceAccount": "source_account",
            "PrincipalOrgID": "principal_org_id",
            "FunctionUrlAuthType": "function_url_auth_type",
            "InvokedViaFunctionUrl": "invoked_via_function_url",
            "EventSourceToken": "event_source_token",
        }
    )


@TABLE.becomes("AWS::Lambda::EventSourceMapping", "aws_lambda_event_source_mapping")
def event_source_mapping(it: Written) -> Properties:
    """What a function polls."""
    return {
        **it.plain(
            {
                "FunctionName": "function_name",
                "EventSourceArn": "event_source_arn",
                "SelfManagedEventSource": "self_managed_event_source",
                "StartingPosition": "starting_position",
                "DestinationConfig.OnFailure.Destination": (
                    "destination_config.on_failure.destination_arn"
                ),
                "BisectBatchOnFunctionError": "bisect_batch_on_function_error",
                "MaximumRecordAgeInSeconds": "maximum_record_age_in_seconds",
                "MaximumRetryAttempts": "maximum_retry_attempts",
                "ScalingConfig.MaximumConcurrency": "scaling_config.maximum_concurrency",
                "BatchSize": "batch_size",
            }
        ),
        "FilterCriteria.Filters": it.each("filter_criteria.filter", lambda one: one),
    }


@TABLE.becomes("AWS::Lambda::LayerVersion", "aws_lambda_layer_version")
def layer(it: Written) -> Properties:
    """A layer; its content is found as a function's code is."""
    code = code_of(it)
    return {
        "LayerName": it["layer_name"],
        "CompatibleRuntimes": it["compatible_runtimes"],
        "CompatibleArchitectures": it["compatible_architectures"],
        "Content.LocalPath": code.get("Code.LocalPath", NOTHING),
    }


@TABLE.becomes("AWS::Lambda::LayerVersionPermission", "aws_lambda_layer_version_permission")
def layer_permission(it: Written) -> Properties:
    """Who else may use a layer."""
    return it.plain(
        {
            "LayerVersionArn": "layer_name",
            "Principal": "principal",
            "OrganizationId": "organization_id",
        }
    )


@TABLE.becomes("AWS::Lambda::CodeSigningConfig", "aws_lambda_code_signing_config")
def code_signing(it: Written) -> Properties:
    """What happens to untrusted code."""
    return {
        "CodeSigningPolicies.UntrustedArtifactOnDeployment": it[
            "policies.untrusted_artifact_on_deployment"
        ]
    }


@TABLE.becomes("AWS::CloudFormation::CustomResource", "aws_lambda_invocation")
def invocation(it: Written) -> Properties:
    """A function that is called while Terraform deploys, as a custom resource's is."""
    return {"ServiceToken": it["function_name"]}
