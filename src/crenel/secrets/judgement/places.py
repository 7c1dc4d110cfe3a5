"""What the path of a file says: a test, an example, a document."""

from __future__ import annotations

import re

_TEST = re.compile(
    r"(?:^|[/._-])(?:tests?|spec|specs|fixtures?|mocks?|__tests__|testdata)(?:[/._-]|$)",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:^|[/._-])(?:examples?|samples?|docs?|demos?|tutorials?|readme)(?:[/._-]|$)", re.IGNORECASE
)

_PUBLISHED = re.compile(
    r"(?:^|[/!])(?:botocore/data/|\.yarn/(?:releases|plugins|sdks)/|[\w.+-]+\.(?:dist|egg)-info/(?:METADATA|PKG-INFO|RECORD)$)"
)


def in_published(path: str) -> bool:
    """Is it a part of a library that everybody can fetch: its models, its description?"""
    return _PUBLISHED.search(path) is not None


def in_test(path: str) -> bool:
    """Does it lie among tests?"""
    return _TEST.search(path) is not None


def in_example(path: str) -> bool:
    """Does it lie among examples or documentation?"""
    return _EXAMPLE.search(path) is not None
