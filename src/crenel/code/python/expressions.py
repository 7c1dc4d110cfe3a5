"""Python's grammar, lowered: expressions."""

from __future__ import annotations

from crenel.code.lowering import Frame, Grammar, Lowering, computed, entries
from crenel.code.syntax import (
    Attribute,
    Blend,
    Call,
    Either,
    Entry,
    Fallback,
    Fragment,
    Index,
    Iterate,
    Literal,
    Mapping,
    Name,
    Sequence,
    Spread,
    Step,
    Test,
)
from crenel.code.text import number, unescaped

PYTHON = Grammar("python")

_CONSTANTS = {"true": True, "false": False, "none": None}


@PYTHON.leaf("identifier", "keyword_identifier")
def _identifier(low: Lowering, frame: Frame) -> Step:
    return Name(low.text(frame.node))


@PYTHON.leaf("true", "false", "none")
def _constant(_low: Lowering, frame: Frame) -> Step:
    return Literal(_CONSTANTS[frame.kind])


@PYTHON.leaf("integer", "float")
def _number(low: Lowering, frame: Frame) -> Step:
    return Literal(number(low.text(frame.node)))


@PYTHON.leaf("string_content")
def _content(low: Lowering, frame: Frame) -> Step:
    return Literal(unescaped(low.text(frame.node)))


PYTHON.skip("string_start", "string_end", "type_conversion", "format_specifier")


@PYTHON.leave("string", "concatenated_string")
def _string(_low: Lowering, frame: Frame) -> Step:
    if not frame.parts:
        return Literal("")
    if all(isinstance(part, Literal) for part in frame.parts):
        if len(frame.parts) == 1:
            return frame.parts[0]
        return Literal(
            "".join(str(part.value) for part in frame.parts if isinstance(part, Literal))
        )
    return Blend(frame.parts)


@PYTHON.leave("interpolation")
def _interpolation(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None


@PYTHON.leave("attribute")
def _attribute(low: Lowering, frame: Frame) -> Step | None:
    base, name = low.field(frame, "object"), low.field(frame, "attribute")
    return Attribute(base, name.id) if base and isinstance(name, Name) else base


@PYTHON.leave("subscript")
def _subscript(low: Lowering, frame: Frame) -> Step | None:
    base, key = low.field(frame, "value"), low.field(frame, "subscript")
    return Index(base, key) if base and key else base


@PYTHON.leave("call")
def _call(low: Lowering, frame: Frame) -> Step | None:
    callee, arguments = low.field(frame, "function"), low.field(frame, "arguments")
    if callee is None:
        return None
    parts = arguments.parts if isinstance(arguments, Fragment) else [arguments] if arguments else []
    positional = [part for part in parts if not isinstance(part, Entry)]
    named = {part.name: part.parts[0] for part in parts if isinstance(part, Entry) and part.name}
    return Call(callee, positional, named)


PYTHON.inert("argument_list")


@PYTHON.leave("keyword_argument")
def _keyword(low: Lowering, frame: Frame) -> Step | None:
    name, value = low.field(frame, "name"), low.field(frame, "value")
    return Entry(name.id, value) if isinstance(name, Name) and value else value


@PYTHON.leave("binary_operator")
def _binary(_low: Lowering, frame: Frame) -> Step:
    return Blend(frame.parts)


@PYTHON.leave("comparison_operator", "not_operator")
def _test(_low: Lowering, frame: Frame) -> Step:
    return Test(frame.parts)


@PYTHON.leave("boolean_operator")
def _boolean(_low: Lowering, frame: Frame) -> Step:
    return Fallback(frame.parts)


@PYTHON.leave("conditional_expression")
def _conditional(_low: Lowering, frame: Frame) -> Step:
    return Either(frame.parts[::2])


@PYTHON.leave(
    "list", "tuple", "set", "pattern_list", "expression_list", "tuple_pattern", "list_pattern"
)
def _sequence(_low: Lowering, frame: Frame) -> Step:
    return Sequence(frame.parts)


@PYTHON.leave("pair")
def _pair(low: Lowering, frame: Frame) -> Step | None:
    key, value = low.field(frame, "key"), low.field(frame, "value")
    name = key.value if isinstance(key, Literal) and isinstance(key.value, str) else None
    return Entry(name, value, key if name is None else None) if value else key


@PYTHON.leave("dictionary")
def _dictionary(_low: Lowering, frame: Frame) -> Step:
    return Mapping(entries(frame.parts), computed(frame.parts))


@PYTHON.leave("dictionary_splat", "list_splat", "dictionary_splat_pattern", "list_splat_pattern")
def _splat(_low: Lowering, frame: Frame) -> Step | None:
    return Spread(frame.parts[0]) if frame.parts else None


@PYTHON.leave("for_in_clause")
def _for_in(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    return Iterate(target, value) if target and value else None


@PYTHON.leave(
    "list_comprehension", "set_comprehension", "generator_expression", "dictionary_comprehension"
)
def _comprehension(low: Lowering, frame: Frame) -> Step | None:
    """The clauses come first in evaluation, whatever the order in the text."""
    if len(frame.parts) < 2:  # noqa: PLR2004 - a body and a clause
        return frame.parts[0] if frame.parts else None
    body = frame.parts[0]
    last = body.parts[-1] if isinstance(body, Entry) else body
    low.rotate(frame.first, last.index + 1)
    return Sequence(body.parts if isinstance(body, Entry) else [body])
