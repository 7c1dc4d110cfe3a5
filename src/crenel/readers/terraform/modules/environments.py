"""Environments of a root module: files of values that are named after one.

``prod.tfvars``, ``env/prod.tfvars``, ``env/prod/terraform.tfvars``: Terraform knows no such thing,
people keep to these names.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import UsageError
from crenel.readers.root import Root, join

ALWAYS = ("terraform.tfvars", "terraform.tfvars.json")
"""What Terraform itself reads in a folder, whatever the environment."""
AUTO = (".auto.tfvars", ".auto.tfvars.json")

DEFAULT = "default"
"""What the deployment is called that names no environment."""

_EXAMPLES = ("example", "sample", "template")
_SUFFIXES = (".tfvars", ".tfvars.json")
_FOLDERS = ("", "env", "envs", "environment", "environments", "vars", "tfvars", "config", "stages")


def files(root: Root, folder: str, environment: str) -> list[str]:
    """The files of one environment; none where the module has no environments.

    Raises UsageError where it has some, and not this one.
    """
    known = list(_known(root, folder))
    found = [path for name, path in known if name == environment]
    if known and not found and not (environment == DEFAULT and always_given(root, folder)):
        names = ", ".join(sorted({name for name, _ in known}))
        where = folder or "the folder"
        raise UsageError(
            f"{where} has no values for the environment {environment}", f"It has: {names}"
        )
    return found


def names(root: Root, folder: str) -> list[str]:
    """The environments that there are, but for files that only show what to write."""
    found = dict.fromkeys(name for name, _ in _known(root, folder))
    return [one for one in found if not any(word in one.lower() for word in _EXAMPLES)]


def every_file(root: Root, folder: str) -> list[str]:
    """Each file of values beside a module, but those that only show what to write."""
    here = [one for one in root.children(folder) if one in ALWAYS or one.endswith(AUTO)]
    paths = [join(folder, one) for one in here] + [path for _, path in _known(root, folder)]
    return [
        path
        for path in dict.fromkeys(paths)
        if not any(word in path.rpartition("/")[2].lower() for word in _EXAMPLES)
    ]


def always_given(root: Root, folder: str) -> bool:
    """Are there values that hold without naming an environment?"""
    return any(name in ALWAYS or name.endswith(AUTO) for name in root.children(folder))


def _known(root: Root, folder: str) -> Iterator[tuple[str, str]]:
    """Names of environments, each with a file of it."""
    for below in _FOLDERS:
        base = join(folder, below) if below else folder
        for name in root.children(base):
            path = f"{base}/{name}" if base else name
            stem = _stem(name)
            if stem:
                yield stem, path
            elif below:
                yield from (
                    (name, join(path, one)) for one in ALWAYS if root.exists(join(path, one))
                )


def _stem(name: str) -> str:
    """The environment that a file is named after; empty for other files."""
    if name in ALWAYS or name.endswith(AUTO):
        return ""
    suffix = next((one for one in _SUFFIXES if name.endswith(one)), None)
    return name.removesuffix(suffix) if suffix else ""
