"""``Ref``: a parameter's value, a pseudo-parameter, or an edge to a resource."""

from __future__ import annotations

import msgspec

from crenel.model.value import Value, known
from crenel.readers.cloudformation.intrinsics.call import Call


def resolve(call: Call) -> Value:
    """The value of a Ref."""
    word = call.word()
    if word is None:
        return call.malformed("Ref takes one name")
    if word in call.resolver.bindings:
        return known(call.resolver.bindings[word], call.span)
    value = call.scope.ref(word, call.span)
    return msgspec.structs.replace(value, span=call.span)
