"""``Fn::GetAtt``: an attribute of a resource, or an output of a nested stack."""

from __future__ import annotations

from crenel.model.value import Unknown, UnknownKind, Value
from crenel.readers.cloudformation.intrinsics.call import Call


def resolve(call: Call) -> Value:
    """The value of a GetAtt, in the dotted or the list form."""
    word = call.word()
    if word is not None:
        name, _, attribute = word.partition(".")
    else:
        parts = [call.value(part) for part in call.parts()]
        if len(parts) != 2:  # noqa: PLR2004 - a name and an attribute
            return call.malformed("Fn::GetAtt takes a name and an attribute")
        name, attribute = parts[0].text(), parts[1].text()
        if any(isinstance(part, Unknown) for part in parts):
            return call.unknown(UnknownKind.DEPLOY_TIME, f"{name}.{attribute}")
    if not name or not attribute:
        return call.malformed("Fn::GetAtt takes a name and an attribute")
    return call.scope.attribute(name, attribute, call.span)
