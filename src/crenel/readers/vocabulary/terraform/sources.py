"""Where modules come from: one name for each of the registry's, however it is fetched."""

from __future__ import annotations

import re

_GIT = re.compile(
    r"module:(?:git::)?(?:https://|ssh://git@|git@)?github\.com[/:]"
    r"(terraform-aws-modules)/terraform-aws-([\w-]+?)(?:\.git)?(//[^?]*)?(?:\?.*)?$"
)


def canonical(kind: str) -> str:
    """The registry's name of a module, also where it is taken from its repository."""
    if not kind.startswith("module:"):
        return kind
    found = _GIT.match(kind)
    if found is not None:
        return f"module:{found[1]}/{found[2]}/aws{found[3] or ''}"
    return "module:" + kind.removeprefix("module:").removeprefix("registry.terraform.io/")
