"""``Fn::ImportValue`` and ``Fn::Transform``: what other stacks, files and macros give."""

from __future__ import annotations

from crenel.model.value import UnknownKind, Value
from crenel.readers.cloudformation.expansion import include
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.text.tree import MapNode, ScalarNode


def import_value(call: Call) -> Value:
    """An export of another stack."""
    return call.unknown(UnknownKind.STACK_EXPORT, call.argument_value().text())


def transform(call: Call) -> Value:
    """An included file inside the root is read; any other macro stays unknown."""
    argument = call.argument
    name = argument.get("Name") if isinstance(argument, MapNode) else None
    if isinstance(name, ScalarNode) and name.text == "AWS::Include":
        found = include(argument, call.resolver)
        if found is not None:
            resolver, root = found
            return resolver.value(root)
        return call.unknown(UnknownKind.MISSING_FILE, "AWS::Include")
    macro = name.text if isinstance(name, ScalarNode) else "a macro"
    return call.unknown(UnknownKind.UNSUPPORTED, macro)
