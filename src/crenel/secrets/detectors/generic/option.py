"""Options of commands: ``--password VALUE``, ``--api-token=VALUE``."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.detectors.generic._named import either, named
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Text

_PATTERN = (
    r"""[ \t"']--((?:[a-zA-Z][\w\-]*)?(?i:pass|pwd|secret|token|key|cred|auth)[\w\-]*)(?:=|[ \t]+|["'],[ \t]*)"""
    r"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"'<>$\-][^\s"'<>`,;)\]\\]*))"""
)
_GROUPS = (2, 3, 4)


def read(found: Found, text: Text) -> Iterable[Candidate]:
    """The value, where the option's name promises one."""
    name = text.data[slice(*found.span(1))].decode("latin-1")
    return named(name, either(found, _GROUPS), text, operator="=")


def _example(random: Random) -> str:
    return f"deploy --api-token {''.join(random.choice(ALNUM) for _ in range(32))} --stage prod"


DETECTORS = (
    Detector(
        name="command-option",
        provider="",
        title="a secret among the options of a command",
        pattern=_PATTERN,
        keywords=(" --", '"--', "'--", "\t--"),
        revoke="Change it where it is valid; let the command read it from the environment or a file.",
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    ),
)
