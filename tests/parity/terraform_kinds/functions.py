"""Functions, what calls them, what they run as and write to."""

from __future__ import annotations

from tests.parity.terraform_kinds.kind import CORS, Beside, Block, Json, Kind

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
            "PackageType": "package_type",
            "Code.S3Bucket": "s3_bucket",
            "Code.S3Key": "s3_key",
            "Code.ImageUri": "image_uri",
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
    "AWS::CloudFormation::CustomResource": Kind(
        "aws_lambda_invocation", "id", {"ServiceToken": "function_name"}
    ),
    "AWS::Lambda::Url": Kind(
        "aws_lambda_function_url",
        "id",
        {
            "TargetFunctionArn": "function_name",
            "AuthType": "authorization_type",
            "Cors": Block("cors", CORS),
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
    "AWS::Logs::LogGroup": Kind(
        "aws_cloudwatch_log_group",
        "name",
        {"LogGroupName": "name", "RetentionInDays": "retention_in_days"},
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
}
