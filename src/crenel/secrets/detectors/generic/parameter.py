"""Defaults of template parameters and variables: CloudFormation, SAM, Terraform, ARM."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.judgement.names import Holds, holds
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Text

_NAME = r"""([A-Za-z][\w\-]{1,60})\\?["']?[ \t]*(?::[ \t]*\{?|\{)[ \t]*\r?\n"""
_OTHERS = r"(?:[ \t]+(?i:[\"']?(?:type|noecho|description|minlength|maxlength|allowed|constraint|sensitive|nullable|metadata|#|//))[^\r\n]*\r?\n){0,8}"
_DEFAULT = r"[ \t]+(?i:[\"']?default(?:value)?[\"']?)[ \t]*[:=][ \t]*"
_VALUE = r"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"'{\[&|>,!][^\s"',]*))"""
_GROUPS = (2, 3, 4)


def read(found: Found, text: Text) -> Iterator[Candidate]:
    """The default, where the parameter's name promises one."""
    name = text.data[slice(*found.span(1))].decode("latin-1")
    if holds(name) is Holds.NOTHING:
        return
    group = next(one for one in _GROUPS if found.start(one) >= 0)
    start, end = found.span(group)
    yield Candidate(
        detector=holds(name).value,
        value=text.data[start:end].decode("utf-8", "replace"),
        start=start,
        end=end,
        name=name,
        operator=":",
        kind=text.kind,
        path=text.path,
    )


def _example(random: Random) -> str:
    value = "".join(random.choice(ALNUM) for _ in range(24))
    return f"Parameters:\n  DbPassword:\n    Type: String\n    Default: {value}\n"


DETECTORS = (
    Detector(
        name="parameter-default",
        provider="",
        title="a secret as the default of a parameter",
        pattern=f"{_NAME}{_OTHERS}{_DEFAULT}{_VALUE}",
        keywords=("default",),
        docs="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
        revoke="Change it where it is valid; take a reference to a secret store as the parameter.",
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    ),
)
