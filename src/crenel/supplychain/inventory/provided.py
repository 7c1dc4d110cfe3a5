"""Libraries that AWS Lambda's runtimes bring (AWS Lambda Developer Guide, "Lambda runtimes").

Their versions change with the runtime's patches, so none is named.
"""

from __future__ import annotations

from crenel.pattern import Pattern
from crenel.supplychain.component import Ecosystem

_PYTHON = ("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3")
_NODE = Pattern(r"nodejs(\d+)")
_VERSION_THREE = 18
"""The first Node.js runtime with version 3 of the AWS SDK, which is many packages."""
_FAMILIES = {
    "python": Ecosystem.PYPI,
    "nodejs": Ecosystem.NPM,
    "java": Ecosystem.MAVEN,
    "go": Ecosystem.GO,
    "provided": Ecosystem.GO,
}


def ecosystem_of(runtime: str) -> Ecosystem | None:
    """The ecosystem of a runtime's libraries; None for one that is not read."""
    return next((one for prefix, one in _FAMILIES.items() if runtime.startswith(prefix)), None)


def provided_by(runtime: str) -> tuple[str, ...]:
    """The names of what it brings; ``@aws-sdk/*`` stands for every package below that name."""
    node = _NODE.match(runtime)
    if runtime.startswith("python"):
        return _PYTHON
    if node is None:
        return ()
    return ("@aws-sdk/*", "@smithy/*") if int(node[1]) >= _VERSION_THREE else ("aws-sdk",)


def is_provided(name: str, provided: tuple[str, ...]) -> bool:
    """Does the runtime bring a library of this name?"""
    return any(
        name == one or (one.endswith("/*") and name.startswith(one[:-1])) for one in provided
    )
