"""How the outside reaches functions, and who is let in."""

from __future__ import annotations

from enum import Enum

from crenel.model.entities.base import Entity
from crenel.model.value import NOTHING, Value


class EntryKind(Enum):
    """The kinds of entry point."""

    FUNCTION_URL = "function-url"
    HTTP_ROUTE = "http-route"
    REST_METHOD = "rest-method"
    WEBSOCKET_ROUTE = "websocket-route"
    GRAPHQL = "graphql"
    QUEUE = "queue"
    STREAM = "stream"
    TOPIC = "topic"
    BUS = "bus"
    SCHEDULE = "schedule"
    OBJECT = "object"
    LOGS = "logs"
    IDENTITY = "identity"
    IOT = "iot"
    EMAIL = "email"
    ALEXA = "alexa"
    WORKFLOW = "workflow"
    LOAD_BALANCER = "load-balancer"
    KAFKA = "kafka"
    BROKER = "broker"
    OTHER = "other"


class ApiKind(Enum):
    """The kinds of API."""

    REST = "rest"
    HTTP = "http"
    WEBSOCKET = "websocket"


class EntryPoint(Entity, frozen=True, kw_only=True, eq=False):
    """One way in: a route, a URL, a queue that a function polls, a schedule..."""

    kind: EntryKind
    function: Value = NOTHING
    """What is invoked."""
    source: Value = NOTHING
    """What it comes from: the API, queue, bucket, topic, bus or stream."""
    auth: Value = NOTHING
    """``NONE``, ``AWS_IAM``, ``JWT``, ``CUSTOM``, ``COGNITO_USER_POOLS``; for public kinds only."""
    authorizer: Value = NOTHING
    api_key: Value = NOTHING
    """Whether an API key is asked for."""
    method: Value = NOTHING
    path: Value = NOTHING
    cors: Value = NOTHING
    """``AllowOrigins``, ``AllowCredentials``, ``AllowMethods``, ``AllowHeaders``."""
    validator: Value = NOTHING
    """The request validation asked for, if any."""
    event: Value = NOTHING
    """The kind of event, where the source has several (``s3:ObjectCreated:*``)."""
    filter: Value = NOTHING
    failure: Value = NOTHING
    """Where events go that cannot be handled."""
    bisect: Value = NOTHING
    retries: Value = NOTHING
    max_age: Value = NOTHING
    max_concurrency: Value = NOTHING
    batch_size: Value = NOTHING
    integration_uri: Value = NOTHING
    """What the route calls, where it is not a function."""
    documented: bool = False
    """It comes from an OpenAPI document."""
    qualified: Value = NOTHING
    """The alias or version that is invoked, where one is named."""


class Api(Entity, frozen=True, kw_only=True, eq=False):
    """A REST, HTTP or WebSocket API."""

    kind: ApiKind
    endpoint_types: Value = NOTHING
    default_endpoint_off: Value = NOTHING
    cors: Value = NOTHING
    """As on EntryPoint."""
    policy: Value = NOTHING
    auth_default: Value = NOTHING
    askers: Value = NOTHING
    """The functions that its own document names to decide who is calling."""


class ApiStage(Entity, frozen=True, kw_only=True, eq=False):
    """A deployed stage of an API."""

    api: Value = NOTHING
    kind: ApiKind
    access_log: Value = NOTHING
    access_log_format: Value = NOTHING
    tracing: Value = NOTHING
    logging_level: Value = NOTHING
    data_trace: Value = NOTHING
    throttle_rate: Value = NOTHING
    throttle_burst: Value = NOTHING
    cache: Value = NOTHING
    cache_encrypted: Value = NOTHING
    variables: Value = NOTHING
    usage_plan: Value = NOTHING
    """A usage plan that throttles it, where one names it."""


class Authorizer(Entity, frozen=True, kw_only=True, eq=False):
    """Who checks callers of an API: ``TOKEN``, ``REQUEST``, ``JWT``, ``COGNITO_USER_POOLS``."""

    api: Value = NOTHING
    kind: Value = NOTHING
    function: Value = NOTHING
    ttl: Value = NOTHING
    """Seconds a decision is cached."""
    identity_sources: Value = NOTHING
    audience: Value = NOTHING
    issuer: Value = NOTHING
    user_pools: Value = NOTHING


class CustomDomain(Entity, frozen=True, kw_only=True, eq=False):
    """A domain of one's own in front of an API, with the TLS policies it accepts."""

    tls_policies: Value = NOTHING
    apis: Value = NOTHING
    """The APIs that it leads to."""
    client_certificates: Value = NOTHING
    """The trust store that callers' certificates are checked against, where they are asked for."""


class DistributionOrigin(Entity, frozen=True, kw_only=True, eq=False):
    """Where a content delivery network fetches from."""

    domain: Value = NOTHING


class FirewallAttachment(Entity, frozen=True, kw_only=True, eq=False):
    """A web application firewall in front of something."""

    target: Value = NOTHING


class InvokePermission(Entity, frozen=True, kw_only=True, eq=False):
    """A statement of a function's resource policy."""

    function: Value = NOTHING
    principal: Value = NOTHING
    action: Value = NOTHING
    source_arn: Value = NOTHING
    source_account: Value = NOTHING
    organization: Value = NOTHING
    url_auth: Value = NOTHING
    via_url: Value = NOTHING
    """Whether it holds for calls through the function's URL only."""
    event_source_token: Value = NOTHING
    generated: bool = False
    """Written by an expansion, not by a person."""


class GraphApi(Entity, frozen=True, kw_only=True, eq=False):
    """A GraphQL API."""

    auth: Value = NOTHING
    """Every authentication type it takes, the first one and the additional ones."""
    introspection: Value = NOTHING
    depth_limit: Value = NOTHING
    visibility: Value = NOTHING
    """``GLOBAL`` or ``PRIVATE``."""
    log_level: Value = NOTHING
    tracing: Value = NOTHING


class UserPool(Entity, frozen=True, kw_only=True, eq=False):
    """A directory of users."""

    mfa: Value = NOTHING
    password_length: Value = NOTHING
    admin_only_sign_up: Value = NOTHING
    advanced_security: Value = NOTHING


class UserPoolClient(Entity, frozen=True, kw_only=True, eq=False):
    """An application that signs users in."""

    pool: Value = NOTHING
    flows: Value = NOTHING
    callbacks: Value = NOTHING
    secret: Value = NOTHING
    prevent_user_existence_errors: Value = NOTHING
    token_revocation: Value = NOTHING


class IdentityPool(Entity, frozen=True, kw_only=True, eq=False):
    """Gives cloud credentials to users, signed in or not."""

    unauthenticated: Value = NOTHING
