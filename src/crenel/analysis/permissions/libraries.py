"""Libraries of Java and Go that call AWS with the function's role.

Their packages, by prefix; none of them is read. Source: each library's own documentation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.permissions.table import plain
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.code.facts import Facts, Import
    from crenel.model.source import Span

_JAVA = Pattern(
    r"^(?:software\.amazon\.awssdk|com\.amazonaws)\.services\.(\w+)\.(?:Amazon\w+|AWS\w+|\w+Client)$"
)
_GO = Pattern(r"^github\.com/aws/aws-sdk-go(?:-v2)?/service/(\w+)$")
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


def unread_library(module: str) -> str:
    """Why not all can be known where this is imported; empty where it can."""
    calls = f"{module}.".startswith(_CALLING) or module.startswith(_CALLING)
    return f"the library {module} calls AWS itself, and is not read" if calls else ""


def unseen(facts: Facts) -> Iterator[tuple[str, Span]]:
    """Clients of the SDK that are imported, and of which nowhere a call was found.

    They are handed to something that is not understood: its calls are not known.
    """
    called = {plain(str(call.service)) for call in facts.sdk_calls if call.service is not None}
    told: set[str] = set()
    for one in facts.imports:
        service = _client(one) if one.span.file.endswith(TYPED) else ""
        if service and service not in told and plain(service) not in called:
            told.add(service)
            yield f"a client of {service} is imported, and no call of it is understood", one.span


def _client(one: Import) -> str:
    """The service of which an import brings the client."""
    found = _JAVA.match(one.module) or _GO.match(one.module)
    if found is None:
        return ""
    name = found.group(1)
    if one.module.startswith("com.amazonaws."):
        from crenel.code.sdk.java.version1 import SERVICES as VERSION_1  # noqa: PLC0415 - for Java

        return VERSION_1.get(name, name)
    if one.module.startswith("software."):
        from crenel.code.sdk.java.clients import SERVICES  # noqa: PLC0415 - only for Java

        return SERVICES.get(name, name)
    return name
