"""The application in Terraform's words: the types, arguments and blocks of the AWS provider."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.parity.application import FUNCTION, ROLE, App, arn, ref
from tests.parity.written import Written, sources

Body = list[str]


@dataclass(frozen=True)
class Json:
    """A property that is an argument with JSON in it."""

    name: str


@dataclass(frozen=True)
class Block:
    """A property that is a block, or a list of them."""

    name: str
    inside: dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """A property that is a resource of its own, which names this one by ``argument``."""

    kind: str
    argument: str
    inside: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A resource type: its Terraform type, the attribute that ``Ref`` reads, its arguments."""

    name: str
    ref: str
    arguments: dict[str, Any]


_RESOLVED = re.compile(r"\{\{resolve:(ssm|secretsmanager):(.*)\}\}")
_CORS = {"AllowOrigins": "allow_origins", "AllowCredentials": "allow_credentials"}
KINDS: dict[str, Kind] = {
    "AWS::Lambda::Function": Kind(
        "aws_lambda_function",
        "function_name",
        {
            "FunctionName": "function_name",
            "Runtime": "runtime",
            "Handler": "handler",
            "Timeout": "timeout",
            "MemorySize": "memory_size",
            "ReservedConcurrentExecutions": "reserved_concurrent_executions",
            "Layers": "layers",
            "Role": "role",
            "TracingConfig": Block("tracing_config", {"Mode": "mode"}),
            "Environment": Block("environment", {"Variables": "variables"}),
            "DeadLetterConfig": Block("dead_letter_config", {"TargetArn": "target_arn"}),
            "VpcConfig": Block(
                "vpc_config",
                {"SubnetIds": "subnet_ids", "SecurityGroupIds": "security_group_ids"},
            ),
            "SnapStart": Block("snap_start", {"ApplyOn": "apply_on"}),
            "RecursiveLoop": Beside(
                "aws_lambda_function_recursion_config", "function_name", {"": "recursive_loop"}
            ),
        },
    ),
    "AWS::Lambda::Url": Kind(
        "aws_lambda_function_url",
        "id",
        {
            "TargetFunctionArn": "function_name",
            "AuthType": "authorization_type",
            "Cors": Block("cors", _CORS),
        },
    ),
    "AWS::Lambda::Permission": Kind(
        "aws_lambda_permission",
        "id",
        {
            "FunctionName": "function_name",
            "Action": "action",
            "Principal": "principal",
            "SourceArn": "source_arn",
            "SourceAccount": "source_account",
            "EventSourceToken": "event_source_token",
        },
    ),
    "AWS::Lambda::EventSourceMapping": Kind(
        "aws_lambda_event_source_mapping",
        "id",
        {
            "FunctionName": "function_name",
            "EventSourceArn": "event_source_arn",
            "StartingPosition": "starting_position",
            "BatchSize": "batch_size",
        },
    ),
    "AWS::Lambda::LayerVersionPermission": Kind(
        "aws_lambda_layer_version_permission",
        "id",
        {"LayerVersionArn": "layer_name", "Action": "action", "Principal": "principal"},
    ),
    "AWS::IAM::Role": Kind(
        "aws_iam_role",
        "name",
        {
            "AssumeRolePolicyDocument": Json("assume_role_policy"),
            "ManagedPolicyArns": "managed_policy_arns",
            "Policies": Block(
                "inline_policy", {"PolicyName": "name", "PolicyDocument": Json("policy")}
            ),
        },
    ),
    "AWS::Lambda::CodeSigningConfig": Kind(
        "aws_lambda_code_signing_config",
        "arn",
        {
            "AllowedPublishers": Block(
                "allowed_publishers", {"SigningProfileVersionArns": "signing_profile_version_arns"}
            )
        },
    ),
    "AWS::CodeDeploy::DeploymentGroup": Kind(
        "aws_codedeploy_deployment_group",
        "id",
        {
            "ApplicationName": "app_name",
            "ServiceRoleArn": "service_role_arn",
            "DeploymentConfigName": "deployment_config_name",
        },
    ),
    "AWS::Logs::Destination": Kind(
        "aws_cloudwatch_log_destination",
        "name",
        {
            "DestinationName": "name",
            "RoleArn": "role_arn",
            "TargetArn": "target_arn",
            "DestinationPolicy": Beside(
                "aws_cloudwatch_log_destination_policy", "destination_name", {"": "access_policy"}
            ),
        },
    ),
    "AWS::IAM::User": Kind("aws_iam_user", "name", {"UserName": "name"}),
    "AWS::IAM::AccessKey": Kind("aws_iam_access_key", "id", {"UserName": "user"}),
    "AWS::DynamoDB::Table": Kind(
        "aws_dynamodb_table",
        "name",
        {
            "TableName": "name",
            "BillingMode": "billing_mode",
            "DeletionProtectionEnabled": "deletion_protection_enabled",
            "ResourcePolicy": Beside(
                "aws_dynamodb_resource_policy", "resource_arn", {"PolicyDocument": Json("policy")}
            ),
            "PointInTimeRecoverySpecification": Block(
                "point_in_time_recovery", {"PointInTimeRecoveryEnabled": "enabled"}
            ),
        },
    ),
    "AWS::SQS::Queue": Kind(
        "aws_sqs_queue",
        "url",
        {
            "QueueName": "name",
            "VisibilityTimeout": "visibility_timeout_seconds",
            "SqsManagedSseEnabled": "sqs_managed_sse_enabled",
        },
    ),
    "AWS::SQS::QueuePolicy": Kind(
        "aws_sqs_queue_policy", "id", {"Queues": "queue_url", "PolicyDocument": Json("policy")}
    ),
    "AWS::SNS::Topic": Kind("aws_sns_topic", "arn", {"TopicName": "name"}),
    "AWS::SNS::TopicPolicy": Kind(
        "aws_sns_topic_policy", "id", {"Topics": "arn", "PolicyDocument": Json("policy")}
    ),
    "AWS::SNS::Subscription": Kind(
        "aws_sns_topic_subscription",
        "arn",
        {"TopicArn": "topic_arn", "Protocol": "protocol", "Endpoint": "endpoint"},
    ),
    "AWS::Events::EventBus": Kind("aws_cloudwatch_event_bus", "name", {"Name": "name"}),
    "AWS::Events::EventBusPolicy": Kind(
        "aws_cloudwatch_event_permission",
        "id",
        {
            "EventBusName": "event_bus_name",
            "Action": "action",
            "Principal": "principal",
            "StatementId": "statement_id",
        },
    ),
    "AWS::Events::Rule": Kind(
        "aws_cloudwatch_event_rule",
        "name",
        {
            "ScheduleExpression": "schedule_expression",
            "EventPattern": Json("event_pattern"),
            "Targets": Beside(
                "aws_cloudwatch_event_target",
                "rule",
                {
                    "Id": "target_id",
                    "Arn": "arn",
                    "DeadLetterConfig": Block("dead_letter_config", {"Arn": "arn"}),
                },
            ),
        },
    ),
    "AWS::Kinesis::Stream": Kind("aws_kinesis_stream", "name", {"ShardCount": "shard_count"}),
    "AWS::S3::Bucket": Kind(
        "aws_s3_bucket",
        "id",
        {
            "BucketName": "bucket",
            "NotificationConfiguration.LambdaConfigurations": Beside(
                "aws_s3_bucket_notification",
                "bucket",
                {
                    "Function": "lambda_function.lambda_function_arn",
                    "Event": "lambda_function.events[]",
                },
            ),
            "PublicAccessBlockConfiguration": Beside(
                "aws_s3_bucket_public_access_block",
                "bucket",
                {
                    "BlockPublicAcls": "block_public_acls",
                    "BlockPublicPolicy": "block_public_policy",
                    "IgnorePublicAcls": "ignore_public_acls",
                    "RestrictPublicBuckets": "restrict_public_buckets",
                },
            ),
        },
    ),
    "AWS::S3::BucketPolicy": Kind(
        "aws_s3_bucket_policy", "id", {"Bucket": "bucket", "PolicyDocument": Json("policy")}
    ),
    "AWS::KMS::Key": Kind(
        "aws_kms_key",
        "id",
        {"EnableKeyRotation": "enable_key_rotation", "KeyPolicy": Json("policy")},
    ),
    "AWS::EFS::FileSystem": Kind("aws_efs_file_system", "id", {"Encrypted": "encrypted"}),
    "AWS::EFS::AccessPoint": Kind(
        "aws_efs_access_point",
        "id",
        {
            "FileSystemId": "file_system_id",
            "PosixUser": Block("posix_user", {"Uid": "uid", "Gid": "gid"}),
        },
    ),
    "AWS::DAX::Cluster": Kind("aws_dax_cluster", "id", {}),
    "AWS::RDS::DBInstance": Kind(
        "aws_db_instance",
        "id",
        {"PubliclyAccessible": "publicly_accessible", "StorageEncrypted": "storage_encrypted"},
    ),
    "AWS::SecretsManager::Secret": Kind(
        "aws_secretsmanager_secret",
        "id",
        {
            "Name": "name",
            "SecretString": Beside(
                "aws_secretsmanager_secret_version", "secret_id", {"": "secret_string"}
            ),
        },
    ),
    "AWS::SecretsManager::ResourcePolicy": Kind(
        "aws_secretsmanager_secret_policy",
        "id",
        {"SecretId": "secret_arn", "ResourcePolicy": Json("policy")},
    ),
    "AWS::SSM::Parameter": Kind(
        "aws_ssm_parameter", "name", {"Name": "name", "Type": "type", "Value": "value"}
    ),
    "AWS::Logs::LogGroup": Kind(
        "aws_cloudwatch_log_group",
        "name",
        {"LogGroupName": "name", "RetentionInDays": "retention_in_days"},
    ),
    "AWS::ApiGatewayV2::Api": Kind(
        "aws_apigatewayv2_api",
        "id",
        {
            "Name": "name",
            "ProtocolType": "protocol_type",
            "RouteSelectionExpression": "route_selection_expression",
            "CorsConfiguration": Block("cors_configuration", _CORS),
        },
    ),
    "AWS::ApiGatewayV2::Integration": Kind(
        "aws_apigatewayv2_integration",
        "id",
        {
            "ApiId": "api_id",
            "IntegrationType": "integration_type",
            "IntegrationUri": "integration_uri",
            "PayloadFormatVersion": "payload_format_version",
        },
    ),
    "AWS::ApiGatewayV2::Route": Kind(
        "aws_apigatewayv2_route",
        "id",
        {
            "ApiId": "api_id",
            "RouteKey": "route_key",
            "Target": "target",
            "AuthorizationType": "authorization_type",
        },
    ),
    "AWS::ApiGatewayV2::Authorizer": Kind(
        "aws_apigatewayv2_authorizer",
        "id",
        {
            "Name": "name",
            "ApiId": "api_id",
            "AuthorizerType": "authorizer_type",
            "IdentitySource": "identity_sources",
            "JwtConfiguration": Block("jwt_configuration", {"Issuer": "issuer"}),
        },
    ),
    "AWS::ApiGateway::RestApi": Kind(
        "aws_api_gateway_rest_api", "id", {"Name": "name", "Policy": Json("policy")}
    ),
    "AWS::ApiGateway::Resource": Kind(
        "aws_api_gateway_resource",
        "id",
        {"RestApiId": "rest_api_id", "ParentId": "parent_id", "PathPart": "path_part"},
    ),
    "AWS::ApiGateway::Method": Kind(
        "aws_api_gateway_method",
        "id",
        {
            "RestApiId": "rest_api_id",
            "ResourceId": "resource_id",
            "HttpMethod": "http_method",
            "AuthorizationType": "authorization",
            "ApiKeyRequired": "api_key_required",
            "Integration": Beside(
                "aws_api_gateway_integration",
                "http_method",
                {"Type": "type", "Uri": "uri"},
            ),
        },
    ),
    "AWS::ApiGateway::Stage": Kind(
        "aws_api_gateway_stage",
        "stage_name",
        {
            "RestApiId": "rest_api_id",
            "StageName": "stage_name",
            "Variables": "variables",
            "CacheClusterEnabled": "cache_cluster_enabled",
            "CacheClusterSize": "cache_cluster_size",
            "AccessLogSetting": Block(
                "access_log_settings", {"DestinationArn": "destination_arn", "Format": "format"}
            ),
            "MethodSettings": Beside(
                "aws_api_gateway_method_settings",
                "stage_name",
                {
                    "HttpMethod": "method_path",
                    "LoggingLevel": "settings.logging_level",
                    "DataTraceEnabled": "settings.data_trace_enabled",
                },
            ),
        },
    ),
    "AWS::ApiGateway::Authorizer": Kind(
        "aws_api_gateway_authorizer",
        "id",
        {
            "Name": "name",
            "RestApiId": "rest_api_id",
            "Type": "type",
            "AuthorizerUri": "authorizer_uri",
            "AuthorizerResultTtlInSeconds": "authorizer_result_ttl_in_seconds",
            "IdentitySource": "identity_source",
        },
    ),
    "AWS::ApiGateway::DomainName": Kind(
        "aws_api_gateway_domain_name",
        "id",
        {"DomainName": "domain_name", "SecurityPolicy": "security_policy"},
    ),
    "AWS::ApiGateway::BasePathMapping": Kind(
        "aws_api_gateway_base_path_mapping",
        "id",
        {"DomainName": "domain_name", "RestApiId": "api_id"},
    ),
    "AWS::CloudWatch::Alarm": Kind(
        "aws_cloudwatch_metric_alarm",
        "id",
        {
            "AlarmName": "alarm_name",
            "MetricName": "metric_name",
            "Namespace": "namespace",
            "ComparisonOperator": "comparison_operator",
            "EvaluationPeriods": "evaluation_periods",
            "Period": "period",
            "Statistic": "statistic",
            "Threshold": "threshold",
        },
    ),
    "AWS::CloudTrail::Trail": Kind(
        "aws_cloudtrail",
        "id",
        {"TrailName": "name", "S3BucketName": "s3_bucket_name", "IsLogging": "enable_logging"},
    ),
    "AWS::EC2::VPCEndpoint": Kind(
        "aws_vpc_endpoint", "id", {"VpcId": "vpc_id", "ServiceName": "service_name"}
    ),
    "AWS::EC2::Subnet": Kind(
        "aws_subnet",
        "id",
        {
            "VpcId": "vpc_id",
            "CidrBlock": "cidr_block",
            "MapPublicIpOnLaunch": "map_public_ip_on_launch",
        },
    ),
    "AWS::CloudFront::Distribution": Kind(
        "aws_cloudfront_distribution",
        "id",
        {
            "DistributionConfig.Origins": Block(
                "origin", {"Id": "origin_id", "DomainName": "domain_name"}
            )
        },
    ),
    "AWS::AppSync::ApiCache": Kind("aws_appsync_api_cache", "id", {"ApiId": "api_id"}),
    "AWS::AppSync::GraphQLApi": Kind(
        "aws_appsync_graphql_api",
        "id",
        {
            "Name": "name",
            "AuthenticationType": "authentication_type",
            "QueryDepthLimit": "query_depth_limit",
        },
    ),
    "AWS::Cognito::IdentityPool": Kind(
        "aws_cognito_identity_pool",
        "id",
        {"AllowUnauthenticatedIdentities": "allow_unauthenticated_identities"},
    ),
    "AWS::Cognito::UserPool": Kind(
        "aws_cognito_user_pool",
        "id",
        {
            "UserPoolName": "name",
            "MfaConfiguration": "mfa_configuration",
            "Policies": Block(
                "password_policy", {"PasswordPolicy.MinimumLength": "minimum_length"}
            ),
        },
    ),
    "AWS::Cognito::UserPoolClient": Kind(
        "aws_cognito_user_pool_client",
        "id",
        {
            "UserPoolId": "user_pool_id",
            "ClientName": "name",
            "PreventUserExistenceErrors": "prevent_user_existence_errors",
            "AllowedOAuthFlows": "allowed_oauth_flows",
        },
    ),
    "AWS::ECR::Repository": Kind("aws_ecr_repository", "name", {"RepositoryName": "name"}),
    "AWS::EC2::SecurityGroup": Kind(
        "aws_security_group",
        "id",
        {
            "GroupDescription": "description",
            "SecurityGroupIngress": Block(
                "ingress",
                {
                    "IpProtocol": "protocol",
                    "FromPort": "from_port",
                    "ToPort": "to_port",
                    "CidrIp": "cidr_blocks[]",
                },
            ),
            "SecurityGroupEgress": Block(
                "egress",
                {
                    "IpProtocol": "protocol",
                    "FromPort": "from_port",
                    "ToPort": "to_port",
                    "CidrIp": "cidr_blocks[]",
                },
            ),
        },
    ),
    "AWS::StepFunctions::StateMachine": Kind(
        "aws_sfn_state_machine",
        "arn",
        {
            "StateMachineName": "name",
            "RoleArn": "role_arn",
            "Definition": Json("definition"),
            "LoggingConfiguration": Block(
                "logging_configuration",
                {"Level": "level", "IncludeExecutionData": "include_execution_data"},
            ),
        },
    ),
    "AWS::Serverless::Application": Kind(
        "aws_serverlessapplicationrepository_cloudformation_stack",
        "id",
        {"Location.ApplicationId": "application_id"},
    ),
}


_NAMED_BY = {
    "aws_api_gateway_integration": "http_method",
    "aws_dynamodb_resource_policy": "arn",
}
"""Parts that name their owner by another attribute than its reference."""


def write(app: App) -> Written:
    """A folder with main.tf and the code."""
    maker = _Maker(app)
    return Written({"main.tf": maker.text(), **sources(app, "src")}, maker.things)


class _Maker:
    def __init__(self, app: App) -> None:
        self.app = app
        self.resources = dict(_all(app))
        self.things: dict[str, str] = {}
        self.reads: dict[str, str] = {}

    def text(self) -> str:
        blocks = [
            block
            for name, resource in self.resources.items()
            for block in self._made(name, resource)
        ]
        archive = (
            'data "archive_file" "code" {\n  type = "zip"\n  source_dir = "${path.module}/src"\n'
        )
        archive += '  output_path = "${path.module}/build/code.zip"\n}\n'
        told = [*self._variables(), *self._outputs()]
        return "\n".join([archive, *blocks, *self._policies(), *told, *self.reads.values()])

    def _variables(self) -> Iterator[str]:
        for name, one in self.app.parameters.items():
            yield f'variable "{name}" {{\n  default = {self.hcl(one["Default"])}\n}}\n'

    def _outputs(self) -> Iterator[str]:
        for name, one in self.app.outputs.items():
            yield f'output "{name}" {{\n  value = {self.hcl(one["Value"])}\n}}\n'

    def _read(self, service: str, name: str) -> str:
        """A store is read by a data source; of a secret's JSON, one key."""
        if service == "ssm":
            self.reads[name] = f'data "aws_ssm_parameter" "read" {{\n  name = "{name}"\n}}\n'
            return "data.aws_ssm_parameter.read.value"
        identifier, _, key = name.split(":")
        body = f'  secret_id = "{identifier}"\n'
        self.reads[name] = f'data "aws_secretsmanager_secret_version" "read" {{\n{body}}}\n'
        text = "data.aws_secretsmanager_secret_version.read.secret_string"
        return f'jsondecode({text})["{key}"]'

    def _made(self, name: str, resource: dict[str, Any]) -> Iterator[str]:
        kind = KINDS[resource["Type"]]
        self.things[f"{kind.name}.{name}"] = name
        lines, beside = self._arguments(kind.arguments, resource.get("Properties", {}))
        if name == FUNCTION:
            lines.append("filename = data.archive_file.code.output_path")
        if resource.get("DeletionPolicy") == "Retain":
            lines.append("lifecycle {\n    prevent_destroy = true\n  }")
        yield _block(kind.name, name, lines)
        for number, (part, value) in enumerate(beside):
            own = f"{name}{number or ''}"
            self.things[f"{part.kind}.{own}"] = name
            yield _block(part.kind, own, self._part(part, value, f"{kind.name}.{name}", kind.ref))

    def _part(self, part: Beside, value: Any, owner: str, attribute: str) -> list[str]:
        words = {
            "aws_api_gateway_integration": "http_method",
            "aws_dynamodb_resource_policy": "arn",
        }
        lines = [f"{part.argument} = {owner}.{words.get(part.kind, attribute)}"]
        if "" in part.inside:
            return [*lines, f"{part.inside['']} = {self.hcl(value)}"]
        if part.kind == "aws_api_gateway_integration":
            lines.append(f"resource_id = {owner}.resource_id")
        nested: dict[str, list[str]] = {}
        for key, one in value.items():
            told = part.inside.get(key)
            if isinstance(told, Block | Json):
                lines += self._arguments({key: told}, value)[0]
            elif told == "method_path":
                lines.append('method_path = "*/*"')
            elif told is not None:
                block, _, name = told.rpartition(".")
                expression = f"[{self.hcl(one)}]" if name.endswith("[]") else self.hcl(one)
                line = f"{name.removesuffix('[]')} = {expression}"
                (nested.setdefault(block, []) if block else lines).append(line)
        return [*lines, *(_inner(name, inside) for name, inside in nested.items())]

    def _arguments(
        self, told: dict[str, Any], properties: dict[str, Any]
    ) -> tuple[list[str], list[tuple[Beside, Any]]]:
        lines: list[str] = []
        beside: list[tuple[Beside, Any]] = []
        for key, how in told.items():
            value: Any = properties
            for part in key.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            if value is None:
                continue
            if isinstance(how, Beside):
                beside += [(how, one) for one in (value if isinstance(value, list) else [value])]
            elif isinstance(how, Block):
                blocks = value if isinstance(value, list) else [value]
                lines += [_inner(how.name, self._arguments(how.inside, one)[0]) for one in blocks]
            elif isinstance(how, Json):
                lines.append(f"{how.name} = jsonencode({self.hcl(value)})")
            elif how.endswith("[]"):
                lines.append(f"{how[:-2]} = [{self.hcl(value)}]")
            else:
                lines.append(f"{how} = {self.hcl(self._single(how, value))}")
        return lines, beside

    def _single(self, how: str, value: Any) -> Any:
        """Policies of CloudFormation name lists of targets, those of Terraform one."""
        return value[0] if how in ("queue_url", "arn") and isinstance(value, list) else value

    def _policies(self) -> Iterator[str]:
        role = f"aws_iam_role.{ROLE}"
        self.things["aws_iam_role_policy.own"] = ROLE
        document = {"Version": "2012-10-17", "Statement": self.app.statements}
        lines = [f"role = {role}.name", f"policy = jsonencode({self.hcl(document)})"]
        yield _block("aws_iam_role_policy", "own", lines)
        for number, one in enumerate(self.app.managed):
            lines = [f"role = {role}.name", f"policy_arn = {self.hcl(one)}"]
            yield _block("aws_iam_role_policy_attachment", f"managed{number}", lines)

    def hcl(self, value: Any) -> str:
        """A value as an expression."""
        if isinstance(value, dict):
            if "Ref" in value:
                return self._reference(value["Ref"], None)
            if "Fn::GetAtt" in value:
                return self._reference(*value["Fn::GetAtt"])
            if "Fn::Join" in value:
                separator, parts = value["Fn::Join"]
                return '"' + separator.join(self._hole(part) for part in parts) + '"'
            return (
                "{ "
                + ", ".join(f"{json.dumps(k)} = {self.hcl(v)}" for k, v in value.items())
                + " }"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self.hcl(one) for one in value) + "]"
        read = _RESOLVED.fullmatch(value) if isinstance(value, str) else None
        return json.dumps(value) if read is None else self._read(read[1], read[2])

    def _hole(self, part: Any) -> str:
        return "${" + self.hcl(part) + "}" if isinstance(part, dict) else str(part)

    def _reference(self, name: str, attribute: str | None) -> str:
        kind = KINDS[self.resources[name]["Type"]]
        words = {
            None: kind.ref,
            "Arn": "arn",
            "RootResourceId": "root_resource_id",
            "SecretAccessKey": "secret",
            "Endpoint.Address": "address",
            "FunctionUrl": "function_url",
        }
        return f"{kind.name}.{name}.{words[attribute]}"


def _all(app: App) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every resource in CloudFormation's words, the function and what belongs to it among them."""
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "lambda.amazonaws.com"},
    }
    document = {"Version": "2012-10-17", "Statement": app.trust or [trust]}
    yield FUNCTION, _one("AWS::Lambda::Function", {**app.function, "Role": arn(ROLE)})
    yield ROLE, _one("AWS::IAM::Role", {"AssumeRolePolicyDocument": document})
    yield from app.resources.items()
    if app.url is not None:
        yield "Url", _one("AWS::Lambda::Url", {"TargetFunctionArn": ref(FUNCTION), **app.url})
    for name, one in app.mappings.items():
        yield name, _one("AWS::Lambda::EventSourceMapping", {"FunctionName": arn(FUNCTION), **one})
    if app.schedule is not None:
        target = {"Id": "orders", "Arn": arn(FUNCTION), "DeadLetterConfig": {"Arn": arn("Dead")}}
        yield "Clock", _one("AWS::Events::Rule", {**app.schedule, "Targets": [target]})
        yield (
            "ClockMay",
            _one(
                "AWS::Lambda::Permission",
                {
                    "FunctionName": ref(FUNCTION),
                    "Action": "lambda:InvokeFunction",
                    "Principal": "events.amazonaws.com",
                    "SourceArn": arn("Clock"),
                },
            ),
        )


def _one(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def _block(kind: str, name: str, lines: list[str]) -> str:
    return f'resource "{kind}" "{name}" {{\n' + "".join(f"  {line}\n" for line in lines) + "}\n"


def _inner(name: str, lines: list[str]) -> str:
    return f"{name} {{\n" + "".join(f"    {line}\n" for line in lines) + "  }"
