"""Applications in formats that are not read: each is named, so that no such folder looks clean."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator

from crenel.model.verdict import Unread
from crenel.readers.root import Root, folder_of, join

_SERVERLESS = (
    "the Serverless Framework is not read yet. Run `serverless package` and check the template "
    "in .serverless by its path"
)
_EXPORT = "Export a CloudFormation template and check that"
_FORMATS = {
    "serverless.[jt]s": _SERVERLESS,
    "serverless.[cm]js": _SERVERLESS,
    "serverless.y*ml": _SERVERLESS,
    "serverless.json": _SERVERLESS,
    "*.tf": f"Terraform is not read yet. {_EXPORT}, where there is one",
    "*.tf.json": f"Terraform is not read yet. {_EXPORT}, where there is one",
    "*.tofu": f"OpenTofu is not read yet. {_EXPORT}, where there is one",
    "Pulumi.y*ml": f"Pulumi is not read yet. {_EXPORT}, where there is one",
    "sst.config.[jt]s": f"SST is not read yet. {_EXPORT}, where there is one",
    "*.bicep": "Bicep is not read yet",
}
_CDK_FILE = "cdk.json"
_CDK = "this CDK application is not synthesised. Run `cdk synth`, then check again"


def foreign(root: Root, paths: Iterable[str]) -> Iterator[Unread]:
    """What is not read: a CDK application without its assembly, one row for each other file."""
    for path in paths:
        reason = _reason(root, path)
        if reason:
            yield Unread(file=path, reason=reason)


def is_foreign(path: str) -> bool:
    """Is a file, by its name, of a format that is not read?"""
    return _base(path) == _CDK_FILE or bool(_format(_base(path)))


def _reason(root: Root, path: str) -> str:
    name = _base(path)
    if name == _CDK_FILE:
        return "" if root.is_folder(join(folder_of(path), "cdk.out")) else _CDK
    return _format(name)


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _format(name: str) -> str:
    matching = (why for pattern, why in _FORMATS.items() if fnmatch.fnmatchcase(name, pattern))
    return next(matching, "")
