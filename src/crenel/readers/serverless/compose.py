"""``serverless-compose.yml``: services deployed together, and what each is given as parameters.

Source: the framework's documentation, "Composing services", as of 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.errors import ReadProblem
from crenel.model.provenance import How, Step
from crenel.model.source import Source, Span
from crenel.model.value import NOTHING, Unknown, UnknownKind, Value
from crenel.pattern import Pattern
from crenel.readers.cloudformation.scalars import scalar_value
from crenel.readers.root import Root, folder_of, join
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import MapNode, Node, ScalarNode

NAMES = ("serverless-compose.yml", "serverless-compose.yaml", "serverless-compose.json")
_CONFIGS = (
    "serverless.yml",
    "serverless.yaml",
    "serverless.json",
    "serverless.ts",
    "serverless.js",
)
_OUTPUT = Pattern(r"\$\{\s*([\w-]+)\.([\w.-]+)\s*\}$")


class Composed(msgspec.Struct, frozen=True):
    """One service of a composition: its own file, as written and as a path, and its parameters."""

    name: str
    file: str
    span: Span
    given: MapNode | None


def services(source: Source) -> Iterator[Composed]:
    """The services that a compose file names. Raises ReadProblem where it cannot be read."""
    for document in parse(source.text):
        root = document.root
        listed = root.get("services") if isinstance(root, MapNode) else None
        for name, (key, body) in listed.entries.items() if isinstance(listed, MapNode) else ():
            if isinstance(body, MapNode):
                yield _composed(name, key, body, source)


def _composed(name: str, key: ScalarNode, body: MapNode, source: Source) -> Composed:
    folder = join(folder_of(source.path), _text(body.get("path")) or ".")
    config, given = _text(body.get("config")), body.get("params")
    span = Span(source, key.start, key.end)
    file = join(folder, config) if config else folder
    return Composed(name, file, span, given if isinstance(given, MapNode) else None)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def is_there(one: Composed, root: Root) -> bool:
    """Is there a service where the composition says?"""
    named = "." in one.file.rpartition("/")[2]
    if named and root.names(one.file):
        return True
    return any(root.names(join(one.file, name)) for name in _CONFIGS)


def compositions(root: Root, service: str) -> list[Composed]:
    """What the compositions above a service file say of it, the nearest one first."""
    found: list[Composed] = []
    for source in _above(root, folder_of(service)):
        try:
            found.extend(one for one in services(source) if _is_of(one, service))
        except ReadProblem:
            continue  # told where the composition itself is read
    return found


def given_by(composed: list[Composed], name: str) -> Value:
    """The parameter that a composition gives; absent for none.

    An output of another service exists after its deployment only, and is unknown by its name.
    """
    for one in composed:
        node = one.given.get(name) if one.given is not None else None
        if isinstance(node, ScalarNode):
            return _value(node, one.span.source, name)
    return NOTHING


def _above(root: Root, folder: str) -> Iterator[Source]:
    while True:
        for name in NAMES:
            path = join(folder, name)
            if root.names(path):
                try:
                    yield root.read(path)
                except ReadProblem:
                    continue
        if not folder:
            return
        folder = folder_of(folder)


def _is_of(one: Composed, service: str) -> bool:
    return one.file in (service, folder_of(service) or ".", folder_of(service))


def _value(node: ScalarNode, source: Source, name: str) -> Value:
    span = Span(source, node.start, node.end)
    output = _OUTPUT.match(node.text)
    if output is not None and output[1] not in ("sls", "self", "opt", "env", "param"):
        kind = UnknownKind.STACK_EXPORT
        return Unknown(kind=kind, name=f"{output[1]}.{output[2]}", span=span)
    if "${" in node.text:
        return Unknown(kind=UnknownKind.EXTERNAL, name=f"param:{name}", span=span)
    step = Step(How.PARAMETER_GIVEN, f"{source.path} gives {name}", span)
    return scalar_value(node, span, step)
