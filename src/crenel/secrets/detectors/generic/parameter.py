"""Defaults and values of parameters, variables and outputs: CloudFormation, SAM, Terraform, ARM."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.detectors.generic._named import either, named
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Kind, Text

_VALUE = r"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"'{\[&|>,!][^\s"',]*))"""
_PATTERN = rf"""(?i:\b(?:default(?:value)?|value))["']?[ \t]*[:=][ \t]*{_VALUE}"""
_GROUPS = (1, 2, 3)
_HEAD = re.compile(
    rb"""^[ \t]*(?:variable[ \t]+)?["']?([A-Za-z][\w\-]{1,60})["']?[ \t]*(?::[ \t]*\{?|\{)\s*$"""
)
_ABOVE, _WIDE = 12, 400
# How many lines above, and how many bytes of one.


def read(found: Found, text: Text) -> Iterable[Candidate]:
    """The default, where the parameter's name promises one."""
    name = _owner(text.data, found.start())
    return named(name, either(found, _GROUPS), text, operator=":") if name else ()


def _owner(data: bytes, at: int) -> str:
    """The name that a block stands under: the nearest line above that is less indented."""
    near = max(0, at - _WIDE)
    end = data.rfind(b"\n", near, at) + 1
    if not end and near:
        return ""
    indent = _indent(data[end:at])
    for _ in range(_ABOVE):
        start = data.rfind(b"\n", max(0, end - _WIDE), max(0, end - 1)) + 1
        line = data[start : max(0, end - 1)]
        if line.strip() and _indent(line) < indent:
            head = _HEAD.match(line)
            return head[1].decode("ascii") if head else ""
        end = start
        if not start:
            break
    return ""


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" \t"))


def _example(random: Random) -> str:
    value = "".join(random.choice(ALNUM) for _ in range(24))
    return f"Parameters:\n  DbPassword:\n    Type: String\n    Default: {value}\n"


DETECTORS = (
    Detector(
        name="parameter-default",
        provider="",
        title="a secret as the default of a parameter",
        pattern=_PATTERN,
        keywords=("default", "value"),
        kinds=(Kind.CONFIG, Kind.MARKUP),
        docs="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
        revoke="Change it where it is valid; take a reference to a secret store as the parameter.",
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    ),
)
