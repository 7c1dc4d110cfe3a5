"""Go's grammar, lowered: expressions.

A pointer is what it points to. ``T{...}`` is a mapping, or a list, that is said to be a ``T``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code.lowering import Frame, Grammar, Lowering, computed, entries
from crenel.code.syntax import (
    Attribute,
    Blend,
    Call,
    Define,
    Entry,
    Fragment,
    Group,
    Index,
    Literal,
    Mapping,
    Name,
    Sequence,
    Spread,
    Step,
    Test,
    UnitKind,
    Word,
)
from crenel.code.text import number, unescaped, words
from crenel.code.typed import Cast

if TYPE_CHECKING:
    import tree_sitter

GO = Grammar("go")

_CONSTANTS = {"true": True, "false": False, "nil": None, "iota": 0}
_NAMED = frozenset(
    {"function_declaration", "parameter_declaration", "variadic_parameter_declaration", "var_spec"}
    | {"const_spec", "type_parameter_declaration"}
)
"""Whose field ``name`` reads nothing."""
_TESTS = words("== != < > <= >= && ||")


@GO.leaf("identifier", "blank_identifier")
def _identifier(low: Lowering, frame: Frame) -> Step:
    text, parent = low.text(frame.node), low.frames[-1]
    named = parent.kind in _NAMED and low.tables.fields.get("name") == frame.field
    if named or text == "_" or _is_field(low, parent):
        return word(text, frame.node)
    return Name(text)


def _is_field(low: Lowering, parent: Frame) -> bool:
    """Is it the key of a struct's literal, ``T{Key: value}``, and so no variable?"""
    if parent.kind != "literal_element" or low.tables.fields.get("key") != parent.field:
        return False
    around = low.frames[-4] if len(low.frames) > 3 else None  # noqa: PLR2004 - element, pair, body
    kind = around.node.child_by_field_name("type") if around is not None else None
    return kind is None or kind.type != "map_type"


def word(text: str, node: tree_sitter.Node) -> Word:
    """A name that stands somewhere and is not read."""
    made = Word(text)
    made.start, made.end = node.start_byte, node.end_byte
    return made


@GO.leaf("field_identifier", "package_identifier", "label_name", "type_identifier")
def _word(low: Lowering, frame: Frame) -> Step:
    return word(low.text(frame.node), frame.node)


@GO.leaf("qualified_type")
def _qualified(low: Lowering, frame: Frame) -> Step:
    return word("".join(low.text(frame.node).split()), frame.node)


@GO.leave("pointer_type", "generic_type", "parenthesized_type", "negated_type")
def _inner_type(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None


@GO.leaf("slice_type", "array_type", "implicit_length_array_type", "channel_type")
def _list_type(_low: Lowering, frame: Frame) -> Step:
    return word("[]", frame.node)


@GO.leaf("map_type", "function_type")
def _other_type(_low: Lowering, frame: Frame) -> Step:
    return word("map[]" if frame.kind == "map_type" else "func()", frame.node)


@GO.leaf("true", "false", "nil", "iota")
def _constant(_low: Lowering, frame: Frame) -> Step:
    return Literal(_CONSTANTS[frame.kind])


@GO.leaf("int_literal", "float_literal", "imaginary_literal")
def _number(low: Lowering, frame: Frame) -> Step:
    value = number(low.text(frame.node))
    return Group([]) if value is None else Literal(value)


@GO.leaf("interpreted_string_literal", "rune_literal")
def _string(low: Lowering, frame: Frame) -> Step:
    return Literal(unescaped(low.text(frame.node)[1:-1]))


@GO.leaf("raw_string_literal")
def _raw(low: Lowering, frame: Frame) -> Step:
    return Literal(low.text(frame.node)[1:-1])


GO.inert("argument_list")


@GO.leave("selector_expression")
def _selector(low: Lowering, frame: Frame) -> Step | None:
    base, name = low.field(frame, "operand"), low.field(frame, "field")
    return Attribute(base, name.id) if base is not None and isinstance(name, Word) else base


@GO.leave("index_expression")
def _index(low: Lowering, frame: Frame) -> Step | None:
    base, key = low.field(frame, "operand"), low.field(frame, "index")
    if isinstance(key, Word):
        return base  # a generic function with its type
    return Index(base, key) if base is not None and key is not None else base


@GO.leave("slice_expression")
def _slice(low: Lowering, frame: Frame) -> Step | None:
    return low.field(frame, "operand")


@GO.leave("call_expression")
def _call(low: Lowering, frame: Frame) -> Step | None:
    callee, arguments = low.field(frame, "function"), low.field(frame, "arguments")
    given = arguments.parts if isinstance(arguments, Fragment) else []
    if callee is None or isinstance(callee, Word):
        return given[0] if given else None  # a conversion: []byte(x)
    if isinstance(callee, Name) and callee.id in {"new", "make"} and given:
        kind = given[0]
        made = _made(low, frame, kind, given[1:2])
        return Cast(kind.id if isinstance(kind, Word) else "", made)
    return Call(callee, [one for one in given if not isinstance(one, Word)], {})


def _made(low: Lowering, frame: Frame, kind: Step, size: list[Step]) -> Step:
    """``make([]T, n)``: n unknown elements; other lists and maps begin empty."""
    if not isinstance(kind, Word) or kind.id != "[]":
        return low.emit(Mapping([]), frame.node)
    empty = not size or (isinstance(size[0], Literal) and size[0].value == 0)
    unknown = [] if empty else [low.emit(Group([]), frame.node)]
    return low.emit(Sequence(unknown), frame.node)


@GO.leave("type_conversion_expression", "type_instantiation_expression")
def _conversion(low: Lowering, frame: Frame) -> Step | None:
    return low.field(frame, "operand")


@GO.leave("type_assertion_expression")
def _assertion(low: Lowering, frame: Frame) -> Step | None:
    kind, value = low.field(frame, "type"), low.field(frame, "operand")
    return Cast(kind.id, value) if isinstance(kind, Word) and value is not None else value


@GO.leave("variadic_argument")
def _spread(_low: Lowering, frame: Frame) -> Step | None:
    return Spread(frame.parts[0]) if frame.parts else None


@GO.leave("unary_expression")
def _unary(low: Lowering, frame: Frame) -> Step | None:
    operator = frame.node.child_by_field_name("operator")
    value = low.field(frame, "operand")
    if operator is not None and operator.type in {"&", "*", "<-", "+"}:
        return value
    return Test(frame.parts)


@GO.leave("binary_expression")
def _binary(_low: Lowering, frame: Frame) -> Step:
    operator = frame.node.child_by_field_name("operator")
    test = operator is not None and operator.type in _TESTS
    return Test(frame.parts) if test else Blend(frame.parts)


@GO.leave("literal_element", "parenthesized_expression")
def _element(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None


@GO.leave("keyed_element")
def _keyed(low: Lowering, frame: Frame) -> Step | None:
    key, value = low.field(frame, "key"), low.field(frame, "value")
    if value is None or isinstance(value, Word):
        return None
    if isinstance(key, Word):
        return Entry(key.id, value)
    written = key.value if isinstance(key, Literal) and isinstance(key.value, str) else None
    return Entry(written, value, key if written is None else None)


@GO.leave("literal_value")
def _body(low: Lowering, frame: Frame) -> Step:
    """The elements; without any, what the type says."""
    if any(isinstance(part, Entry) for part in frame.parts):
        return Mapping(entries(frame.parts), computed(frame.parts))
    kind = low.frames[-1].node.child_by_field_name("type")
    if not frame.parts and (
        kind is None or ("slice" not in kind.type and "array" not in kind.type)
    ):
        return Mapping([])
    return Sequence(frame.parts)


@GO.leave("composite_literal")
def _composite(low: Lowering, frame: Frame) -> Step | None:
    kind, body = low.field(frame, "type"), low.field(frame, "body")
    if body is None or not isinstance(kind, Word) or kind.id in {"[]", "map[]", "func()"}:
        return body
    return Cast(kind.id, body)


@GO.enter("func_literal")
def _enter_literal(low: Lowering, frame: Frame) -> None:
    low.open_unit(frame, UnitKind.FUNCTION, "<func>")


@GO.leave("func_literal")
def _literal(low: Lowering, frame: Frame) -> Step:
    return Define(low.close_unit(frame))
