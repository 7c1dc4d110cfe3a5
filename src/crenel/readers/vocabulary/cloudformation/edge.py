"""AppSync, Cognito, WAF, CloudFront, load balancers, IoT, SES: other ways in and their guards."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Cache,
    DistributionOrigin,
    Entity,
    EntryKind,
    EntryPoint,
    FirewallAttachment,
    GraphApi,
    IdentityPool,
    UserPool,
    UserPoolClient,
)
from crenel.model.resource import Resource
from crenel.model.value import Map, sequence
from crenel.readers.vocabulary.cloudformation.row import common, effective, row
from crenel.readers.vocabulary.world import World


@row("AWS::AppSync::GraphQLApi")
def graph_api(resource: Resource, _: World) -> Iterator[Entity]:
    """A GraphQL API."""
    additional = [
        item.get("AuthenticationType")
        for _, item in resource["AdditionalAuthenticationProviders"].items()
    ]
    yield GraphApi(
        **common(resource),
        name=resource["Name"],
        auth=sequence([resource["AuthenticationType"], *additional]),
        introspection=effective(resource, "IntrospectionConfig"),
        depth_limit=effective(resource, "QueryDepthLimit"),
        visibility=effective(resource, "Visibility"),
        log_level=resource["LogConfig.FieldLogLevel"],
        tracing=resource["XrayEnabled"],
    )


@row("AWS::AppSync::DataSource")
def data_source(resource: Resource, _: World) -> Iterator[Entity]:
    """A function behind a GraphQL API."""
    function = resource["LambdaConfig.LambdaFunctionArn"]
    if not function.is_absent().certain:
        yield EntryPoint(
            **common(resource),
            kind=EntryKind.GRAPHQL,
            function=function,
            source=resource["ApiId"],
        )


@row("AWS::AppSync::ApiCache")
def api_cache(resource: Resource, _: World) -> Iterator[Entity]:
    """A cache of a GraphQL API."""
    yield Cache(
        **common(resource),
        kind="api",
        encrypted=resource["AtRestEncryptionEnabled"].or_default(False, "AWS default"),
        transit=resource["TransitEncryptionEnabled"].or_default(False, "AWS default"),
    )


@row("AWS::Cognito::UserPool")
def user_pool(resource: Resource, _: World) -> Iterator[Entity]:
    """A user pool, and the functions that it calls."""
    yield UserPool(
        **common(resource),
        name=resource["UserPoolName"],
        mfa=effective(resource, "MfaConfiguration"),
        password_length=effective(resource, "Policies.PasswordPolicy.MinimumLength"),
        admin_only_sign_up=resource["AdminCreateUserConfig.AllowAdminCreateUserOnly"],
        advanced_security=resource["UserPoolAddOns.AdvancedSecurityMode"],
    )
    for guard, trigger, value in resource["LambdaConfig"].entries():
        if trigger == "KMSKeyID":
            continue
        yield EntryPoint(
            **common(resource, f"#{trigger}", guard),
            kind=EntryKind.IDENTITY,
            function=value.get("LambdaArn") if isinstance(value, Map) else value,
            source=resource.self_ref(),
        )


@row("AWS::Cognito::UserPoolClient")
def user_pool_client(resource: Resource, _: World) -> Iterator[Entity]:
    """An application that signs users in."""
    yield UserPoolClient(
        **common(resource),
        pool=resource["UserPoolId"],
        flows=resource["AllowedOAuthFlows"],
        callbacks=resource["CallbackURLs"],
        secret=resource["GenerateSecret"],
        prevent_user_existence_errors=effective(resource, "PreventUserExistenceErrors"),
        token_revocation=effective(resource, "EnableTokenRevocation"),
    )


@row("AWS::Cognito::IdentityPool")
def identity_pool(resource: Resource, _: World) -> Iterator[Entity]:
    """An identity pool."""
    yield IdentityPool(
        **common(resource), unauthenticated=resource["AllowUnauthenticatedIdentities"]
    )


@row("AWS::WAFv2::WebACLAssociation", "AWS::WAFRegional::WebACLAssociation")
def firewall(resource: Resource, _: World) -> Iterator[Entity]:
    """A web application firewall in front of something."""
    yield FirewallAttachment(**common(resource), target=resource["ResourceArn"])


@row("AWS::CloudFront::Distribution")
def distribution(resource: Resource, _: World) -> Iterator[Entity]:
    """What a distribution fetches from."""
    for number, (guard, item) in enumerate(resource["DistributionConfig.Origins"].items()):
        yield DistributionOrigin(
            **common(resource, f"#origin{number}", guard),
            domain=item.get("DomainName"),
        )


@row("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_group(resource: Resource, _: World) -> Iterator[Entity]:
    """Functions behind a load balancer."""
    if not resource["TargetType"].equals("lambda").possible:
        return
    for number, (guard, item) in enumerate(resource["Targets"].items()):
        yield EntryPoint(
            **common(resource, f"#target{number}", guard),
            kind=EntryKind.LOAD_BALANCER,
            function=item.get("Id"),
            source=resource.self_ref(),
        )


@row("AWS::IoT::TopicRule")
def topic_rule(resource: Resource, _: World) -> Iterator[Entity]:
    """Functions that an IoT rule calls."""
    for number, (guard, item) in enumerate(resource["TopicRulePayload.Actions"].items()):
        function = item.at("Lambda", "FunctionArn")
        if not function.is_absent().certain:
            yield EntryPoint(
                **common(resource, f"#action{number}", guard),
                kind=EntryKind.IOT,
                function=function,
                source=resource.self_ref(),
            )


@row("AWS::SES::ReceiptRule")
def receipt_rule(resource: Resource, _: World) -> Iterator[Entity]:
    """Functions that incoming mail calls."""
    for number, (guard, item) in enumerate(resource["Rule.Actions"].items()):
        function = item.at("LambdaAction", "FunctionArn")
        if not function.is_absent().certain:
            yield EntryPoint(
                **common(resource, f"#action{number}", guard),
                kind=EntryKind.EMAIL,
                function=function,
                source=resource.self_ref(),
            )
