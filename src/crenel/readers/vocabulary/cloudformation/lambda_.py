"""AWS Lambda: functions, URLs, permissions, event source mappings, layers."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    CodeSigning,
    Entity,
    EntryKind,
    EntryPoint,
    Function,
    InvokePermission,
    Layer,
    LayerSharing,
    Package,
)
from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Known, Value, sequence
from crenel.readers.root import folder_of
from crenel.readers.vocabulary.cloudformation.row import common, effective, first_present, row
from crenel.readers.vocabulary.world import World

_SOURCES = {
    "AWS::SQS::Queue": EntryKind.QUEUE,
    "AWS::Kinesis::Stream": EntryKind.STREAM,
    "AWS::Kinesis::StreamConsumer": EntryKind.STREAM,
    "AWS::DynamoDB::Table": EntryKind.STREAM,
    "AWS::DynamoDB::GlobalTable": EntryKind.STREAM,
    "AWS::MSK::Cluster": EntryKind.KAFKA,
    "AWS::MSK::ServerlessCluster": EntryKind.KAFKA,
    "AWS::AmazonMQ::Broker": EntryKind.BROKER,
    "AWS::DocDB::DBCluster": EntryKind.STREAM,
}
_ARNS = (
    (":sqs:", EntryKind.QUEUE),
    (":kinesis:", EntryKind.STREAM),
    (":dynamodb:", EntryKind.STREAM),
    (":kafka:", EntryKind.KAFKA),
    (":mq:", EntryKind.BROKER),
)


@row("AWS::Lambda::Function")
def function(resource: Resource, world: World) -> Iterator[Entity]:
    """A function, with the failure destination that an invoke configuration may add."""
    yield Function(
        **common(resource),
        name=resource["FunctionName"],
        runtime=resource["Runtime"],
        handler=resource["Handler"],
        package=_package(resource),
        package_type=effective(resource, "PackageType"),
        identity=resource["Role"],
        environment=resource["Environment.Variables"],
        environment_key=resource["KmsKeyArn"],
        timeout=effective(resource, "Timeout"),
        memory=effective(resource, "MemorySize"),
        reserved_concurrency=resource["ReservedConcurrentExecutions"],
        layers=resource["Layers"],
        network=resource["VpcConfig"],
        tracing=effective(resource, "TracingConfig.Mode"),
        dead_letter=first_present(
            resource["DeadLetterConfig.TargetArn"], _failure_destination(resource, world)
        ),
        destinations=_destinations(resource, world),
        file_systems=resource["FileSystemConfigs"],
        code_signing=resource["CodeSigningConfigArn"],
        recursive_loop=effective(resource, "RecursiveLoop"),
        snap_start=resource["SnapStart.ApplyOn"],
        ephemeral_storage=resource["EphemeralStorage.Size"],
        architectures=resource["Architectures"],
        log_format=effective(resource, "LoggingConfig.LogFormat"),
        log_group=resource["LoggingConfig.LogGroup"],
        alias=_alias(resource, world),
        tags=resource["Tags"],
        policy_templates=resource.attributes.get("Policies"),
    )


def _package(resource: Resource) -> Package:
    metadata = resource.attributes.get("Metadata")
    return Package(
        folder=_local(resource, "Code"),
        inline=resource["Code.ZipFile"],
        image=resource["Code.ImageUri"],
        bucket=resource["Code.S3Bucket"],
        entry_points=metadata.at("BuildProperties", "EntryPoints"),
        build=metadata.get("BuildMethod"),
        build_settings=metadata.get("BuildProperties"),
        image_context=metadata.get("DockerContext"),
        dockerfile=metadata.get("Dockerfile"),
        image_arguments=metadata.get("DockerBuildArgs"),
        base=folder_of(resource.origin.file),
        patterns=resource["Code.Patterns"],
        bundled=resource["Code.Bundled"],
    )


def _local(resource: Resource, name: str) -> Value:
    """The local folder; ``aws cloudformation package`` takes it as the whole property."""
    whole = resource[name]
    if isinstance(whole, Known) and not whole.text().startswith("s3://"):
        return whole
    return resource[f"{name}.LocalPath"]


def _failure_destination(resource: Resource, world: World) -> Value:
    path = "DestinationConfig.OnFailure.Destination"
    configs = world.naming("FunctionName", resource, "AWS::Lambda::EventInvokeConfig")
    return first_present(*(config.where_made(path) for config in configs), NOTHING)


def _destinations(resource: Resource, world: World) -> Value:
    configs = list(world.naming("FunctionName", resource, "AWS::Lambda::EventInvokeConfig"))
    return sequence(
        config.where_made(f"DestinationConfig.{outcome}.Destination")
        for config in configs
        for outcome in ("OnSuccess", "OnFailure")
    )


def _alias(resource: Resource, world: World) -> Value:
    aliases = world.naming("FunctionName", resource, "AWS::Lambda::Alias")
    return first_present(
        *(alias.where_made("Name") for alias in aliases), resource["AutoPublishAlias"]
    )


@row("AWS::Lambda::Url")
def url(resource: Resource, _: World) -> Iterator[Entity]:
    """A function URL."""
    yield EntryPoint(
        **common(resource),
        kind=EntryKind.FUNCTION_URL,
        function=resource["TargetFunctionArn"],
        auth=resource["AuthType"],
        cors=resource["Cors"],
        qualified=resource["Qualifier"],
    )


@row("AWS::Lambda::Permission")
def permission(resource: Resource, _: World) -> Iterator[Entity]:
    """A statement of the function's resource policy."""
    yield InvokePermission(
        **common(resource),
        function=resource["FunctionName"],
        principal=resource["Principal"],
        action=resource["Action"],
        source_arn=resource["SourceArn"],
        source_account=resource["SourceAccount"],
        organization=resource["PrincipalOrgID"],
        url_auth=resource["FunctionUrlAuthType"],
        via_url=resource["InvokedViaFunctionUrl"],
        event_source_token=resource["EventSourceToken"],
        generated=resource.generated,
    )


@row("AWS::Lambda::EventSourceMapping")
def event_source_mapping(resource: Resource, world: World) -> Iterator[Entity]:
    """What a function polls."""
    yield EntryPoint(
        **common(resource),
        kind=_source_kind(resource, world),
        function=resource["FunctionName"],
        source=first_present(resource["EventSourceArn"], resource["SelfManagedEventSource"]),
        filter=resource["FilterCriteria"],
        failure=resource["DestinationConfig.OnFailure.Destination"],
        bisect=resource["BisectBatchOnFunctionError"],
        retries=resource["MaximumRetryAttempts"],
        max_age=resource["MaximumRecordAgeInSeconds"],
        max_concurrency=resource["ScalingConfig.MaximumConcurrency"],
        batch_size=resource["BatchSize"],
    )


def _source_kind(resource: Resource, world: World) -> EntryKind:
    source = resource["EventSourceArn"]
    referred = world.referred(source)
    if referred is not None and referred.type in _SOURCES:
        return _SOURCES[referred.type]
    text = source.text()
    for mark, kind in _ARNS:
        if mark in text:
            return kind
    if not resource["SelfManagedEventSource"].is_absent().certain:
        return EntryKind.KAFKA
    stream = not resource["StartingPosition"].is_absent().certain
    return EntryKind.STREAM if stream else EntryKind.OTHER


@row("AWS::Lambda::LayerVersion")
def layer(resource: Resource, _: World) -> Iterator[Entity]:
    """A layer."""
    metadata = resource.attributes.get("Metadata")
    yield Layer(
        **common(resource),
        name=resource["LayerName"],
        content=_local(resource, "Content"),
        runtimes=resource["CompatibleRuntimes"],
        architectures=resource["CompatibleArchitectures"],
        build=metadata.get("BuildMethod"),
        built_for=metadata.get("BuildArchitecture"),
        base=folder_of(resource.origin.file),
    )


@row("AWS::Lambda::LayerVersionPermission")
def layer_permission(resource: Resource, _: World) -> Iterator[Entity]:
    """Who else may use a layer."""
    yield LayerSharing(
        **common(resource),
        layer=resource["LayerVersionArn"],
        principal=resource["Principal"],
        organization=resource["OrganizationId"],
    )


@row("AWS::Lambda::CodeSigningConfig")
def code_signing(resource: Resource, _: World) -> Iterator[Entity]:
    """What happens to untrusted code; AWS only warns where nothing is said."""
    policy = resource["CodeSigningPolicies.UntrustedArtifactOnDeployment"]
    yield CodeSigning(
        **common(resource), untrusted_artifact=policy.or_default("Warn", "AWS default")
    )
