"""Functions that encode and decode. JSON keeps its structure: who judges a policy wants that."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from crenel.model.value import Known, List, Map, Scalar, Text, Value, known
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, scalars
from crenel.readers.text.embedded import structure


@function("jsonencode", "yamlencode")
def encoded(values: Sequence[Value], asked: Asked) -> Value:
    """The very value: a policy, a definition. Where text is wanted it becomes JSON again."""
    return values[0] if len(values) == 1 else asked.failed("one argument is wanted")


@function("jsondecode", "yamldecode")
def decoded(values: Sequence[Value], asked: Asked) -> Value:
    """The value that a text holds, each part at its place."""
    value = values[0] if len(values) == 1 else known("")
    if isinstance(value, List | Map):
        return value
    if isinstance(value, Known | Text):
        found = structure(value)
        return asked.failed("the text cannot be read") if found is None else found
    return asked.unknown(value)


@scalars("base64encode", 1)
def base64encode(text: Scalar) -> Scalar:
    """In Base64."""
    return base64.b64encode(str(text).encode("utf-8", "replace")).decode()


@scalars("base64decode", 1)
def base64decode(text: Scalar) -> Scalar:
    """From Base64."""
    return base64.b64decode(str(text), validate=True).decode("utf-8")


@scalars("urlencode", 1)
def urlencode(text: Scalar) -> Scalar:
    """As part of an address."""
    return quote(str(text), safe="-_.~").replace("%20", "+")


@scalars("md5", 1)
def md5(text: Scalar) -> Scalar:
    """A hash; what for is the template's business."""
    return hashlib.md5(str(text).encode(), usedforsecurity=False).hexdigest()


@scalars("sha1", 1)
def sha1(text: Scalar) -> Scalar:
    """A hash; what for is the template's business."""
    return hashlib.sha1(str(text).encode(), usedforsecurity=False).hexdigest()


@scalars("sha256", 1)
def sha256(text: Scalar) -> Scalar:
    """A hash."""
    return hashlib.sha256(str(text).encode()).hexdigest()


@scalars("sha512", 1)
def sha512(text: Scalar) -> Scalar:
    """A hash."""
    return hashlib.sha512(str(text).encode()).hexdigest()


@scalars("base64sha256", 1)
def base64sha256(text: Scalar) -> Scalar:
    """A hash in Base64."""
    return base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode()
