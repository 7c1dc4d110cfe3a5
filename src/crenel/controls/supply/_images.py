"""Container images by name: digest, fixed tag, moving tag."""

from __future__ import annotations

import re

from crenel.analysis.knowledge import Knowledge
from crenel.controls.supply._tables import base_images
from crenel.model.entities import ContainerRepository
from crenel.model.truth import FALSE, Truth, truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value
from crenel.pattern import Pattern

_TAG = Pattern(r"^[^@]*/?[^@/]*:(?!//)([^/@:]+)$")
_MOVING = frozenset(
    {"latest", "stable", "main", "master", "develop", "dev", "test", "staging", "prod", "release"}
    | {"edge", "nightly", "current", "production", "live"}
)


def is_local(image: Value) -> bool:
    """Is it an image that a build makes and a deployment pushes under a name of its own?"""
    text = image.text()
    return not text or not ("/" in text or "${" in text)


def is_moving(image: Value, app: Knowledge) -> Truth:
    """May the name mean another image tomorrow?"""
    text = re.sub(r"\$\{[^}]*\}", "?", image.text())
    if "@sha256:" in text:
        return FALSE
    repository = app.resolve(image, ContainerRepository)
    if repository is not None:
        return ~repository.tag_mutability.startswith("IMMUTABLE")
    found = _TAG.match(text)
    if found is not None and found[1].lower() in _MOVING:
        return truth(True, image)
    if image.known() is None:
        return unknown(image)
    if found is None:
        return truth(True, image)
    name = "whether the repository keeps its tags"
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=image.span))


def repository_of(image: str) -> str:
    """``REGISTRY/NAME`` of an image as Docker reads it: without a registry it is on Docker Hub."""
    bare = image.partition("@")[0]
    head, slash, rest = bare.partition("/")
    has_registry = bool(slash) and ("." in head or ":" in head or head == "localhost")
    registry, name = (head, rest) if has_registry else ("docker.io", bare)
    name = re.sub(r":[^/]*$", "", name)
    library = registry == "docker.io" and "/" not in name
    return f"{registry}/library/{name}" if library else f"{registry}/{name}"


def vouched_for(image: str) -> bool:
    """Does a known publisher stand behind it, or does it come from somebody's own registry?"""
    table, name = base_images(), repository_of(image).lower()
    if name.partition("/")[0] not in table.public:
        return True
    return any(name.startswith(beginning) for beginning in table.publishers)
