"""``Fn::Sub``: text with ``${Name}`` and ``${Name.Attribute}`` put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.model.value import Value, known
from crenel.readers.cloudformation.dynamic import has_dynamic, with_dynamic
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import concatenated
from crenel.readers.text.tree import MapNode, Node, ScalarNode

_HOLE = re.compile(r"\$\{(!?)\s*([^{}]*?)\s*\}")


def resolve(call: Call) -> Value:
    """The text with everything put in that is known."""
    text, variables = _arguments(call)
    if text is None:
        return call.malformed("Fn::Sub takes a text, or a text and a map")
    return concatenated(_parts(text, variables, call), call.span, call.resolver.via)


def _arguments(call: Call) -> tuple[str | None, MapNode | None]:
    word = call.word()
    if word is not None:
        return word, None
    parts = call.parts()
    text = parts[0] if parts else None
    variables = parts[1] if len(parts) > 1 else None
    if not isinstance(text, ScalarNode):
        return None, None
    resolved = call.resolver.substituted(text.text)
    return resolved, variables if isinstance(variables, MapNode) else None


def _parts(text: str, variables: MapNode | None, call: Call) -> Iterator[Value]:
    position = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > position:
            yield _literal(text[position : hole.start()], call)
        position = hole.end()
        if hole.group(1):
            yield known("${" + hole.group(2) + "}", call.span)
        else:
            yield _named(hole.group(2), variables, call)
    if position < len(text):
        yield _literal(text[position:], call)


def _literal(text: str, call: Call) -> Value:
    if "{{" in text and has_dynamic(text):
        return with_dynamic(text, call.span)
    return known(text, call.span, call.resolver.via)


def _named(name: str, variables: MapNode | None, call: Call) -> Value:
    node: Node | None = variables.get(name) if variables else None
    if node is not None:
        return call.value(node)
    if name in call.resolver.bindings:
        return known(call.resolver.bindings[name], call.span)
    if "." in name and not name.startswith("AWS::"):
        resource, _, attribute = name.partition(".")
        return call.scope.attribute(resource, attribute, call.span)
    return call.scope.ref(name, call.span)
