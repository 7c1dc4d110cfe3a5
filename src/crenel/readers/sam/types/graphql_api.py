"""``AWS::Serverless::GraphQLApi`` -> an API of AppSync with its schema, sources and resolvers."""

from __future__ import annotations

from crenel.model.value import Known, Map, Value
from crenel.readers.sam.graphql.auth import permit_authorizers, providers
from crenel.readers.sam.graphql.resolvers import add_functions, add_resolvers
from crenel.readers.sam.graphql.sources import add_sources
from crenel.readers.sam.locations import location_of
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import trust
from crenel.readers.sam.tags import tag, tag_list
from crenel.readers.sam.values import (
    Raw,
    appended,
    cases_of,
    each,
    fields,
    maybe_written,
    word,
    written,
)

_SAME = (
    "XrayEnabled",
    "Visibility",
    "OwnerContact",
    "IntrospectionConfig",
    "QueryDepthLimit",
    "ResolverCountLimit",
)
_LOGS = "arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs"
_CACHE = (
    "ApiCachingBehavior",
    "Type",
    "Ttl",
    "AtRestEncryptionEnabled",
    "TransitEncryptionEnabled",
)


def expand(maker: Maker) -> None:
    """The API and all that stands with it."""
    auth = maker.get("Auth")
    name = maker.get("Name")
    mark = tag("graphqlapi:createdBy", maker.known("SAM"), maker)
    properties: dict[str, Raw] = {
        "Name": name if maybe_written(name) else maker.base,
        **maker.taken(*_SAME),
        **providers(auth),
        "LogConfig": _logging(maker),
        "Tags": appended(tag_list(maker, marked=False), [mark], maker.span),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::AppSync::GraphQLApi", properties, attributes=attributes)
    schema: dict[str, Raw] = {
        "ApiId": _api(maker),
        "Definition": maker.get("SchemaInline"),
        "DefinitionS3Location": location_of(maker, maker.get("SchemaUri")),
    }
    maker.make("Schema", "AWS::AppSync::GraphQLSchema", schema)
    permit_authorizers(maker, auth)
    _add_keys(maker)
    _add_cache(maker)
    _add_domain(maker)
    functions = add_functions(maker, add_sources(maker))
    add_resolvers(maker, functions)


def _api(maker: Maker) -> Value:
    return maker.ref(attribute="ApiId")


def _logging(maker: Maker) -> Raw:
    """Everything is logged unless it is switched off; a role is made where none is given."""
    given = maker.get("Logging")
    if isinstance(given, Known) and word(given).lower() == "false":
        return None
    role = given.get("CloudWatchLogsRoleArn")
    level = given.get("FieldLogLevel")
    made: dict[str, Raw] = {
        "AssumeRolePolicyDocument": trust("appsync.amazonaws.com"),
        "ManagedPolicyArns": [_LOGS],
    }
    for guard, one in cases_of(role):
        if not written(one):
            maker.make("CloudWatchRole", "AWS::IAM::Role", made, guard=guard)
    own = maker.ref("CloudWatchRole", "Arn")
    return {
        "ExcludeVerboseContent": given.get("ExcludeVerboseContent"),
        "FieldLogLevel": level if maybe_written(level) else "ALL",
        "CloudWatchLogsRoleArn": each(role, lambda one: one if written(one) else own),
    }


def _add_keys(maker: Maker) -> None:
    for guard, name, key, span in fields(maker.get("ApiKeys")):
        scoped = maker.within(maker.base + name, span or key.span or maker.span, guard)
        if scoped is not None:
            properties: dict[str, Raw] = {
                "ApiId": _api(maker),
                "ApiKeyId": key.get("ApiKeyId"),
                "Description": key.get("Description"),
                "Expires": key.get("ExpiresOn"),
            }
            scoped.make("", "AWS::AppSync::ApiKey", properties)


def _add_cache(maker: Maker) -> None:
    for guard, cache in cases_of(maker.get("Cache")):
        if isinstance(cache, Map):
            properties: dict[str, Raw] = {
                "ApiId": _api(maker),
                **{name: cache.get(name) for name in _CACHE},
            }
            maker.make("ApiCache", "AWS::AppSync::ApiCache", properties, guard=guard)


def _add_domain(maker: Maker) -> None:
    for guard, domain in cases_of(maker.get("DomainName")):
        if isinstance(domain, Map):
            names = ("CertificateArn", "DomainName", "Description")
            properties: dict[str, Raw] = {name: domain.get(name) for name in names}
            maker.make("DomainName", "AWS::AppSync::DomainName", properties, guard=guard)
            bound: dict[str, Raw] = {"ApiId": _api(maker), "DomainName": maker.ref("DomainName")}
            kind = "AWS::AppSync::DomainNameApiAssociation"
            maker.make("DomainNameApiAssociation", kind, bound, guard=guard)
