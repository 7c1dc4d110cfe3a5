"""Name and value side by side: environment lists, parameter files, XML settings, forms."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from crenel.secrets.detector import Detector, Found
from crenel.secrets.detectors.generic._named import either, named
from crenel.secrets.judgement.assigned import judge
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Kind, Text

_NAME = r"(?i:\b(?:name|key|parameterkey|parameter_key|variable|id))"
_VALUE = r"(?i:\b(?:value|parametervalue|parameter_value|default|resolvedvalue))"
_PATTERN = (
    rf"""{_NAME}\\?["']?[ \t]*[:=][ \t]*\\?["']?([A-Za-z_][\w.\-]{{2,60}})\\?["']?[ \t]*[,;]?[ \t]*"""
    rf"""(?:\\?[\r\n][ \t]*|[ \t]+)?["']?{_VALUE}\\?["']?[ \t]*[:=][ \t]*"""
    r"""(?:\\?"([^"\r\n\\]+)\\?"|'([^'\r\n]+)'|([^\s"'{\[&|>,][^\s"'<>,]*))"""
)
_GROUPS = (2, 3, 4)


def read(found: Found, text: Text) -> Iterable[Candidate]:
    """The value, where the name beside it promises one."""
    name = text.data[slice(*found.span(1))].decode("latin-1")
    return named(name, either(found, _GROUPS), text, operator=":")


def _example(random: Random) -> str:
    value = "".join(random.choice(ALNUM) for _ in range(24))
    return f'- name: DB_PASSWORD\n  value: "{value}"'


DETECTORS = (
    Detector(
        name="name-and-value",
        provider="",
        title="a secret in a list of names and values",
        pattern=_PATTERN,
        keywords=("value", "default"),
        kinds=(Kind.CONFIG, Kind.MARKUP),
        revoke="Change it where it is valid and let the function read it from a secret store.",
        read=read,
        judge=judge,
        example=_example,
        strong=False,
    ),
)
