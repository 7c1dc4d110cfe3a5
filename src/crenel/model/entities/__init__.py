"""The vocabulary of a serverless application, the same for every provider and format.

Every field that a template can leave open is a ``Value``; fields with a provider's default hold
that default, marked in its provenance.
"""

from crenel.model.entities.base import Entity
from crenel.model.entities.compute import (
    CodeSigning,
    Function,
    Layer,
    LayerSharing,
    Package,
)
from crenel.model.entities.delivery import (
    ContainerRepository,
    CustomResource,
    Deployment,
    DeploymentPlugin,
    NestedApplication,
    StackOutput,
    StackParameter,
)
from crenel.model.entities.entry import (
    Api,
    ApiKind,
    ApiStage,
    Authorizer,
    CustomDomain,
    EntryKind,
    EntryPoint,
    FirewallAttachment,
    GraphApi,
    IdentityPool,
    InvokePermission,
    UserPool,
    UserPoolClient,
)
from crenel.model.entities.identity import (
    AccessKey,
    Identity,
    IdentityKind,
    Policy,
    PolicyHolder,
    ResourcePolicy,
    Statement,
)
from crenel.model.entities.messaging import Bus, Queue, Stream, Subscription, Target, Topic
from crenel.model.entities.network import Endpoint, SecurityGroup
from crenel.model.entities.observability import (
    Alarm,
    LogDestination,
    LogGroup,
    LogSubscription,
    Trail,
)
from crenel.model.entities.storage import (
    Bucket,
    Cache,
    Database,
    FileSystem,
    FileSystemAccess,
    Key,
    Secret,
    SecretRotation,
    StoredParameter,
    Table,
)
from crenel.model.entities.workflow import Workflow

__all__ = [
    "AccessKey",
    "Alarm",
    "Api",
    "ApiKind",
    "ApiStage",
    "Authorizer",
    "Bucket",
    "Bus",
    "Cache",
    "CodeSigning",
    "ContainerRepository",
    "CustomDomain",
    "CustomResource",
    "Database",
    "Deployment",
    "DeploymentPlugin",
    "Endpoint",
    "Entity",
    "EntryKind",
    "EntryPoint",
    "FileSystem",
    "FileSystemAccess",
    "FirewallAttachment",
    "Function",
    "GraphApi",
    "Identity",
    "IdentityKind",
    "IdentityPool",
    "InvokePermission",
    "Key",
    "Layer",
    "LayerSharing",
    "LogDestination",
    "LogGroup",
    "LogSubscription",
    "NestedApplication",
    "Package",
    "Policy",
    "PolicyHolder",
    "Queue",
    "ResourcePolicy",
    "Secret",
    "SecretRotation",
    "SecurityGroup",
    "StackOutput",
    "StackParameter",
    "Statement",
    "StoredParameter",
    "Stream",
    "Subscription",
    "Table",
    "Target",
    "Topic",
    "Trail",
    "UserPool",
    "UserPoolClient",
    "Workflow",
]
