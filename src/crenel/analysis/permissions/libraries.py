"""Libraries of Java and Go that call AWS with the function's role.

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
TYPED = (".java", ".go")
"""Files of the languages whose imports these are."""


def why(module: str) -> str:
    """Why not all can be known where this is imported; empty where it can."""
    calls = f"{module}.".startswith(_CALLING) or module.startswith(_CALLING)
    return f"the library {module} calls AWS itself, and is not read" if calls else ""
