"""Whether a project lets the libraries that it installs run scripts."""

from __future__ import annotations

import re

from crenel.analysis.knowledge import Knowledge
from crenel.code.tree import folder_of
from crenel.errors import ReadProblem
from crenel.supplychain.manifests.manifest import Manifest

_OFF = re.compile(r"^\s*ignore-scripts\s*=\s*[\"']?true[\"']?\s*$", re.MULTILINE)


def ignores_scripts(manifests: list[Manifest], app: Knowledge) -> bool:
    """Does a `.npmrc` beside a manifest turn scripts off?"""
    folders = dict.fromkeys(folder_of(one.path) for one in manifests)
    return any(_off(f"{folder}/.npmrc".lstrip("/"), app) for folder in folders)


def _off(path: str, app: Knowledge) -> bool:
    if app.root is None or not app.root.exists(path):
        return False
    try:
        return _OFF.search(app.root.read(path).text) is not None
    except ReadProblem:
        return False  # what cannot be read turns nothing off
