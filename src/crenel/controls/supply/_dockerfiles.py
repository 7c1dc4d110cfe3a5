"""The Dockerfile of a function's image, and the images that it builds on."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.errors import ReadProblem
from crenel.model.entities import Function
from crenel.model.value import Map, Unknown, UnknownKind, Value
from crenel.readers.root import join
from crenel.supplychain.dockerfile import Base, bases


def bases_of(function: Function, app: Knowledge) -> list[Base] | Value | None:
    """The images; what would have to be known for that; None where nothing is built here."""
    package = function.package
    if app.root is None or package.image_context.is_absent().certain:
        return None
    context, name = package.image_context.known(), package.dockerfile.known()
    if context is None:
        return package.image_context
    if name is None and not package.dockerfile.is_absent().certain:
        return package.dockerfile
    path = join(join(package.base, str(context)), str(name or "Dockerfile"))
    try:
        return bases(app.root.read(path), _arguments(package.image_arguments))
    except ReadProblem as problem:
        told = f"{path}: {problem.what}"
        return Unknown(kind=UnknownKind.EXTERNAL, name=told, span=package.image_context.span)


def _arguments(given: Value) -> dict[str, str]:
    """The build arguments whose values are known."""
    content = given.content if isinstance(given, Map) else {}
    known = {name: value.known() for name, value in content.items()}
    return {name: str(value) for name, value in known.items() if value is not None}
