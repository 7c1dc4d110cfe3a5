"""Libraries of Java and Go that call AWS with the function's role, or call code that they find.

Their packages, by prefix; none of them is read. Source: each library's own documentation.
"""

from __future__ import annotations

_CALLING = (
    # Java
    "com.amazon.redshift.",
    "com.amazon.sqs.javamessaging.",
    "com.amazonaws.encryptionsdk.",
    "com.amazonaws.secretsmanager.",
    "com.amazonaws.services.kinesis.clientlibrary.",
    "com.amazonaws.services.kinesis.producer.",
    "com.amazonaws.services.schemaregistry.",
    "com.github.derjust.",
    "io.awspring.",
    "org.apache.camel.component.aws",
    "org.socialsignin.spring.data.dynamodb.",
    "org.springframework.cloud.aws.",
    "software.amazon.cryptography.",
    "software.amazon.encryption.",
    "software.amazon.jdbc.",
    "software.amazon.kinesis.",
    "software.amazon.msk.auth.iam.",
    "software.amazon.nio.spi.s3.",
    "software.amazon.payloadoffloading.",
    # Go
    "github.com/aws/amazon-s3-encryption-client-go",
    "github.com/aws/aws-dax-go",
    "github.com/aws/aws-msk-iam-sasl-signer-go",
    "github.com/aws/aws-secretsmanager-caching-go",
    "github.com/guregu/dynamo",
    "gocloud.dev/",
)
_DISPATCHING = (
    "com.amazonaws.serverless.proxy.",
    "io.micronaut.",
    "io.quarkus.",
    "jakarta.ws.rs.",
    "javax.ws.rs.",
    "org.springframework.",
)
"""Frameworks that call, or inject, whatever annotations mark."""

_ANNOTATIONS = ("io.micronaut.core.annotation.", "io.quarkus.runtime.annotations.")
TYPED = (".java", ".go")
"""Files of the languages whose imports these are."""


def why(module: str) -> str:
    """Why not all can be known where this is imported; empty where it can."""
    name = f"{module}."
    if any(name.startswith(one) for one in _CALLING):
        return f"the library {module} calls AWS itself, and is not read"
    if name.startswith(_DISPATCHING) and not name.startswith(_ANNOTATIONS):
        top = ".".join(module.split(".")[:2])
        return f"the framework {top} calls code that annotations mark: what is reached is not told"
    return ""
