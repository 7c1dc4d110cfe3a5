"""Applications in formats that are not read: each is named, so that no such folder looks clean."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator
from functools import cache

from crenel.model.verdict import Unread

_EXPORT = "Export a CloudFormation template and check that"
_NO_SERVICE = "it names no service and provider of the Serverless Framework, so it is not judged"
_SERVICES = {
    "serverless.y*ml": _NO_SERVICE,
    "serverless.json": _NO_SERVICE,
}
"""Read by what they hold; these names alone promise a service."""
_FORMATS = {
    "Pulumi.y*ml": f"Pulumi is not read yet. {_EXPORT}, where there is one",
    "sst.config.[jt]s": f"SST is not read yet. {_EXPORT}, where there is one",
    "terragrunt.hcl": "Terragrunt is not read. Check a plan: `terragrunt show -json PLAN > p.json`",
    "*.bicep": "Bicep is not read yet",
}


@cache
def _any() -> re.Pattern[str]:
    """All names at once: nearly every file of a project has none of them."""
    return re.compile("|".join(map(fnmatch.translate, (*_SERVICES, *_FORMATS))))


def foreign(paths: Iterable[str]) -> Iterator[Unread]:
    """What is not read, a row for each file."""
    for path in paths:
        name = path.rpartition("/")[2]
        reason = _format(name) or _matching(name, _SERVICES)
        if reason:
            yield Unread(file=path, reason=reason)


def is_foreign(path: str) -> bool:
    """Is a file, by its name, of a format that is not read?"""
    return bool(_format(path.rpartition("/")[2]))


def _format(name: str) -> str:
    return _matching(name, _FORMATS)


def _matching(name: str, table: dict[str, str]) -> str:
    if _any().match(name) is None:
        return ""
    found = (why for pattern, why in table.items() if fnmatch.fnmatchcase(name, pattern))
    return next(found, "")
