"""Whether a file answers to a handler, or a build or a layer may bring one."""

from __future__ import annotations

import json
from enum import Enum

from crenel.analysis.knowledge import Knowledge
from crenel.code.locate import NotFound, NotFoundKind, split_handler, suffixes_of
from crenel.errors import ReadProblem
from crenel.model.entities import Function
from crenel.readers.root import Root, folder_of, join

_BUILDS = (
    "Makefile",
    "esbuild.config.js",
    "esbuild.js",
    "rollup.config.js",
    "tsconfig.json",
    "webpack.config.js",
)
"""Files that tell that what is shipped is made from the folder, or of several others."""


_BY_PLUGINS = ("wsgi_handler.", "s_", "serverless_sdk.")
"""Handlers that serverless-wsgi and the framework's dashboard write themselves."""


class Answer(Enum):
    """What is certain about a handler."""

    THERE = "there"
    MISSING = "missing"


def answer(function: Function, app: Knowledge) -> Answer | str | None:
    """The answer; a text for what would tell; None where no local folder is named."""
    if app.code is None or app.root is None:
        return None
    found = app.code.of(function)
    if not isinstance(found, NotFound):
        return Answer.THERE
    folder, handler = function.package.folder.known(), function.handler.known()
    readable = found.kind is NotFoundKind.UNRESOLVED_HANDLER and folder is not None
    if not readable or handler is None or not suffixes_of(function.runtime.text()):
        return None
    place = join(function.package.base, str(folder))
    if app.root.exists(join(place, str(handler))):
        return Answer.THERE  # a program that a layer starts: run.sh
    return _made_by(function, place, str(handler), app.root) or Answer.MISSING


def _made_by(function: Function, place: str, handler: str, root: Root) -> str:
    """Who may bring the file: a layer, a build, an installed package."""
    if not function.layers.is_absent().certain or handler.startswith("/"):
        return f"what the layers of {function.label} hold"
    if handler.startswith(_BY_PLUGINS):
        return "what a plugin of the framework puts into the package"
    package = function.package
    building = package.build.is_present().possible or package.bundled.is_true().possible
    suffixes = suffixes_of(function.runtime.text())
    names = root.children(place)
    if building or any(one in names for one in _BUILDS) or _builds(place, root):
        return f"what the build of {place or '.'} makes"
    inside = folder_of(join(place, handler))
    if not any(one.endswith(suffixes) for one in root.children(inside)):
        return f"what is put into {inside or '.'} before it is shipped"
    return "" if not _installs(place, handler, root) else "what is installed into the package"


def _builds(place: str, root: Root) -> bool:
    """Has package.json a build?"""
    try:
        package = json.loads(root.read(join(place, "package.json")).text)
    except (ReadProblem, ValueError, RecursionError):
        return False
    scripts = package.get("scripts") if isinstance(package, dict) else None
    return isinstance(scripts, dict) and any("build" in one for one in scripts)


def _installs(place: str, handler: str, root: Root) -> bool:
    """May the handler be one of a library, by the name of its first package?"""
    name = split_handler(handler)[0].replace("/", ".").split(".")[0].lower().replace("_", "-")
    try:
        wanted = root.read(join(place, "requirements.txt")).text.lower().replace("_", "-")
    except ReadProblem:
        return False
    return bool(name) and name in wanted
